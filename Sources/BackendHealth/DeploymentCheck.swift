import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// What is to be said of a gateway's subnet besides the health of its members: states that Azure refuses, with the code of the
/// refusal, and groups that shut out clients or the platform (azure-semantics.md §1.9, §1.10, §2.8, §8 trap 11).
struct DeploymentCheck {
  let engine: Engine
  let gateway: ApplicationGateway
  let subnet: NetworkSubnet

  /// Everything found; `management` is what keeps Azure from managing the gateway.
  func findings(management: [Step]) -> [Finding] {
    let refusals = gateway.isClassicV2 ? management.compactMap(refusal) + outboundDenials(unless: management) : []
    return refusals + [otherResources, platformProbes].compactMap { $0 } + deniedClients
  }

  /// What Azure refuses on classic v2 gateways; a learned default route is nobody's to refuse.
  private func refusal(_ step: Step) -> Finding? {
    guard step.verdict == .deny, case .gateway(let detail) = step.detail else { return nil }
    switch detail {
    case .management: return Finding(.refusal(.gatewaySubnetInbound), subject: step.subject)
    case .platformEndpoints: return Finding(.refusal(.gatewaySubnetOutbound), subject: step.subject)
    case .defaultRoute(let route):
      return route.source == .user ? Finding(.refusal(.gatewaySubnetRoute), subject: step.subject) : nil
    case .operationalState, .provisioningState: return nil
    }
  }

  /// A user's rule that denies a part of the Internet is refused as well as one that denies all of it.
  private func outboundDenials(unless management: [Step]) -> [Finding] {
    let isFound = management.contains {
      if case .gateway(.platformEndpoints) = $0.detail { $0.verdict == .deny } else { false }
    }
    if isFound { return [] }
    let packets = PacketSet(
      PacketBox(
        sources: subnet.usableAddresses, destinations: AddressSpaces.otherParties, protocols: ProtocolSet(.tcp)))
    let denial = engine.denials(of: packets, .outbound, at: subnet).first { !$0.isDefault }
    return denial.map { [Finding(.refusal(.gatewaySubnetOutbound), subject: $0.rule)] } ?? []
  }

  /// A gateway's subnet holds nothing but gateways (azure-semantics.md §1.10).
  private var otherResources: Finding? {
    engine.model.occupants(of: subnet).first.map {
      Finding(.refusal(.gatewaySubnetShared), subject: Subject($0.card.id))
    }
  }

  /// The rule that shuts out the platform's probes of the instances, if one shuts out all of them.
  private var platformProbes: Finding? {
    let packets = PacketSet(
      PacketBox(
        sources: AddressSet(AddressSpaces.platform), destinations: subnet.usableAddresses.intersection(.ipv4),
        protocols: ProtocolSet(.tcp)))
    return ruleShuttingOut(packets).map { Finding(.platformProbesDenied, subject: $0) }
  }

  /// The rule that decides first where the subnet's group lets none of the packets in; nil where it lets any in, or may.
  private func ruleShuttingOut(_ packets: PacketSet) -> Subject? {
    let denials = engine.denials(of: packets, .inbound, at: subnet)
    let denied = denials.reduce(PacketSet.empty) { $0.union($1.packets) }
    return denied == packets ? denials.first?.rule : nil
  }

  // MARK: Clients

  /// Listeners in use that no client reaches: the rule that lets Azure's managers in is not one for clients.
  private var deniedClients: [Finding] {
    let used = Set(
      gateway.requestRoutingRules.compactMap { gateway.find($0.listener, in: gateway.listeners, id: \.id)?.id })
    let entries = gateway.listeners.filter { used.contains($0.id) }.compactMap {
      listener -> (name: String, frontend: GatewayFrontend, port: UInt16)? in
      guard let frontend = gateway.find(listener.frontend, in: gateway.frontends, id: \.id),
        let port = gateway.find(listener.frontendPort, in: gateway.frontendPorts, id: \.id)?.port
      else { return nil }
      return (listener.id.name, frontend, port)
    }
    return entries.compactMap { name, frontend, port in
      let sides = Set(entries.filter { $0.port == port }.map(\.frontend.isPublic))
      return deniedClients(of: name, frontend, port, sharesPort: sides.count > 1)
    }
  }

  private func deniedClients(
    of listener: String, _ frontend: GatewayFrontend, _ port: UInt16, sharesPort: Bool
  ) -> Finding? {
    var receivers = subnet.usableAddresses.intersection(.ipv4)
    var seenAs: IPAddress?
    if sharesPort {
      guard let address = address(of: frontend) else { return nil }
      receivers = AddressSet(address)
      seenAs = address
    }
    let packets = PacketSet(
      PacketBox(
        sources: frontend.isPublic ? AddressSpaces.otherParties.intersection(.ipv4) : .ipv4,
        destinations: receivers, destinationPorts: PortSet(port), protocols: ProtocolSet(.tcp)))
    return ruleShuttingOut(packets).map {
      Finding(.clientsDenied(listener: listener, port: port, seenAs: seenAs), subject: $0)
    }
  }

  private func address(of frontend: GatewayFrontend) -> IPAddress? {
    guard let reference = frontend.publicIPAddress else { return frontend.privateIPAddress }
    guard case .one(let id) = engine.model.find(reference, as: .publicIPAddress) else { return nil }
    return engine.model.resources.publicIPAddresses[id]?.ipAddress
  }
}

extension ApplicationGateway {
  /// Whether Azure checks its subnet when it is deployed: v2 without network isolation (azure-semantics.md §1.9).
  var isClassicV2: Bool { generation == .v2 && !isIsolated }
}
