import NetworkModel
import Outcomes
import PacketSets
import Reachability
import ReferenceEvaluator
import Testing

/// Our engine judges sets of packets; the reference walks every rule for one packet and was written from the fact sheet by
/// someone who had not read the engine. They must agree on every packet (docs/testing.md).
@Suite struct AgreementTests {
  /// Packets compared in all, over networks of every kind that the generator makes.
  static let packetsWanted = 100_000
  /// Packets compared through appliances and load balancers, which take the engine longer.
  static let packetsThroughHops = 24_000
  static let packetsPerNetwork = 125

  @Test(arguments: 0..<8)
  func `the engine and the reference agree on every packet`(part: UInt64) throws {
    try compare(ReferenceGenerator(seed: 7_000 + part), packets: Self.packetsWanted / 8)
  }

  @Test(arguments: 0..<8)
  func `they agree on every packet through appliances, load balancers and private endpoints`(part: UInt64) throws {
    try compare(ReferenceGenerator(seed: 11_000 + part, profile: .hops), packets: Self.packetsThroughHops / 8)
  }

  /// - Parameter packets: how many to compare at least.
  private func compare(_ generator: ReferenceGenerator, packets: Int) throws {
    try expectAgreement(generator, packets: packets) { generator, bench in
      (0..<Self.packetsPerNetwork).compactMap { _ in
        let packet = generator.packet(in: bench.reference)
        guard let fate = bench.fate(of: packet) else { return nil }
        return Compared(
          what: "\(fate.packet)",
          difference: Self.difference(fate.flow, fate.packet, decide(packet, in: bench.reference)))
      }
    }
  }

  /// What the engines say differently about a packet; nil when they agree.
  static func difference(_ flow: FlowResult, _ packet: Packet, _ verdict: ReferenceVerdict) -> String? {
    let denied = flow.denied.contains(packet) || flow.sometimesDenied.contains(packet)
    let ours = denied ? "denied" : flow.undetermined.contains(packet) ? "undecided" : "allowed"
    return difference(
      ours, flow.steps.filter { $0.packets.contains(packet) }, decisive: flow.decisive, packet, verdict)
  }

  /// - Parameters:
  ///   - ours: what the engine says of the packet.
  ///   - steps: the steps that concern the packet.
  ///   - decisive: the step that decides about the set in which it was asked about.
  static func difference(
    _ ours: String, _ steps: [Step], decisive: Step?, _ packet: Packet, _ verdict: ReferenceVerdict
  ) -> String? {
    let theirs = "\(verdict.outcome)"
    let said = steps.filter { $0.verdict != .skip }.map {
      "\($0.leg) \($0.verdict) \($0.outcome?.rawValue ?? "") \($0.subject?.description ?? "")"
    }
    // The reference knows every machine; the engine knows that an export may lack the receiver's network interface, and with it
    // its application security groups.
    let lacksCard = steps.contains {
      if case .networkInterface = $0.missing { true } else { false }
    }
    if lacksCard, ours == "undecided" { return nil }
    guard ours == theirs || mayDiffer(ours, verdict, steps, decisive, packet) else {
      return "ours \(ours) \(said), reference \(theirs) \(verdict.stage) \(verdict.cause)"
    }
    // The blamed rule must be among our blockers, which list more than the first. A packet that gets to another network than we
    // were asked about meets other groups there.
    if decisive.map(isElsewhere) ?? false { return nil }
    if case .networkSecurityGroup(let group, let rule) = verdict.cause, verdict.outcome == .denied {
      let blamed = steps.contains {
        $0.verdict == .deny && $0.subject?.description.lowercased() == "\(group)/\(rule)".lowercased()
      }
      if !blamed, !lacksCard { return "ours \(said) does not blame \(group)/\(rule)" }
    }
    return nil
  }

  /// The reference knows every machine there is; the engine knows that an export may lack the appliance, and stays undecided.
  private static func mayDiffer(
    _ ours: String, _ verdict: ReferenceVerdict, _ steps: [Step], _ decisive: Step?, _ packet: Packet
  ) -> Bool {
    switch verdict.cause {
    // Nor does an export without the receiver's interface say that nobody is there.
    case .applianceAbsent(let address): ours == "undecided" || IPAddress(v4: address) == packet.destination
    case .applianceNotForwarding: ours == "undecided"
    // The reference stops at an appliance that nobody described; a group in front of it may deny for certain.
    case .appliance: ours == "denied"
    // UNCONFIRMED in the sheet, and not taken for certain by the engine.
    case .endpointProtocol, .loadBalancerHairpin: true
    // Ours was asked about the receiver next to the sender, and the packet reaches another network's machine of that address.
    case .delivered:
      decisive.map(isElsewhere) ?? false
        || steps.filter { $0.verdict == .deny }.allSatisfy(hangsOnTranslatedPort)
    default: false
    }
  }

  /// The reference's appliances keep the sender's port when they translate its address; the engine's may choose any.
  private static func hangsOnTranslatedPort(_ step: Step) -> Bool {
    guard case .rule(let rule) = step.detail, let translated = rule.translated else { return false }
    return translated.sourcePorts != PortSet(1024...65535)
  }

  private static func isElsewhere(_ step: Step) -> Bool {
    guard case .route(let route) = step.detail else { return false }
    return step.outcome == .routeNone && route.subnet == nil && route.nextHop == NextHop(.vnetLocal)
  }

  @Test(arguments: 0..<4)
  func `effective routes and next hops agree for every subnet`(part: UInt64) throws {
    var generator = ReferenceGenerator(seed: 9_000 + part)
    for number in 0..<150 {
      let bench = try Bench(generator.network(), seed: UInt64(number))
      for network in bench.reference.virtualNetworks {
        for subnet in network.subnets {
          let id = ReferenceSubnetID(network: network.name, subnet: subnet.name)
          let theirs = Set(bench.reference.effectiveRoutes(of: id).map(Self.row))
          let ours = Set(bench.engine.effectiveRoutes(of: bench.subnet(id)).rows.map(Self.row))
          #expect(ours == theirs, "network \(number), \(network.name)/\(subnet.name)")
        }
      }
      for _ in 0..<20 {
        let packet = generator.packet(in: bench.reference)
        guard let home = packet.sourceSubnet else { continue }
        let theirs = bench.reference.nextHop(from: home, to: packet.destination)
        let ours = bench.engine.nextHop(from: bench.subnet(home), to: IPAddress(v4: packet.destination))
        if theirs.route?.nextHopType == .virtualAppliance, theirs.type == .none { continue }
        #expect(ours.nextHop?.kind.rawValue == theirs.type.rawValue, "network \(number), \(packet)")
        #expect(ours.nextHop?.address?.v4 == theirs.address, "network \(number), \(packet)")
      }
    }
  }

  private static func row(_ row: ReferenceEffectiveRoute) -> String {
    let address = row.nextHopAddress.map { IPAddress(v4: $0).description } ?? ""
    return
      "\(row.source.rawValue) \(row.isActive) \(row.prefix) \(row.nextHopType.rawValue) \(address) \(row.name ?? "")"
  }

  private static func row(_ row: EffectiveRoute) -> String {
    "\(row.source.rawValue) \(row.state == .active) \(row.prefix) \(row.nextHop.kind.rawValue) \(row.nextHop.address?.description ?? "") \(row.name ?? "")"
  }
}
