import NetworkModel
import Outcomes
import PacketSets
import Resources

/// A rule for an address that no packet carries when rules look at it.
enum FrontendAddressRule: LintRule {
  static let about = LintDescription(
    .frontendAddressRule, .error, "the rule names the address of a frontend, which rules never see there",
    flags: """
      An inbound rule whose destinations are private frontends of load balancers, or public addresses of the input; not in a group of \
      a gateway's subnet, whose frontends rules may see, and not where a load balancer keeps the frontend's address (floating IP). \
      A rule whose senders are private frontends of load balancers or of application gateways.
      """,
    reason: """
      Rules see a packet after its destination was translated: the machine's own address and port. Machines and gateways send from \
      their own addresses. So the rule matches nothing.
      """,
    remedy: """
      As destination, name the machines or their subnet; as sender, the subnet of the gateway or of the machines behind the load \
      balancer.
      """,
    source: "azure-semantics.md §1.4, §11 R8")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    let frontends = Frontends(inspection)
    let gatewaySubnets = Set(inspection.gatewaySubnets.map(\.id))
    return inspection.groups.flatMap { group -> [LintFinding] in
      let atGateway = (inspection.places[group.id] ?? []).contains { gatewaySubnets.contains($0.subnet.id) }
      return group.securityRules.filter { !$0.isDefault }.compactMap { rule in
        if let (address, owner) = frontends.owner(of: rule.source, among: frontends.senders) {
          return found(rule, group, address, owner, isSource: true)
        }
        guard rule.direction == .inbound, !atGateway,
          let (address, owner) = frontends.owner(of: rule.destination, among: frontends.receivers)
        else { return nil }
        return found(rule, group, address, owner, isSource: false)
      }
    }
  }

  private static func found(
    _ rule: SecurityRule, _ group: NetworkSecurityGroup, _ address: IPAddress, _ owner: ResourceID, isSource: Bool
  ) -> LintFinding {
    finding(
      .group(.frontendAddress(RuleMention(rule), address: address, frontend: owner, isSource: isSource)),
      Subject(rule, of: group))
  }

  /// Addresses that packets never carry when a machine's rules look at them, and whose they are.
  private struct Frontends {
    /// Addresses that no packet has as its sender's.
    private(set) var senders: [IPAddress: ResourceID] = [:]
    /// Addresses that no packet has as its receiver's when rules see it.
    private(set) var receivers: [IPAddress: ResourceID] = [:]

    init(_ inspection: Inspection) {
      let resources = inspection.resources
      for gateway in resources.applicationGateways.values {
        for address in gateway.frontendAddresses { senders[address] = gateway.id }
      }
      for balancer in resources.loadBalancers.values where !balancer.rules.contains(where: \.enableFloatingIP) {
        for frontend in balancer.frontends {
          guard let address = frontend.privateIPAddress else { continue }
          senders[address] = frontend.id
          receivers[address] = frontend.id
        }
      }
      for address in resources.publicIPAddresses.values {
        if let own = address.ipAddress { receivers[own] = address.id }
      }
      // An address that a machine has in some network can be that machine's.
      for own in inspection.model.cards.flatMap(\.addresses).compactMap(\.configuration.privateIPAddress) {
        senders[own] = nil
        receivers[own] = nil
      }
    }

    /// The first address of an end, if each is one of these.
    func owner(of end: RuleEndpoint, among known: [IPAddress: ResourceID]) -> (IPAddress, ResourceID)? {
      guard end.applicationSecurityGroups.isEmpty, !end.addresses.isEmpty else { return nil }
      var first: (IPAddress, ResourceID)?
      for address in end.addresses {
        guard case .prefix(let prefix) = address, prefix.range.lowerBound == prefix.range.upperBound,
          let owner = known[prefix.address]
        else { return nil }
        first = first ?? (prefix.address, owner)
      }
      return first
    }
  }
}
