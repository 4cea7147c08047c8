import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Finds out what lies behind the gateways that each network uses.
struct GatewayReachBuilder {
  private let model: NetworkModel
  /// The networks of virtual network gateways; those whose network is not in the input are left out.
  private let homes: [ResourceID: Int]
  /// The gateways that each connection joins, the nearer one first, in both directions.
  private let joints: [(connection: Connection, near: ResourceID, far: ResourceID?)]
  /// The same of connections that are down.
  private let brokenJoints: [(connection: Connection, near: ResourceID, far: ResourceID?)]
  /// What scenarios state of each network.
  private let stated: [Int: [LearnedRoutes]]

  init(_ model: NetworkModel) {
    self.model = model
    var homes: [ResourceID: Int] = [:]
    for gateway in model.resources.virtualNetworkGateways.values {
      homes[gateway.id] = gateway.subnets.lazy.compactMap { Self.network(of: $0, in: model) }.first
    }
    self.homes = homes
    var joints: [(connection: Connection, near: ResourceID, far: ResourceID?)] = []
    for connection in model.resources.connections.values {
      // A VNet-to-VNet connection is one of a pair; either teaches both gateways.
      let sides = [connection.virtualNetworkGateway1, connection.virtualNetworkGateway2].map { side -> ResourceID? in
        guard let side, case .one(let id) = model.find(side, as: .virtualNetworkGateway) else { return nil }
        return id
      }
      if let near = sides[0] { joints.append((connection, near, sides[1])) }
      if let near = sides[1] { joints.append((connection, near, sides[0])) }
    }
    func isDown(_ connection: Connection) -> Bool { connection.status?.lowercased() == "notconnected" }
    self.joints = joints.filter { !isDown($0.connection) }
    brokenJoints = joints.filter { isDown($0.connection) }
    var stated: [Int: [LearnedRoutes]] = [:]
    for routes in model.resources.learnedRoutes {
      guard case .one(let id) = model.find(routes.virtualNetwork, as: .virtualNetwork),
        let network = model.network(id)
      else { continue }
      stated[network.index, default: []].append(routes)
    }
    self.stated = stated
  }

  /// The network of a subnet, which itself need not be in the input.
  private static func network(of subnet: Reference, in model: NetworkModel) -> Int? {
    let parent: ResourceID?
    if let id = subnet.id {
      parent = id.parent
    } else if case .one(let id) = model.find(subnet, as: .subnet) {
      parent = id.parent
    } else {
      parent = nil
    }
    return parent.flatMap { model.network($0)?.index }
  }

  /// What a network reaches.
  func reach(of network: Network) -> GatewayReach {
    var ends: [GatewayReach.FarEnd] = []
    var broken: [GatewayReach.BrokenConnection] = []
    var gateway: ResourceID?
    var unknown: MissingFact?
    for host in hosts(of: network) {
      ends += self.ends(behind: host, seenFrom: network)
      broken += self.broken(at: host)
      gateway = gateway ?? gateways(in: host).first?.id
      unknown = unknown ?? gap(at: host)
    }
    // What a person states is complete.
    if stated[network.index] == nil { unknown = unknown ?? distantGap(of: network) } else { unknown = nil }
    return GatewayReach(farEnds: ends, broken: broken, gateway: gateway, unknown: unknown)
  }

  /// The network itself and the peers whose gateways it uses and that lend them.
  private func hosts(of network: Network) -> [Network] {
    [network] + remoteGateways(of: network).compactMap { $0.remote.map { model.networks[$0] } }
  }

  private func remoteGateways(of network: Network) -> [NetworkPeering] {
    network.peerings.filter {
      $0.isConnected && $0.local.useRemoteGateways && $0.reverse?.allowGatewayTransit ?? true
    }
  }

  // MARK: What is known

  private func ends(behind host: Network, seenFrom network: Network) -> [GatewayReach.FarEnd] {
    var ends = (stated[host.index] ?? []).map {
      GatewayReach.FarEnd(place: .premises, prefixes: $0.prefixes, entrance: host.index)
    }
    for gateway in gateways(in: host) {
      ends.append(.init(place: .premises, prefixes: gateway.clientPrefixes, entrance: host.index))
      ends += self.ends(behind: gateway.id, host: host, byBGP: false, passed: [gateway.id])
    }
    ends += transitNetworks(behind: ends, host: host)
    return ends.filter { $0.place != .network(network.index) && !$0.prefixes.isEmpty }
  }

  private func broken(at host: Network) -> [GatewayReach.BrokenConnection] {
    gateways(in: host).flatMap { gateway in
      brokenJoints.filter { $0.near == gateway.id }.map { joint in
        let site = joint.connection.localNetworkGateway2.flatMap(site)?.addressPrefixes ?? []
        let far = joint.far.flatMap { homes[$0] }.map { model.networks[$0].record.addressPrefixes } ?? []
        return .init(
          prefixes: site + far, connection: Subject(joint.connection.id, origin: joint.connection.origin))
      }
    }
  }

  private func gateways(in host: Network) -> [VirtualNetworkGateway] {
    model.resources.virtualNetworkGateways.values.filter { homes[$0.id] == host.index }
  }

  /// - Parameters:
  ///   - byBGP: only what the gateway tells its neighbours: those that it speaks BGP with.
  ///   - passed: gateways on the way.
  private func ends(
    behind gateway: ResourceID, host: Network, byBGP: Bool, passed: Set<ResourceID>
  ) -> [GatewayReach.FarEnd] {
    var ends: [GatewayReach.FarEnd] = []
    for joint in joints where joint.near == gateway && (joint.connection.enableBgp || !byBGP) {
      if let site = joint.connection.localNetworkGateway2.flatMap(site) {
        ends.append(.init(place: .premises, prefixes: site.addressPrefixes, entrance: host.index))
      }
      guard let far = joint.far, !passed.contains(far) else { continue }
      if let home = homes[far], home != host.index {
        ends.append(
          .init(place: .network(home), prefixes: model.networks[home].record.addressPrefixes, entrance: home))
      }
      if joint.connection.enableBgp {
        ends += self.ends(behind: far, host: host, byBGP: true, passed: passed.union([far]))
      }
    }
    return ends
  }

  /// Networks that use a far end's gateway are reached through it as well.
  private func transitNetworks(behind ends: [GatewayReach.FarEnd], host: Network) -> [GatewayReach.FarEnd] {
    ends.flatMap { end -> [GatewayReach.FarEnd] in
      guard case .network(let far) = end.place else { return [] }
      return model.networks[far].peerings.compactMap { peering in
        guard peering.isConnected, peering.local.allowGatewayTransit, peering.reverse?.useRemoteGateways == true,
          let remote = peering.remote, remote != host.index
        else { return nil }
        return .init(
          place: .network(remote), prefixes: model.networks[remote].record.addressPrefixes, entrance: far)
      }
    }
  }

  private func site(_ reference: Reference) -> LocalNetworkGateway? {
    guard case .one(let id) = model.find(reference, as: .localNetworkGateway) else { return nil }
    return model.resources.localNetworkGateways[id]
  }

  // MARK: What is not

  /// Why the gateways of a network may learn more than is known.
  private func gap(at host: Network) -> MissingFact? {
    if stated[host.index] != nil { return nil }
    if let subnet = host.subnets.first(where: { $0.id.name.lowercased() == "routeserversubnet" }) {
      return .learnedRoutes(network: host.id, from: subnet.id)
    }
    for gateway in gateways(in: host) {
      let joined = joints.filter { $0.near == gateway.id }
      if joined.isEmpty, gateway.clientPrefixes.isEmpty, !brokenJoints.contains(where: { $0.near == gateway.id }) {
        return .virtualNetworkGateway(gateway.id)
      }
      if let fact = joined.lazy.compactMap({ gap(of: $0, at: host, gateway: gateway) }).first { return fact }
    }
    return nil
  }

  private func gap(
    of joint: (connection: Connection, near: ResourceID, far: ResourceID?), at host: Network,
    gateway: VirtualNetworkGateway
  ) -> MissingFact? {
    let connection = joint.connection
    switch connection.connectionType {
    case .expressRoute: return .learnedRoutes(network: host.id, from: gateway.id)
    case .ipsec:
      if connection.enableBgp { return .learnedRoutes(network: host.id, from: gateway.id) }
      guard let reference = connection.localNetworkGateway2, site(reference) == nil else { return nil }
      return .resource(
        reference.id ?? ResourceID(type: ResourceKind.localNetworkGateway.rawValue, names: [reference.text]),
        referencedBy: connection.id, origin: reference.origin)
    case .vnetToVnet:
      if let far = joint.far, homes[far] != nil { return nil }
      return .virtualNetworkGateway(gateway.id)
    case .vpnClient: return nil
    }
  }

  /// Why gateways of others that a network uses may teach it more than is known: a Virtual WAN hub, a hub that is not in the
  /// input, or one whose gateway is not.
  private func distantGap(of network: Network) -> MissingFact? {
    for connection in model.resources.hubConnections.values {
      guard let remote = connection.remoteVirtualNetwork,
        case .one(let id) = model.find(remote, as: .virtualNetwork), id == network.id
      else { continue }
      return .virtualHub(connection.id.parent ?? connection.id, network: network.id)
    }
    for peering in remoteGateways(of: network) {
      if let remote = peering.remote, model.networks[remote].isKnown {
        if stated[remote] != nil || !gateways(in: model.networks[remote]).isEmpty { continue }
        return gap(at: model.networks[remote]) ?? .virtualNetworkGateway(nil)
      }
      let remote = peering.remoteID ?? peering.local.id
      // A Virtual WAN hub stands in a network of Microsoft's own, named after the hub.
      if remote.name.lowercased().hasPrefix("hv_") { return .virtualHub(remote, network: network.id) }
      return .resource(
        remote, referencedBy: peering.local.id, origin: peering.local.remoteVirtualNetwork?.origin)
    }
    return nil
  }
}
