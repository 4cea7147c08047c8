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
      A route of a subnet through a virtual appliance to what stands in another subnet of the same network or of a peer, when that \
      subnet answers some address of the first one directly. \
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
    var found: [OneWay] = []
    for sender in settled where sender.subnet.routeTable.value?.leadsToAppliance ?? false {
      for receiver in settled where receiver.subnet.id != sender.subnet.id {
        let answered = inspection.answeredDirectly(from: receiver.subnet, in: sender)
        if answered.isEmpty { continue }
        for way in inspection.ways(from: sender, answered: answered, to: receiver)
        where !inspection.isHarmless(way.appliance, sender.subnet, receiver.subnet) {
          if let place = found.firstIndex(where: { $0.route == way.route && $0.from == way.from }) {
            found[place].add(way)
          } else {
            found.append(way)
          }
        }
      }
    }
    var seen: Set<Subject> = []
    return found.filter { seen.insert($0.route).inserted }.map { way in
      finding(
        .route(
          .oneSided(
            appliance: way.appliance, name: inspection.name(of: way.appliance), from: way.from, to: way.to,
            only: way.isPart ? way.destinations : nil, answered: way.isPartlyAnswered ? way.answered : nil)),
        way.route)
    }
  }
}

/// A route of a subnet through an appliance, and what is reached by it and answers directly.
private struct OneWay {
  let route: Subject
  let appliance: IPAddress
  let from: ResourceID
  var to: [ResourceID]
  /// What is reached.
  var destinations: AddressSet
  /// Whether something else stands in the receivers' subnets.
  var isPart: Bool
  /// The senders that are answered directly.
  var answered: AddressSet
  /// Whether there are others.
  var isPartlyAnswered: Bool

  mutating func add(_ other: OneWay) {
    to += other.to.filter { !to.contains($0) }
    destinations = destinations.union(other.destinations)
    isPart = isPart || other.isPart
    answered = answered.union(other.answered)
    isPartlyAnswered = isPartlyAnswered || other.isPartlyAnswered
  }
}

/// A subnet in which something of the input stands, and the addresses that it has.
private struct SettledSubnet {
  let subnet: NetworkSubnet
  let addresses: AddressSet
}

extension RouteTable {
  /// Whether any of its routes leads to a virtual appliance.
  fileprivate var leadsToAppliance: Bool { routes.contains { $0.nextHopType == .virtualAppliance } }
}

extension NetworkSubnet {
  /// Addresses cut into those that the same route of the subnet's table is for: longer prefixes come first.
  fileprivate func parts(of addresses: AddressSet) -> [AddressSet] {
    let prefixes = (routeTable.value?.routes ?? []).compactMap { route -> AddressPrefix? in
      if case .prefix(let prefix) = route.destination { prefix } else { nil }
    }
    var rest = addresses
    var parts: [AddressSet] = []
    for prefix in prefixes.sorted(by: { $0.length > $1.length }) where !rest.isEmpty {
      let part = rest.intersection(AddressSet(prefix))
      rest = rest.subtracting(part)
      parts.append(part)
    }
    return (parts + [rest]).filter { !$0.isEmpty }
  }
}

extension Inspection {
  /// Subnets of machines in which something of the input stands, and those of application gateways.
  fileprivate var settledSubnets: [SettledSubnet] {
    let special: Set = [
      "gatewaysubnet", "azurefirewallsubnet", "azurefirewallmanagementsubnet", "azurebastionsubnet",
      "routeserversubnet",
    ]
    let gateways = Set(gatewaySubnets.map(\.id))
    let members = predictions.flatMap(\.pairs).flatMap(\.members).flatMap(\.flows).map(\.packets.destinations)
    let targets = members.reduce(AddressSet()) { $1.count > 4096 ? $0 : $0.union($1) }
    return model.networks.flatMap(\.subnets).compactMap { subnet in
      if special.contains(subnet.id.name.lowercased()) { return nil }
      if gateways.contains(subnet.id) { return SettledSubnet(subnet: subnet, addresses: subnet.usableAddresses) }
      let addresses = model.occupants(of: subnet).reduce(targets.intersection(subnet.usableAddresses)) {
        $0.union($1.address.addresses)
      }
      return addresses.isEmpty ? nil : SettledSubnet(subnet: subnet, addresses: addresses)
    }
  }

  /// The user's routes by which packets from one subnet to what stands in another pass an appliance.
  /// - Parameter answered: the senders that the other subnet answers directly.
  fileprivate func ways(
    from sender: SettledSubnet, answered: AddressSet, to receiver: SettledSubnet
  ) -> [OneWay] {
    sender.subnet.parts(of: receiver.addresses).compactMap { part in
      guard let address = part.first else { return nil }
      let answer = engine.nextHop(from: sender.subnet, to: address)
      guard let route = answer.route, route.source == .user, answer.nextHop?.kind == .virtualAppliance,
        let hop = route.nextHop.address, let table = route.routeTable,
        // The subnet of the appliance's address, and a route to the receiver itself.
        !receiver.subnet.record.addressPrefixes.contains(where: { $0.contains(hop) }),
        !sender.subnet.record.addressPrefixes.contains(where: { $0.contains(hop) })
      else { return nil }
      let own = addresses(ofApplianceAt: hop, seenFrom: sender.subnet)
      let destinations = part.subtracting(own)
      if destinations.isEmpty { return nil }
      return OneWay(
        route: Subject(table, rule: route.name, origin: route.origin), appliance: hop, from: sender.subnet.id,
        to: [receiver.subnet.id], destinations: destinations,
        isPart: destinations != receiver.addresses.subtracting(own), answered: answered,
        isPartlyAnswered: answered != sender.addresses)
    }
  }

  /// The addresses of the machine that has an appliance's address, or of the machines behind a load balancer that has it.
  private func addresses(ofApplianceAt address: IPAddress, seenFrom sender: NetworkSubnet) -> AddressSet {
    guard let network = model.network(of: address, seenFrom: sender.network) else { return AddressSet() }
    var cards = model.card(at: address, in: network.index).map { [$0.card] } ?? []
    for balancer in resources.loadBalancers.values
    where balancer.frontends.contains(where: { $0.privateIPAddress == address }) {
      cards += balancer.backendAddressPools.flatMap { model.members(ofLoadBalancerPool: $0.id) }.map(\.card)
    }
    let machines = Set(cards.compactMap(\.virtualMachine))
    cards += model.cards.filter { $0.virtualMachine.map(machines.contains) ?? false }
    return cards.flatMap(\.addresses).reduce(AddressSet()) { $0.union($1.addresses) }
  }

  /// The addresses of another subnet to which a subnet's packets go straight.
  fileprivate func answeredDirectly(from sender: NetworkSubnet, in receiver: SettledSubnet) -> AddressSet {
    sender.parts(of: receiver.addresses).filter { part in
      guard let address = part.first, let hop = engine.nextHop(from: sender, to: address).nextHop else { return false }
      return [.vnetLocal, .vnetPeering, .vnetGlobalPeering].contains(hop.kind)
    }.reduce(AddressSet()) { $0.union($1) }
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
