import NetworkModel
import Outcomes
import PacketSets
import Resources

/// A rule for an address that no packet carries when rules look at it.
enum FrontendAddressRule: LintRule {
  static let about = LintDescription(
    .frontendAddressRule, .error, "the rule names the address of a frontend, which rules never see there",
    flags: """
      An inbound rule whose destinations are private frontends of load balancers, or public addresses of the input. Left out are \
      groups of a gateway's subnet, whose frontends rules may see, groups of which the input does not show every place, and rules for \
      packets that keep the frontend's address, because a rule of the load balancer with floating IP passes them on. \
      A rule whose senders are private frontends of application gateways, or of load balancers without floating IP.
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
      let places = inspection.places(of: group.id)
      let atMachines =
        !places.isEmpty && !places.isElsewhere && !places.known.contains { gatewaySubnets.contains($0.subnet.id) }
      return group.securityRules.filter { !$0.isDefault }.compactMap { rule in
        if let (address, owner) = frontends.sender(rule) { return found(rule, group, address, owner, isSource: true) }
        guard rule.direction == .inbound, atMachines, let (address, owner) = frontends.receiver(rule) else {
          return nil
        }
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

  /// Addresses that packets do not carry when a machine's rules look at them, and whose they are.
  private struct Frontends {
    /// An address that packets have as their receiver's only where floating IP keeps it.
    private struct Receiver {
      let owner: ResourceID
      var floating: [LoadBalancer.Rule] = []
    }

    private var senders: [IPAddress: ResourceID] = [:]
    private var receivers: [IPAddress: Receiver] = [:]

    init(_ inspection: Inspection) {
      let resources = inspection.resources
      for gateway in resources.applicationGateways.values {
        for address in gateway.frontendAddresses { senders[address] = gateway.id }
      }
      for address in resources.publicIPAddresses.values {
        if let own = address.ipAddress { receivers[own] = Receiver(owner: address.id) }
      }
      for balancer in resources.loadBalancers.values {
        for frontend in balancer.frontends {
          let floating = (balancer.rules + balancer.inboundNatRules).filter {
            $0.enableFloatingIP && $0.frontend?.names(frontend.id) ?? false
          }
          if let address = frontend.privateIPAddress {
            // A machine that keeps the address may send from it as well.
            if floating.isEmpty { senders[address] = frontend.id }
            let known = receivers[address] ?? Receiver(owner: frontend.id)
            receivers[address] = Receiver(owner: known.owner, floating: known.floating + floating)
          } else if let reference = frontend.publicIPAddress,
            case .one(let id) = inspection.model.find(reference, as: .publicIPAddress),
            let address = resources.publicIPAddresses[id]?.ipAddress
          {
            receivers[address]?.floating += floating
          }
        }
      }
      // An address that a machine has in some network can be that machine's.
      for own in inspection.model.cards.flatMap(\.addresses).compactMap(\.configuration.privateIPAddress) {
        senders[own] = nil
        receivers[own] = nil
      }
    }

    /// The first sender of a rule and whose it is, if none of its senders ever sends.
    func sender(_ rule: SecurityRule) -> (IPAddress, ResourceID)? { first(of: rule.source) { senders[$0] } }

    /// The first receiver of a rule and whose it is, if no packet has any of its receivers.
    func receiver(_ rule: SecurityRule) -> (IPAddress, ResourceID)? {
      first(of: rule.destination) { address in
        guard let receiver = receivers[address], !receiver.floating.contains(where: rule.meets) else { return nil }
        return receiver.owner
      }
    }

    private func first(of end: RuleEndpoint, _ owner: (IPAddress) -> ResourceID?) -> (IPAddress, ResourceID)? {
      guard end.applicationSecurityGroups.isEmpty, !end.addresses.isEmpty else { return nil }
      var first: (IPAddress, ResourceID)?
      for address in end.addresses {
        guard case .prefix(let prefix) = address, prefix.range.lowerBound == prefix.range.upperBound,
          let owner = owner(prefix.address)
        else { return nil }
        first = first ?? (prefix.address, owner)
      }
      return first
    }
  }
}

extension SecurityRule {
  /// Whether it may look at packets that a rule of a load balancer passes on with the frontend's port.
  fileprivate func meets(_ rule: LoadBalancer.Rule) -> Bool {
    guard !self.protocol.protocols.isDisjoint(with: rule.protocol.protocols) else { return false }
    guard rule.frontendPort > 0, let first = UInt16(exactly: rule.frontendPort) else { return true }
    let last = rule.inboundNat?.lastPort.flatMap { UInt16(exactly: $0) } ?? first
    return last < first || !destination.ports.isDisjoint(with: PortSet(first...last))
  }
}
