import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// A route through an appliance whose replies come back another way.
enum OneSidedRoute: LintRule {
  static let about = LintDescription(
    .oneSidedRoute, .warning, "packets pass an appliance that their replies do not pass",
    flags: """
      A route of a subnet through a virtual appliance to another subnet of the same network or of a peer that answers it directly. \
      Subnets in which nothing of the input stands are left out, as are the appliance's own and those of VPN gateways, firewalls and \
      bastions, and appliances that a scenario describes as stateless or as putting their own address in the sender's place.
      """,
    reason: """
      Security groups remember a conversation, routes do not. An appliance that keeps state sees one half of it and drops the rest: \
      connections hang.
      """,
    remedy:
      "Give the other subnet a route back through the appliance, or let the appliance put its own address in the sender's place.",
    source: "azure-semantics.md §2.7")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    let settled = inspection.settledSubnets
    var found: [(subject: Subject, appliance: IPAddress, from: ResourceID, to: [ResourceID])] = []
    for sender in settled where sender.routeTable.value != nil {
      for receiver in settled where receiver.id != sender.id {
        guard let (subject, appliance) = inspection.way(from: sender, to: receiver),
          inspection.answersDirectly(from: receiver, to: sender), !inspection.isHarmless(appliance, sender, receiver)
        else { continue }
        if let place = found.firstIndex(where: { $0.subject == subject && $0.from == sender.id }) {
          found[place].to.append(receiver.id)
        } else {
          found.append((subject, appliance, sender.id, [receiver.id]))
        }
      }
    }
    var seen: Set<Subject> = []
    return found.filter { seen.insert($0.subject).inserted }.map { one in
      finding(
        .route(
          .oneSided(appliance: one.appliance, name: inspection.name(of: one.appliance), from: one.from, to: one.to)),
        one.subject)
    }
  }
}

extension Inspection {
  /// Subnets of machines in which something of the input stands, and those of application gateways.
  fileprivate var settledSubnets: [NetworkSubnet] {
    let special: Set = [
      "gatewaysubnet", "azurefirewallsubnet", "azurefirewallmanagementsubnet", "azurebastionsubnet",
      "routeserversubnet",
    ]
    let gateways = Set(gatewaySubnets.map(\.id))
    let members = predictions.flatMap(\.pairs).flatMap(\.members).flatMap(\.flows).map(\.packets.destinations)
    let targets = members.reduce(AddressSet()) { $1.count > 4096 ? $0 : $0.union($1) }
    return model.networks.flatMap(\.subnets).filter { subnet in
      if special.contains(subnet.id.name.lowercased()) { return false }
      if gateways.contains(subnet.id) { return true }
      return !model.occupants(of: subnet).isEmpty || !targets.isDisjoint(with: subnet.usableAddresses)
    }
  }

  /// The user's route by which all packets from one subnet to another pass an appliance, and the appliance.
  fileprivate func way(from sender: NetworkSubnet, to receiver: NetworkSubnet) -> (Subject, IPAddress)? {
    guard let address = receiver.usableAddresses.first else { return nil }
    let answer = engine.nextHop(from: sender, to: address)
    guard let route = answer.route, route.source == .user, answer.nextHop?.kind == .virtualAppliance,
      let hop = route.nextHop.address, let table = route.routeTable
    else { return nil }
    // The appliance's own subnet, and a route to the receiver itself.
    if receiver.record.addressPrefixes.contains(where: { $0.contains(hop) }) { return nil }
    if sender.record.addressPrefixes.contains(where: { $0.contains(hop) }) { return nil }
    return (Subject(table, rule: route.name, origin: route.origin), hop)
  }

  /// Whether a subnet's packets to another one go straight there.
  fileprivate func answersDirectly(from sender: NetworkSubnet, to receiver: NetworkSubnet) -> Bool {
    guard let address = receiver.usableAddresses.first, let hop = engine.nextHop(from: sender, to: address).nextHop
    else {
      return false
    }
    return [.vnetLocal, .vnetPeering, .vnetGlobalPeering].contains(hop.kind)
  }

  /// Whether an appliance that the input describes does not mind half a conversation, or translates the sender so that replies come
  /// back to it.
  fileprivate func isHarmless(_ appliance: IPAddress, _ sender: NetworkSubnet, _ receiver: NetworkSubnet) -> Bool {
    let isKnown =
      resources.appliances.contains { $0.addresses.contains(appliance) }
      || resources.azureFirewalls.values.contains { $0.addresses.contains(appliance) }
    guard isKnown else { return false }
    let flow = engine.flow(
      from: .site(Site(subnet: sender)), to: .site(Site(subnet: receiver)), port: nil, protocol: .tcp)
    return !flow.steps.contains { $0.outcome == .routeAsymmetric }
  }

  fileprivate func name(of appliance: IPAddress) -> String {
    resources.appliances.last { $0.addresses.contains(appliance) }?.name
      ?? resources.azureFirewalls.values.first { $0.addresses.contains(appliance) }?.id.name ?? "\(appliance)"
  }
}
