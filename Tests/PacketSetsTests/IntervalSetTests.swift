import PacketSets
import Testing

@Suite struct IntervalSetTests {
  /// A set of the first sixteen and last sixteen ports, also as plain values.
  private func randomSet(using generator: inout SeededGenerator) -> (set: PortSet, values: Set<UInt16>) {
    let values = universe.filter { _ in Bool.random(using: &generator) }
    return (PortSet(values.shuffled(using: &generator).map { $0...$0 }), Set(values))
  }

  private let universe = Array(0...15) + Array(UInt16.max - 15...UInt16.max)

  @Test("Interval algebra agrees with plain sets", arguments: 1...60)
  func agreesWithPlainSets(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (left, inLeft) = randomSet(using: &generator)
    let (right, inRight) = randomSet(using: &generator)
    func values(_ set: PortSet) -> Set<UInt16> { Set(universe.filter(set.contains)) }

    #expect(values(left) == inLeft)
    #expect(values(left.union(right)) == inLeft.union(inRight))
    #expect(values(left.intersection(right)) == inLeft.intersection(inRight))
    #expect(values(left.subtracting(right)) == inLeft.subtracting(inRight))
    #expect(values(left.complement) == Set(universe).subtracting(inLeft))
    #expect(left.complement.complement == left)
    #expect(left.isSubset(of: right) == inLeft.isSubset(of: inRight))
    #expect(left.isSubset(of: left.union(right)) && left.intersection(right).isSubset(of: left))
    #expect(left.isDisjoint(with: right) == inLeft.isDisjoint(with: inRight))
    #expect(left.isDisjoint(with: left.complement) && left.isDisjoint(with: right.subtracting(left)))
    #expect(left.count == UInt128(inLeft.count))
    #expect(left.first == inLeft.min() && left.last == inLeft.max())
    #expect(left.subtracting(right).union(left.intersection(right)) == left)
    #expect(left.intersection(right) == left.subtracting(right.complement))
  }

  @Test("However a set was written, its ranges are sorted, disjoint and not adjacent")
  func isCanonical() {
    let expected = PortSet(80...90)
    #expect(PortSet([85...90, 80...84]) == expected)
    #expect(PortSet([80...90, 82...83, 80...80]) == expected)
    #expect(PortSet(80...84).union(PortSet(85...90)) == expected)
    #expect(PortSet([80...84, 86...90]).union(PortSet(85)) == expected)
    #expect(PortSet(70...100).subtracting(PortSet([70...79, 91...100])) == expected)
    #expect(PortSet([0...84, 85...65535]) == .all)
    #expect(PortSet([0...65535, 3...4]) == .all)
  }

  @Test("The ends of a field are values like others")
  func ends() {
    #expect(PortSet.all.subtracting(PortSet(0)).ranges == [1...65535])
    #expect(PortSet.all.subtracting(PortSet(65535)).ranges == [0...65534])
    #expect(PortSet.all.complement == .empty)
    #expect(PortSet.empty.complement == .all)
    #expect(PortSet.all.count == 65536)
    #expect(PortSet.all.isAll && !PortSet(0...65534).isAll && !PortSet.empty.isAll)
    #expect(AddressSet.all.subtracting(AddressSet(IPAddress.max)).last == IPAddress.max.predecessor)
  }

  @Test("Ports print as lists of single ports and ranges")
  func portDescriptions() {
    #expect(PortSet([8000...8080, 443...443, 80...80]).description == "80,443,8000–8080")
    #expect(PortSet.all.description == "*")
    #expect(PortSet.empty.description == "none")
  }

  @Test("Protocols print by name, ranges by number")
  func protocolDescriptions() {
    #expect(
      [IPProtocol.tcp, .udp, .icmp, .esp, .ah, .icmpv6].map(\.description) == [
        "Tcp", "Udp", "Icmp", "Esp", "Ah", "Icmpv6",
      ])
    #expect(IPProtocol(rawValue: 47).description == "47")
    #expect(ProtocolSet(.udp).union(ProtocolSet(.tcp)).description == "Tcp,Udp")
    #expect(ProtocolSet(.esp).union(ProtocolSet(.ah)).description == "Esp,Ah")
    #expect(ProtocolSet(.tcp).complement.description == "0–5,7–255")
    #expect(ProtocolSet.all.description == "*")
    #expect(IPProtocol.tcp.hasPorts && IPProtocol.udp.hasPorts && !IPProtocol.icmp.hasPorts)
  }
}
