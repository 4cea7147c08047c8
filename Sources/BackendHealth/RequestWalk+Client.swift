import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// The client's way to the frontend (azure-semantics.md §1.9).
extension RequestWalk {
  /// Follows the client's packets to the gateway.
  /// - Returns: the answer where they do not arrive; nil where they do.
  mutating func reachFrontend() -> ([RequestAnswer], open: Step?)? {
    guard let subnet = place.subnet else { return nil }
    let isPublic = frontend?.isPublic ?? true
    let address = frontend.flatMap(model.address)
    add(.allow, .frontend(address: address, isPublic: isPublic, port: request.url.port), subject: frontendSubject)
    guard let sender = sender(isPublic: isPublic) else {
      assume([.clientIsLetIn])
      return nil
    }
    let flow = engine.flow(
      from: sender, to: .site(Site(subnet: subnet, addresses: received(at: subnet, address: address))),
      port: request.url.port, protocol: .tcp)
    // A client that nobody named may be any of those that are let in.
    let isSomebody = client != nil
    if isSomebody || flow.path == .deny { add(flow.steps) }
    add(flow)
    assume(
      flow.assumptions.filter {
        switch $0 {
        // The frontend is the gateway's own address.
        case .internetLeads, .machineAt: false
        default: true
        }
      })
    switch flow.path {
    case .allow: return nil
    case .deny: return ([RequestAnswer(status: nil, nil, decisive: flow.decisive)], nil)
    case .partial, .undetermined:
      if !isSomebody {
        assume([.clientIsLetIn])
        return nil
      }
      return ([], flow.decisive)
    }
  }

  private var frontendSubject: Subject? { frontend.map { Subject($0.id, origin: $0.origin) } }

  /// Where requests come from; nil when nobody says and it may be anywhere inside.
  private func sender(isPublic: Bool) -> Endpoint? {
    if let client { return client }
    return isPublic ? .outside(AddressSpaces.otherParties, label: "Internet") : nil
  }

  /// The addresses that rules see as the receiver: the instances', or, where the port has listeners on a public and a private
  /// frontend, those of the frontends themselves (azure-semantics.md §1.9).
  private func received(at subnet: NetworkSubnet, address: IPAddress?) -> AddressSet {
    let sharing = gateway.frontends.filter { frontend in
      gateway.listeners.contains { listener in
        gateway.find(listener.frontend, in: gateway.frontends, id: \.id)?.id == frontend.id
          && router.port(of: listener) == request.url.port
      }
    }
    let isShared = sharing.contains(where: \.isPublic) && sharing.contains { !$0.isPublic }
    return isShared ? address.map { AddressSet($0) } ?? subnet.usableAddresses : subnet.usableAddresses
  }
}
