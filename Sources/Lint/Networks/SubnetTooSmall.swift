import Outcomes
import PacketSets
import Resources

/// A gateway's subnet without room for all the instances that the gateway may have.
enum SubnetTooSmall: LintRule {
  static let about = LintDescription(
    .subnetTooSmall, .warning, "the gateway's subnet has fewer addresses than the gateway can need",
    flags: """
      A subnet of application gateways whose usable addresses, all but five of each prefix, are fewer than the instances that its \
      gateways may have at most, and one more for each private frontend. A gateway whose scale the input does not show is left out.
      """,
    reason: "A gateway that gets no address for a further instance does not scale, under load of all times.",
    remedy: "Move the gateway into a /24, or lower autoscaleConfiguration.maxCapacity.",
    source: "azure-semantics.md §1.10")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.gatewaySubnets.compactMap { subnet in
      let gateways = inspection.gateways.filter { inspection.subnet(of: $0)?.id == subnet.id }
      let usable = subnet.usableAddresses.intersection(.ipv4).count
      let needed = gateways.reduce(0) { sum, gateway in
        guard let most = gateway.scale.mostInstances else { return sum }
        return sum + most + (gateway.frontendAddresses.isEmpty ? 0 : 1)
      }
      guard needed > usable, let first = gateways.first else { return nil }
      return finding(
        .network(.subnetTooSmall(usable: Int(usable), needed: needed, gateways: gateways.map(\.id))),
        Subject(subnet.id, origin: subnet.record.origin), related: [Subject(first.id, origin: first.origin)])
    }
  }
}
