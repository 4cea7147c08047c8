import NetworkModel
import Outcomes
import PacketSets
import Resources

extension Engine {
  /// Who asks for a name: a classic gateway asks Azure-provided DNS for names of the platform whatever the network's servers are.
  package enum Asker: Sendable {
    case machine
    case gateway(isIsolated: Bool)
  }

  /// The answer that somebody in a network gets for a name (azure-semantics.md §3).
  /// - Parameter subnet: where the question starts; custom servers must be reached from there.
  package func resolve(
    _ name: String, from network: Network, subnet: NetworkSubnet? = nil, asker: Asker = .machine
  ) -> NameResolution {
    var resolver = Resolver(engine: self, network: network, subnet: subnet ?? network.subnets.first, asker: asker)
    return resolver.resolve(name)
  }

  /// The answer that a gateway in a network gets: the one that stands there, else a classic one.
  package func resolveAsGateway(_ name: String, from network: Network) -> NameResolution {
    for gateway in model.resources.applicationGateways.values {
      guard let reference = gateway.subnet, case .one(let id) = model.find(reference, as: .subnet),
        let subnet = network.subnets.first(where: { $0.id == id })
      else { continue }
      return resolve(name, from: network, subnet: subnet, asker: .gateway(isIsolated: gateway.isIsolated))
    }
    return resolve(name, from: network, asker: .gateway(isIsolated: false))
  }

  /// Private zones that take over a domain of Azure's own for a network, so that a gateway there cannot be managed
  /// (azure-semantics.md §3.2).
  package func platformZones(linkedTo network: Network) -> [ResourceID] {
    model.note(.platformZones(network.id))
    return model.resources.privateDnsZones.values.filter { zone in
      let domain = DomainName.normal(zone.id.name)
      return !domain.hasPrefix("privatelink.") && Resolver.isOfPlatform(domain)
        && zone.virtualNetworkLinks.contains { self.names($0.virtualNetwork, network) }
    }.map(\.id)
  }

  /// Whether a reference names a network.
  package func names(_ reference: Reference?, _ network: Network) -> Bool {
    guard let reference else { return false }
    if let id = reference.id { return network.id.matches(id) }
    guard case .one(let id) = model.find(reference, as: .virtualNetwork) else { return false }
    return id == network.id
  }
}
