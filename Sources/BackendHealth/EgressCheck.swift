import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Under which address a gateway calls the public destinations of a flow, and whether it has any way out
/// (azure-semantics.md §2.9).
struct EgressCheck {
  let model: NetworkModel
  let gateway: ApplicationGateway
  let subnet: NetworkSubnet

  /// The flow with the gateway's address toward what leaves by the Internet or a service endpoint; other flows as they are.
  func applied(to flow: FlowResult) -> FlowResult {
    let internet = leaving(by: .internet, in: flow)
    let services = leaving(by: .serviceEndpoint, in: flow)
    var out = flow
    if !services.isEmpty {
      out = out.adding(Step(.forward, .allow, .egress(.serviceEndpoint), packets: services))
    }
    guard !internet.isEmpty, let egress else { return out }
    let subject = Subject(gateway.id, origin: gateway.origin)
    if egress == .none {
      return out.adding(
        Step(.forward, .deny, .egress(.none), packets: internet, outcome: .noEgress, subject: subject))
    }
    return out.adding(Step(.forward, .allow, .egress(egress), packets: internet, subject: subject))
  }

  private func leaving(by kind: NextHop.Kind, in flow: FlowResult) -> PacketSet {
    flow.steps.reduce(PacketSet.empty) { packets, step in
      guard step.leg == .forward, step.verdict == .allow, case .route(let route) = step.detail,
        route.subnet == subnet.id, route.nextHop.kind == kind
      else { return packets }
      return packets.union(step.packets)
    }
  }

  /// A public frontend goes before a NAT gateway; a classic gateway without one gets an address from Azure. nil where an isolated
  /// gateway's frontends are not in the input.
  private var egress: EgressStep? {
    if let reference = gateway.frontends.compactMap(\.publicIPAddress).first {
      return .frontend(
        reference.id ?? ResourceID(type: ResourceKind.publicIPAddress.rawValue, names: [reference.name]),
        address(reference))
    }
    if let nat = model.natGateway(of: subnet) { return .natGateway(nat.id, nat.publicIPAddresses.compactMap(address)) }
    if !gateway.isIsolated { return gateway.frontends.isEmpty ? nil : .assigned }
    return gateway.frontends.isEmpty || subnet.record.natGateway != nil ? nil : EgressStep.none
  }

  private func address(_ reference: Reference) -> IPAddress? {
    guard case .one(let id) = model.find(reference, as: .publicIPAddress) else { return nil }
    return model.resources.publicIPAddresses[id]?.ipAddress
  }
}
