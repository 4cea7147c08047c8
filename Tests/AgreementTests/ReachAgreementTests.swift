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
    try expectAgreement(generator, packets: packets) { generator, bench in
      let samples = (0..<300).map { _ in generator.packet(in: bench.reference) }
      return try zip(samples, [0, 8, 16, 20, 24, 28]).flatMap { model, length in
        try compared(samples, like: model, receivers: ReferencePrefix(model.destination, length), in: bench)
      }
    }
  }

  /// Asks about a set of receivers once and compares the answer for each sample that is in the question.
  private func compared(
    _ samples: [ReferencePacket], like model: ReferencePacket, receivers: ReferencePrefix, in bench: Bench
  ) throws -> [Compared] {
    guard let home = model.sourceSubnet else { return [] }
    let receivers = AddressPrefix(receivers.description)!
    let reach = try bench.reach(from: home, to: receivers, like: model)
    return try samples.filter { $0.sourceSubnet == home }.compactMap { sample in
      let packet = ReferencePacket(
        source: sample.source, sourceSubnet: home, sourcePort: sample.sourcePort, destination: sample.destination,
        destinationPort: model.destinationPort, protocol: model.protocol)
      let ours = bench.packet(packet)
      guard receivers.contains(ours.destination), ours.sourcePort >= 1024 || !ours.protocol.hasPorts,
        let said = try bench.said(of: ours, by: reach)
      else { return nil }
      let verdict = decide(packet, in: bench.reference)
      func difference(_ steps: [Step]) -> String? {
        AgreementTests.difference(
          said.word, steps, decisive: said.steps.first { $0.verdict != .allow }, ours, verdict)
      }
      // An answer gives the steps that decide; a rule before them may have stayed open, for want of the receiver's interface.
      return Compared(
        what: "\(ours) in \(receivers)",
        difference: difference(said.steps).flatMap { _ in difference(said.steps + bench.open(packet)) })
    }
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

  /// Steps that cannot tell what happens to a packet.
  fileprivate func open(_ packet: ReferencePacket) -> [Step] {
    guard let fate = fate(of: packet) else { return [] }
    return fate.flow.steps.filter { $0.verdict == .undetermined && $0.packets.contains(fate.packet) }
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
