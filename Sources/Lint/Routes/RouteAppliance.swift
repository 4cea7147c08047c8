import BackendHealth
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// A route to an appliance that is not there, or that does not forward.
enum RouteAppliance: LintRule {
  static let about = LintDescription(
    .routeAppliance, .error, "the route leads to an address where no appliance passes packets on",
    flags: """
      A route of a table that a subnet has, to a virtual appliance whose address lies in no network that the subnet reaches \
      directly, or is not the address of any machine of its subnet although Azure lists everything that stands there, or belongs to a \
      network interface without IP forwarding. Load balancers, firewalls and what a scenario describes count as appliances.
      """,
    reason: "Azure drops the packets, and says so nowhere.",
    remedy: "Correct the address, or enable IP forwarding at the appliance's network interface.",
    source: "azure-semantics.md §2.5, §11 R7")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    var found: [(subject: Subject, address: IPAddress, wrong: RouteLint.Appliance, subnets: [ResourceID])] = []
    for subnet in inspection.model.networks.flatMap(\.subnets) {
      guard let table = subnet.routeTable.value else { continue }
      for route in table.routes where route.nextHopType == .virtualAppliance {
        guard let address = route.nextHopIPAddress, let wrong = problem(with: address, from: subnet, inspection) else {
          continue
        }
        let subject = Subject(table.id, rule: route.name, origin: route.origin)
        if let place = found.firstIndex(where: { $0.subject == subject && $0.wrong == wrong }) {
          found[place].subnets.append(subnet.id)
        } else {
          found.append((subject, address, wrong, [subnet.id]))
        }
      }
    }
    return found.map { finding(.route(.appliance($0.address, $0.wrong, subnets: $0.subnets)), $0.subject) }
  }

  private static func problem(
    with address: IPAddress, from subnet: NetworkSubnet, _ inspection: Inspection
  ) -> RouteLint.Appliance? {
    let network = inspection.model.networks[subnet.network]
    guard network.isKnown else { return nil }
    guard let home = inspection.home(of: address, nextTo: network) else {
      // A peer whose ranges are not known may have any address; so may a network that is connected in another way.
      let isOpen =
        network.peerings.contains { $0.isConnected && !$0.knowsRanges } || !AddressSpaces.notInternet.contains(address)
      return isOpen ? nil : .outOfReach
    }
    guard let home else { return nil }
    if let owner = inspection.model.card(at: address, in: home.index) {
      let isDescribed = inspection.engine.isOccupied(address)
      return owner.card.enableIPForwarding || isDescribed ? nil : .notForwarding(owner.card.id)
    }
    guard let vacancy = inspection.engine.vacancy(of: address, in: home.index), vacancy.isProven else { return nil }
    return .vacant(subnet: vacancy.subnet.id)
  }
}

extension Inspection {
  /// The network that has an address, if it is this one or directly connected with it: nil where none of them has it, an inner nil
  /// where one of them does and is not in the input itself.
  fileprivate func home(of address: IPAddress, nextTo network: Network) -> Network?? {
    if network.contains(address) { return .some(network) }
    for peering in network.peerings
    where peering.isConnected && peering.remotePrefixes.contains(where: { $0.contains(address) }) {
      return .some(peering.remote.map { model.networks[$0] })
    }
    return .none
  }
}
