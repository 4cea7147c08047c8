import OrderedCollections
import Outcomes
import Resources

/// Gathers records in the order in which they are read, then joins children to parents and resolves repetitions.
///
/// The same resource twice: the later one wins, in the earlier one's place. A resource without a scope (from a recorded
/// deployment or a scenario) is the same as one with a scope when type and names are equal and only one such is known.
final class Assembly {
  /// A child that was given on its own.
  struct Child<T> {
    let id: ResourceID
    let origin: Origin
    let value: T
  }

  var resources = Resources()
  var subnets: [Child<Subnet>] = []
  var peerings: [Child<VirtualNetworkPeering>] = []
  var securityRules: [Child<SecurityRule>] = []
  var routes: [Child<Route>] = []
  var links: [Child<VirtualNetworkLink>] = []
  var recordSets: [Child<RecordSet>] = []
  var forwardingRules: [Child<ForwardingRule>] = []
  var rulesetLinks: [Child<RulesetLink>] = []
  var inboundEndpoints: [Child<DnsResolver.InboundEndpoint>] = []
  var outboundEndpoints: [Child<DnsResolver.OutboundEndpoint>] = []
  let context: ReadingContext
  /// Ids of everything that was added, by key: those of one key stand in one table.
  private var known: [String: [ResourceID]] = [:]

  init(context: ReadingContext) { self.context = context }

  /// Begins with resources that were assembled before.
  func start(from resources: Resources) {
    self.resources = resources
    func note(_ ids: OrderedSet<ResourceID>) { for id in ids { known[id.key, default: []].append(id) } }
    note(resources.virtualNetworks.keys)
    note(resources.networkSecurityGroups.keys)
    note(resources.applicationSecurityGroups.keys)
    note(resources.routeTables.keys)
    note(resources.networkInterfaces.keys)
    note(resources.virtualMachines.keys)
    note(resources.virtualMachineScaleSets.keys)
    note(resources.publicIPAddresses.keys)
    note(resources.applicationGateways.keys)
    note(resources.virtualNetworkGateways.keys)
    note(resources.localNetworkGateways.keys)
    note(resources.connections.keys)
    note(resources.hubConnections.keys)
    note(resources.connectivityConfigurations.keys)
    note(resources.privateDnsZones.keys)
    note(resources.dnsForwardingRulesets.keys)
    note(resources.dnsResolvers.keys)
    note(resources.privateEndpoints.keys)
    note(resources.loadBalancers.keys)
    note(resources.azureFirewalls.keys)
    note(resources.webApps.keys)
    note(resources.firewallPolicies.keys)
    note(resources.ruleCollectionGroups.keys)
    note(resources.ipGroups.keys)
    note(resources.natGateways.keys)
    note(resources.securityAdminRules.keys)
    note(resources.adminRuleCollections.keys)
    note(resources.networkGroupMembers.keys)
  }

  /// Adds a record or replaces the one it repeats.
  func add<T: AssembledRecord>(
    _ given: T, id: ResourceID, origin: Origin, to table: WritableKeyPath<Resources, OrderedDictionary<ResourceID, T>>,
    earlier: (T) -> Origin
  ) {
    var value = given
    let matches = (known[id.key] ?? []).filter { $0.matches(id) }
    guard let match = matches.first, matches.count == 1 else {
      if resources[keyPath: table].updateValue(value, forKey: id) == nil { known[id.key, default: []].append(id) }
      return
    }
    let index = resources[keyPath: table].index(forKey: match)!
    context.notes.append(
      .replaced(match, by: origin, earlier: earlier(resources[keyPath: table].elements[index].value)))
    if match == id {
      resources[keyPath: table][match] = value
    } else {
      // The fuller of the two names is kept, as the record's own too: tables are keyed by it.
      let fuller = match.scope.isEmpty ? id : match
      value.id = fuller
      resources[keyPath: table].remove(at: index)
      resources[keyPath: table].updateValue(value, forKey: fuller, insertingAt: index)
      known[id.key] = known[id.key]!.map { $0 == match ? fuller : $0 }
    }
  }

  /// Whether a resource of this type and name was added before.
  func knows(_ id: ResourceID) -> Bool { known[id.key] != nil }

  /// Joins everything that was read.
  func finish() -> Resources {
    join(subnets, to: \.virtualNetworks, children: \.subnets, childID: { $0.id.name }) {
      VirtualNetwork(id: $0, origin: $1, addressPrefixes: [])
    }
    join(peerings, to: \.virtualNetworks, children: \.peerings, childID: { $0.id.name }) {
      VirtualNetwork(id: $0, origin: $1, addressPrefixes: [])
    }
    join(securityRules, to: \.networkSecurityGroups, children: \.securityRules, childID: { $0.name }) {
      NetworkSecurityGroup(id: $0, origin: $1, securityRules: [])
    }
    join(routes, to: \.routeTables, children: \.routes, childID: { $0.name }) {
      RouteTable(id: $0, origin: $1, routes: [])
    }
    join(links, to: \.privateDnsZones, children: \.virtualNetworkLinks, childID: { $0.id.name }) {
      PrivateDnsZone(id: $0, origin: $1)
    }
    join(recordSets, to: \.privateDnsZones, children: \.recordSets, childID: { $0.name + "/" + $0.data.type }) {
      PrivateDnsZone(id: $0, origin: $1)
    }
    nameObservedGateways()
    join(forwardingRules, to: \.dnsForwardingRulesets, children: \.forwardingRules, childID: { $0.name }) {
      DnsForwardingRuleset(id: $0, origin: $1)
    }
    join(rulesetLinks, to: \.dnsForwardingRulesets, children: \.virtualNetworkLinks, childID: { $0.id.name }) {
      DnsForwardingRuleset(id: $0, origin: $1)
    }
    join(inboundEndpoints, to: \.dnsResolvers, children: \.inboundEndpoints, childID: { $0.id.name }) {
      DnsResolver(id: $0, origin: $1)
    }
    join(outboundEndpoints, to: \.dnsResolvers, children: \.outboundEndpoints, childID: { $0.id.name }) {
      DnsResolver(id: $0, origin: $1)
    }
    return resources
  }

  private func join<P, C>(
    _ given: [Child<C>], to table: WritableKeyPath<Resources, OrderedDictionary<ResourceID, P>>,
    children: WritableKeyPath<P, [C]>, childID: (C) -> String, placeholder: (ResourceID, Origin) -> P
  ) {
    var families: OrderedDictionary<ResourceID, [C]> = [:]
    for child in given {
      guard let wanted = child.id.parent else { continue }
      let parent: ResourceID
      if let match = known[wanted.key]?.first(where: wanted.matches) {
        parent = match
      } else {
        parent = wanted
        known[wanted.key, default: []].append(wanted)
        resources[keyPath: table][wanted] = placeholder(wanted, child.origin)
        context.notes.append(.onlyChildren(wanted, origin: child.origin))
      }
      families[parent, default: []].append(child.value)
    }
    for (parent, own) in families {
      var siblings = resources[keyPath: table][parent]![keyPath: children]
      var places: [String: Int] = [:]
      for (place, sibling) in siblings.enumerated().reversed() { places[childID(sibling).lowercased()] = place }
      for child in own {
        let name = childID(child).lowercased()
        if let place = places[name] {
          siblings[place] = child
        } else {
          places[name] = siblings.count
          siblings.append(child)
        }
      }
      resources[keyPath: table][parent]![keyPath: children] = siblings
    }
  }
}

extension RecordSet.Data {
  /// The record type, so that an A and an AAAA record of one name stay apart.
  fileprivate var type: String {
    switch self {
    case .a: "A"
    case .aaaa: "AAAA"
    case .cname: "CNAME"
    case .other(let type): type
    }
  }
}

/// A record that stands in a table of its own, keyed by its id.
protocol AssembledRecord {
  var id: ResourceID { get set }
  var origin: Origin { get }
}

extension VirtualNetwork: AssembledRecord {}
extension NetworkSecurityGroup: AssembledRecord {}
extension ApplicationSecurityGroup: AssembledRecord {}
extension RouteTable: AssembledRecord {}
extension NetworkInterface: AssembledRecord {}
extension VirtualMachine: AssembledRecord {}
extension VirtualMachineScaleSet: AssembledRecord {}
extension PublicIPAddress: AssembledRecord {}
extension ApplicationGateway: AssembledRecord {}
extension VirtualNetworkGateway: AssembledRecord {}
extension LocalNetworkGateway: AssembledRecord {}
extension Connection: AssembledRecord {}
extension HubConnection: AssembledRecord {}
extension ConnectivityConfiguration: AssembledRecord {}
extension PrivateDnsZone: AssembledRecord {}
extension WebApp: AssembledRecord {}
extension DnsForwardingRuleset: AssembledRecord {}
extension DnsResolver: AssembledRecord {}
extension PrivateEndpoint: AssembledRecord {}
extension LoadBalancer: AssembledRecord {}
extension AzureFirewall: AssembledRecord {}
extension FirewallPolicy: AssembledRecord {}
extension FirewallRuleCollectionGroup: AssembledRecord {}
extension IPGroup: AssembledRecord {}
extension NatGateway: AssembledRecord {}
extension SecurityAdminRule: AssembledRecord {}
extension AdminRuleCollection: AssembledRecord {}
extension NetworkGroupMember: AssembledRecord {}
