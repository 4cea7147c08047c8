import NetworkModel
import Outcomes
import Resources

/// The subnets of application gateways, by whether network isolation holds there: one gateway without it is enough that it does
/// not (azure-semantics.md §1.9).
struct GatewaySubnets: Sendable {
  /// Subnets with a gateway without network isolation.
  let classic: Set<ResourceID>
  /// Subnets whose gateways all have it.
  let isolated: Set<ResourceID>

  init(_ model: NetworkModel) {
    func subnets(isIsolated: Bool) -> Set<ResourceID> {
      Set(
        model.resources.applicationGateways.values.compactMap { gateway in
          guard gateway.isIsolated == isIsolated, let reference = gateway.subnet else { return nil }
          guard case .one(let id) = model.find(reference, as: .subnet) else { return nil }
          return id
        })
    }
    classic = subnets(isIsolated: false)
    isolated = subnets(isIsolated: true).subtracting(classic)
  }
}
