import Comparison
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import ReferenceEvaluator
import Testing

/// `reach` judges sets of receivers as well as of senders, across routes, networks and devices; the reference still decides one
/// packet at a time.
@Suite struct ReachAgreementTests {
  @Test(arguments: 0..<4)
  func `the answer for a set of receivers holds for each packet of it`(part: UInt64) throws {
    try compare(ReferenceGenerator(seed: 21_000 + part), packets: 8_000)
  }

  @Test(arguments: 0..<4)
  func `it holds behind appliances, load balancers and private endpoints`(part: UInt64) throws {
    try compare(ReferenceGenerator(seed: 23_000 + part, profile: .hops), packets: 2_000)
  }

  /// - Parameter packets: how many to compare at least.
  private func compare(_ generator: ReferenceGenerator, packets: Int) throws {
    var generator = generator
    var compared = 0
    var disagreements: [String] = []
    var number: UInt64 = 0
    while compared < packets, disagreements.count < 5 {
      number += 1
      let bench = try Bench(generator.network(), seed: number)
      let samples = (0..<100).map { _ in generator.packet(in: bench.reference) }
      for (place, length) in [0, 8, 16, 20, 24, 28].enumerated() {
        let model = samples[place]
        guard let home = model.sourceSubnet else { continue }
        let receivers = AddressPrefix(ReferencePrefix(model.destination, length).description)!
        let reach = try bench.reach(from: home, to: receivers, like: model)
        for sample in samples where sample.sourceSubnet == home {
          let packet = ReferencePacket(
            source: sample.source, sourceSubnet: home, sourcePort: sample.sourcePort, destination: sample.destination,
            destinationPort: model.destinationPort, protocol: model.protocol)
          let ours = bench.packet(packet)
          guard receivers.contains(ours.destination), ours.sourcePort >= 1024 || !ours.protocol.hasPorts else {
            continue
          }
          guard let said = try bench.said(of: ours, by: reach) else { continue }
          compared += 1
          let verdict = decide(packet, in: bench.reference)
          if let difference = AgreementTests.difference(
            said.word, said.steps, decisive: said.steps.first { $0.verdict != .allow }, ours, verdict)
          {
            disagreements.append("network \(number), \(ours) in \(receivers): \(difference)")
          }
        }
      }
    }
    #expect(disagreements.isEmpty, "\(disagreements.joined(separator: "\n"))")
    #expect(compared >= packets || !disagreements.isEmpty)
  }
}

extension Bench {
  private struct InSeveralRegions: Error {
    let packet: Packet
    let words: [String]
  }

  /// What gets through from a subnet to a set of receivers, at the port and with the protocol of a packet.
  func reach(from home: ReferenceSubnetID, to receivers: AddressPrefix, like packet: ReferencePacket) throws -> Reach {
    let spread = EndpointSpread(engine)
    let spoken = Self.spoken(packet)
    return Reach(
      from: try spread.spread("\(home.network)/\(home.subnet)", isSender: true),
      to: try spread.spread(receivers.description), port: spoken.hasPorts ? packet.destinationPort : nil,
      protocol: spoken, in: engine)
  }

  /// What an answer says of a packet; nil where its receiver stands in several networks at once, or can be no machine.
  func said(of packet: Packet, by reach: Reach) throws -> (word: String, steps: [Step])? {
    let networks = engine.model.networks(containing: packet.destination)
    if networks.count > 1 { return nil }
    let lists = [
      ("allowed", reach.passing), ("denied", reach.denied + reach.sometimes), ("undecided", reach.undetermined),
    ]
    let found = lists.flatMap { word, regions in
      regions.filter { $0.packets.contains(packet) }.map { (word: word, steps: $0.steps) }
    }
    if found.isEmpty {
      let isNobody = networks.allSatisfy { network in
        !network.subnets.contains { $0.usableAddresses.contains(packet.destination) }
      }
      if isNobody, !networks.isEmpty { return nil }
    }
    guard found.count == 1 else { throw InSeveralRegions(packet: packet, words: found.map(\.word)) }
    return found[0]
  }
}
