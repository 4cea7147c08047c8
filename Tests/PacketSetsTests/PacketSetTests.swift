import PacketSets
import Testing

@Suite struct PacketSetTests {
  @Test("Set algebra agrees with going through every packet", arguments: 1...60)
  func agreesWithEnumeration(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let boxes = (0..<4).map { _ in SmallUniverse.randomBox(using: &generator) }
    let left = PacketSet(boxes[0]).union(PacketSet(boxes[1])).subtracting(boxes[2])
    let right = PacketSet(boxes[2]).union(PacketSet(boxes[3])).intersection(boxes[1])
    var inLeft: Set<Packet> = []
    var inRight: Set<Packet> = []
    for packet in SmallUniverse.packets {
      let isIn = boxes.map { $0.contains(packet) }
      if (isIn[0] || isIn[1]) && !isIn[2] { inLeft.insert(packet) }
      if (isIn[2] || isIn[3]) && isIn[1] { inRight.insert(packet) }
    }

    func members(_ set: PacketSet) -> Set<Packet> { Set(SmallUniverse.packets.filter(set.contains)) }
    #expect(members(left) == inLeft)
    #expect(members(right) == inRight)
    #expect(members(left.union(right)) == inLeft.union(inRight))
    #expect(members(left.intersection(right)) == inLeft.intersection(inRight))
    #expect(members(left.subtracting(right)) == inLeft.subtracting(inRight))
    #expect(left.isSubset(of: right) == inLeft.isSubset(of: inRight))
    #expect(left.intersection(right).isSubset(of: right))
    #expect(left.isDisjoint(with: right) == inLeft.isDisjoint(with: inRight))
    #expect(left.subtracting(right).isDisjoint(with: right))
    #expect((left == right) == (inLeft == inRight))
    #expect(left.isEmpty == inLeft.isEmpty)
    #expect(members(left.reversed) == Set(SmallUniverse.packets.filter { inLeft.contains($0.reversed) }))
    #expect(left.reversed.reversed == left)
  }

  @Test("The laws of set algebra hold with ==", arguments: 101...140)
  func laws(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let sets = (0..<3).map { _ in
      PacketSet(boxes: (0..<3).map { _ in SmallUniverse.randomBox(using: &generator) })
    }
    let (a, b, c) = (sets[0], sets[1], sets[2])
    func complement(_ set: PacketSet) -> PacketSet { .all.subtracting(set) }
    #expect(a.union(b) == b.union(a))
    #expect(a.intersection(b) == b.intersection(a))
    #expect(a.union(b).union(c) == a.union(b.union(c)))
    #expect(a.intersection(b.union(c)) == a.intersection(b).union(a.intersection(c)))
    #expect(complement(a.union(b)) == complement(a).intersection(complement(b)))
    #expect(complement(complement(a)) == a)
    #expect(a.subtracting(b).union(a.intersection(b)) == a)
    #expect(a.union(complement(a)) == .all)
    #expect(a.intersection(complement(a)) == .empty)
  }

  @Test("Equal sets are ==, hash alike and have the same boxes, whichever way they were made", arguments: 201...240)
  func isCanonical(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let boxes = (0..<5).map { _ in SmallUniverse.randomBox(using: &generator) }
    let forward = boxes.reduce(PacketSet.empty) { $0.union(PacketSet($1)) }
    let others = [
      boxes.shuffled(using: &generator).reduce(PacketSet.empty) { $0.union(PacketSet($1)) },
      PacketSet(boxes: boxes + boxes),
      PacketSet(boxes: forward.boxes.shuffled(using: &generator)),
      PacketSet.all.subtracting(boxes.reduce(PacketSet.all) { $0.subtracting($1) }),
    ]
    for other in others {
      #expect(other == forward)
      #expect(other.boxes == forward.boxes)
      #expect(other.hashValue == forward.hashValue)
      #expect(other.witness == forward.witness)
      #expect(other.description == forward.description)
    }
  }

  @Test("The boxes are disjoint and together are the set", arguments: 301...320)
  func boxesPartitionTheSet(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let set = PacketSet(boxes: (0..<4).map { _ in SmallUniverse.randomBox(using: &generator) })
    for packet in SmallUniverse.packets {
      #expect(set.boxes.count { $0.contains(packet) } == (set.contains(packet) ? 1 : 0))
    }
    #expect(set.boxes.allSatisfy { !$0.isEmpty })
  }

  @Test("Projections hold every value that occurs in a field and no other", arguments: 401...420)
  func projections(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let set = PacketSet(boxes: (0..<2).map { _ in SmallUniverse.randomBox(using: &generator) })
    func projected<Bound>(_ field: KeyPath<PacketBox, IntervalSet<Bound>>) -> IntervalSet<Bound> {
      set.boxes.reduce(.empty) { $0.union($1[keyPath: field]) }
    }
    #expect(set.protocols == projected(\.protocols))
    #expect(set.sources == projected(\.sources))
    #expect(set.sourcePorts == projected(\.sourcePorts))
    #expect(set.destinations == projected(\.destinations))
    #expect(set.destinationPorts == projected(\.destinationPorts))
  }

  @Test("A box without values in one field is the empty set, whatever its other fields")
  func emptyBoxes() {
    #expect(PacketSet(PacketBox(sourcePorts: .empty)) == .empty)
    #expect(PacketSet(PacketBox(sources: .empty, protocols: ProtocolSet(.tcp))) == .empty)
    #expect(PacketSet.empty.boxes.isEmpty)
    #expect(PacketSet.empty.witness == nil)
    #expect(PacketSet.all.boxes == [PacketBox()])
  }

  @Test("The witness is a member, and the readable one: Tcp, IPv4, lowest address, lowest port but 0")
  func witness() throws {
    #expect(PacketSet.all.witness?.description == "Tcp 0.0.0.0:1 > 0.0.0.0:1")
    let set = PacketSet(
      PacketBox(
        sources: AddressSet(prefixes: [try prefix("10.0.1.0/24"), try prefix("::/16")]), sourcePorts: PortSet(0),
        destinations: AddressSet(try prefix("10.0.2.4")), destinationPorts: PortSet(8000...8080)))
    #expect(set.witness?.description == "Tcp 10.0.1.0:0 > 10.0.2.4:8000")
    let icmp = PacketSet(PacketBox(protocols: ProtocolSet(.tcp).union(ProtocolSet(.udp)).complement))
    #expect(icmp.witness?.description == "Icmp 0.0.0.0 > 0.0.0.0")
    let v6 = PacketSet(PacketBox(sources: AddressSet(try prefix("2001:db8::/32"))))
    #expect(v6.witness?.description == "Tcp [2001:db8::]:1 > [::]:1")
    for seed: UInt64 in 501...520 {
      var generator = SeededGenerator(seed: seed)
      let random = PacketSet(SmallUniverse.randomBox(using: &generator))
      #expect(random.witness.map(random.contains) ?? random.isEmpty)
    }
  }

  @Test("A set prints one box a line and names only what it restricts")
  func descriptions() throws {
    let web = PacketSet(PacketBox(destinationPorts: PortSet([80...80, 443...443]), protocols: ProtocolSet(.tcp)))
    let subnet = PacketBox(sources: AddressSet(try prefix("10.0.1.0/24")))
    #expect(
      web.subtracting(subnet).description
        == "protocol Tcp, source 0.0.0.0–10.0.0.255,10.0.2.0–255.255.255.255,::/0, destination port 80,443")
    let dns = PacketSet(
      PacketBox(
        sourcePorts: PortSet(1024...65535), destinations: AddressSet(try prefix("168.63.129.16")),
        destinationPorts: PortSet(53), protocols: ProtocolSet(.udp)))
    #expect(
      web.union(dns).description == """
        protocol Tcp, destination port 80,443
        protocol Udp, source port 1024–65535, destination 168.63.129.16, destination port 53
        """)
    #expect(PacketSet.all.description == "any packet")
    #expect(PacketSet.empty.description == "no packet")
  }

  @Test("A packet is its own set, and its answer swaps both ends")
  func packets() throws {
    let packet = Packet(
      source: try address("10.0.1.4"), sourcePort: 50000, destination: try address("10.0.2.4"), destinationPort: 80,
      protocol: .tcp)
    #expect(packet.description == "Tcp 10.0.1.4:50000 > 10.0.2.4:80")
    #expect(packet.reversed.description == "Tcp 10.0.2.4:80 > 10.0.1.4:50000")
    #expect(PacketSet(packet).witness == packet)
    #expect(PacketSet(packet).reversed == PacketSet(packet.reversed))
    let v6 = Packet(
      source: try address("2001:db8::1"), sourcePort: 1, destination: try address("::1"), destinationPort: 2,
      protocol: .udp)
    #expect(v6.description == "Udp [2001:db8::1]:1 > [::1]:2")
  }

  @Test("Walking 1,000 rules from a gateway's traffic to one backend keeps few boxes", arguments: 601...605)
  func ruleWalkStaysSmall(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let traffic = PacketSet(
      PacketBox(
        sources: AddressSet(try prefix("10.0.1.0/24")), sourcePorts: PortSet(1024...65535),
        destinations: AddressSet(try prefix("10.0.2.4")), destinationPorts: PortSet(443),
        protocols: ProtocolSet(.tcp)))
    var remaining = traffic
    var matched = PacketSet.empty
    var hits = 0
    for _ in 0..<1000 {
      let rule = PacketSet(randomRule(using: &generator))
      let decided = remaining.intersection(rule)
      if decided.isEmpty { continue }
      hits += 1
      matched = matched.union(decided)
      remaining = remaining.subtracting(rule)
      #expect(remaining.boxes.count <= 8)
      #expect(matched.boxes.count <= 8)
    }
    #expect(hits > 5)
    #expect(matched.union(remaining) == traffic)
    #expect(matched.isDisjoint(with: remaining))
  }

  /// A rule as filters near a gateway have them: a few prefixes on each side, some ports, seldom a source port.
  private func randomRule(using generator: inout SeededGenerator) -> PacketBox {
    func addresses(_ third: ClosedRange<UInt32>, lengths: ClosedRange<Int>) -> AddressSet {
      AddressSet(
        prefixes: (0..<Int.random(in: 1...4, using: &generator)).map { _ in
          let third = UInt32.random(in: third, using: &generator)
          let host = UInt32.random(in: 0...255, using: &generator)
          return AddressPrefix(
            address: IPAddress(v4: 10 << 24 | third << 8 | host), length: Int.random(in: lengths, using: &generator))!
        })
    }
    let port = UInt16.random(in: 400...500, using: &generator)
    return PacketBox(
      sources: addresses(0...2, lengths: 26...30),
      sourcePorts: Int.random(in: 0..<20, using: &generator) == 0 ? PortSet(1024...40000) : .all,
      destinations: addresses(1...3, lengths: 24...32), destinationPorts: PortSet(port...port + 60),
      protocols: Bool.random(using: &generator) ? .all : ProtocolSet(.tcp))
  }
}
