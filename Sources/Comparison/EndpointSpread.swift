import NetworkModel
import Outcomes
import PacketSets
import Reachability

/// Cuts what a person names into ends that are treated alike: a prefix or a subnet holds machines with groups of their own and
/// addresses without any, and a prefix may reach beyond the networks. What no machine can have (the addresses that Azure keeps in
/// each subnet, a network's range outside its subnets) takes no part, unless nothing else is named.
package struct EndpointSpread {
  private let engine: Engine
  private var model: NetworkModel { engine.model }

  /// Cuts what is named in an engine's model.
  package init(_ engine: Engine) { self.engine = engine }

  /// The ends that together are what the text names.
  /// - Parameter isSender: whether they are to send, for which a name of DNS does not do.
  /// - Throws: the text names nothing.
  package func spread(_ text: String, isSender: Bool = false) throws(NameProblem) -> [Endpoint] {
    if text.contains("/"), let prefix = AddressPrefix(text) { return spread(AddressSet(prefix), label: text) }
    let endpoint = try Endpoint.read(text, in: model, isSender: isSender)
    guard case .site(let site) = endpoint, site.card == nil, site.addresses.count > 1, let subnet = site.subnet else {
      return [endpoint]
    }
    return spread(subnet, within: .all)
  }

  /// Every end that a packet can come from or go to: all subnets, the Internet, and premises behind gateways.
  package func everything() -> [Endpoint] {
    var ends = model.networks.flatMap(\.subnets).flatMap { spread($0, within: .all) }
    ends += gaps(within: .all).filter { !model.networks[$0.network].knowsSubnets }.map { Endpoint.site($0) }
    ends.append(.internet(of: model))
    let peerings = model.networks.flatMap(\.peerings).filter { $0.isConnected && !$0.isRemoteKnown }
    let peers = model.networks.ranges.reduce(AddressSet(prefixes: peerings.flatMap(\.remotePrefixes))) {
      $0.subtracting($1)
    }
    if !peers.isEmpty { ends.append(.outside(peers, label: "peers")) }
    let mayBeMore = engine.mayReachMorePremises || peerings.contains { !$0.knowsRanges }
    return ends + premises(within: peers.complement, orUntold: mayBeMore, label: "premises")
  }

  private func spread(_ wanted: AddressSet, label: String) -> [Endpoint] {
    var ends = model.networks.flatMap(\.subnets).flatMap { spread($0, within: wanted) }
    let gaps = gaps(within: wanted)
    ends += gaps.filter { !model.networks[$0.network].knowsSubnets }.map { Endpoint.site($0) }
    let outside = model.networks.ranges.reduce(wanted) { $0.subtracting($1) }
    let behindGateways = engine.premises.reduce(AddressSet()) { $0.union($1) }
    let publicPart = outside.intersection(AddressSpaces.publicSpace).subtracting(behindGateways)
    if !publicPart.isEmpty { ends.append(.outside(publicPart, label: label)) }
    ends += premises(within: outside, orUntold: true, label: label)
    if !ends.isEmpty { return ends }
    let kept = model.networks.flatMap(\.subnets).map {
      Site(subnet: $0, addresses: AddressSet(prefixes: $0.record.addressPrefixes).intersection(wanted), label: label)
    }
    let nobodys = (kept + gaps).filter { !$0.addresses.isEmpty }
    return nobodys.isEmpty ? [.outside(wanted, label: label)] : nobodys.map { Endpoint.site($0) }
  }

  private func spread(_ subnet: NetworkSubnet, within wanted: AddressSet) -> [Endpoint] {
    var rest = subnet.usableAddresses.intersection(wanted)
    if rest.isEmpty { return [] }
    var ends: [Endpoint] = []
    for (card, address) in model.occupants(of: subnet) {
      guard let own = address.configuration.privateIPAddress, rest.contains(own),
        let site = Site(card: card, address: address, label: own.description)
      else { continue }
      ends.append(.site(site))
      rest = rest.subtracting(AddressSet(own))
    }
    if !rest.isEmpty { ends.append(.site(Site(subnet: subnet, addresses: rest))) }
    return ends
  }

  /// The parts of networks' ranges that lie in none of the subnets that the input has.
  private func gaps(within wanted: AddressSet) -> [Site] {
    model.networks.compactMap { network in
      let subnets = AddressSet(prefixes: network.subnets.flatMap(\.record.addressPrefixes))
      let range = AddressSet(prefixes: network.record.addressPrefixes).intersection(wanted).subtracting(subnets)
      return range.isEmpty ? nil : Site(outsideSubnetsOf: network, range, label: network.id.path)
    }
  }

  /// Premises, each behind its own prefix.
  /// - Parameter orUntold: whether other private addresses belong to them too, of which nothing is known.
  private func premises(within wanted: AddressSet, orUntold: Bool, label: String) -> [Endpoint] {
    let told = engine.premises.map { $0.intersection(wanted) }
    var sets = told
    if orUntold {
      let networks = model.networks.ranges.reduce(AddressSpaces.premises) { $0.subtracting($1) }
      sets.append(told.reduce(networks.intersection(wanted)) { $0.subtracting($1) })
    }
    return sets.filter { !$0.isEmpty }.map { .outside($0, label: label) }
  }
}
