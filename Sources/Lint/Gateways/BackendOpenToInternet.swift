import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// A member that clients reach past its gateway.
enum BackendOpenToInternet: LintRule {
  static let about = LintDescription(
    .backendOpenToInternet, .warning, "clients of the Internet reach the member past the gateway",
    flags: """
      A pool member at a network interface with a public address of its own, when groups and routes let at least half of the \
      Internet's addresses through to the port that the gateway uses; a list of senders that may come is meant so. Members behind \
      load balancers or without a public address are left out.
      """,
    reason: "Whoever knows the address goes past the gateway's firewall, certificates and rules.",
    remedy: "Take the public address away, or allow only the gateway's subnet in.",
    source: "azure-semantics.md §1.4")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    var seen: Set<Endpoint> = []
    return inspection.predictions.flatMap(\.pairs).flatMap(\.members).flatMap { member in
      member.flows.compactMap { flow -> LintFinding? in
        let targets = flow.packets.destinations
        guard targets.count == 1, let address = targets.first, let port = flow.question.port,
          let owner = inspection.publicOwner(of: address), seen.insert(Endpoint(address: address, port: port)).inserted,
          let site = Site(card: owner.card, address: owner.address, label: address.description)
        else { return nil }
        let entry = inspection.engine.flow(
          from: .outside(AddressSpaces.otherParties, label: "Internet"), to: .site(site), port: port, protocol: .tcp)
        guard isOpen(entry) else { return nil }
        return finding(
          .gateway(.openToInternet(address: address, port: port, publicAddress: owner.publicAddress)),
          Subject(owner.card.id, origin: inspection.resources.networkInterfaces[owner.card.id]?.origin))
      }
    }
  }

  /// Whether at least half of the senders get through, rather than some that somebody chose.
  private static func isOpen(_ entry: FlowResult) -> Bool {
    let passing = entry.packets.subtracting(entry.denied).subtracting(entry.undetermined)
    return passing.sources.intersection(.ipv4).count >= entry.packets.sources.intersection(.ipv4).count / 2
      && !passing.isEmpty
  }

  private struct Endpoint: Hashable {
    let address: IPAddress
    let port: UInt16
  }
}

extension Inspection {
  /// The network interface that has a private address, and the public address that stands for it.
  fileprivate func publicOwner(
    of address: IPAddress
  ) -> (card: Card, address: Card.Address, publicAddress: ResourceID)? {
    let networks = model.networks(containing: address)
    guard networks.count == 1, let owner = model.card(at: address, in: networks[0].index),
      let reference = owner.address.configuration.publicIPAddress
    else { return nil }
    let id = reference.id ?? ResourceID(type: ResourceKind.publicIPAddress.rawValue, names: [reference.name])
    return (owner.card, owner.address, id)
  }
}
