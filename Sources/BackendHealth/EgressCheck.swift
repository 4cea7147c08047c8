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

  /// Whether a public frontend or a NAT gateway goes first is not certain; a classic gateway without either gets an address from
  /// Azure. nil where an isolated gateway's frontends are not in the input.
  private var egress: EgressStep? {
    let nat = model.natGateway(of: subnet)
    if let reference = gateway.frontends.compactMap(\.publicIPAddress).first {
      let frontend = name(of: reference, .publicIPAddress)
      if let nat = nat?.id ?? subnet.record.natGateway.map({ name(of: $0, .natGateway) }) {
        return .frontendOrNatGateway(frontend, nat)
      }
      return .frontend(frontend, address(reference))
    }
    if let nat { return .natGateway(nat.id, nat.publicIPAddresses.compactMap(address)) }
    if !gateway.isIsolated { return gateway.frontends.isEmpty ? nil : .assigned }
    return gateway.frontends.isEmpty || subnet.record.natGateway != nil ? nil : EgressStep.none
  }

  private func name(of reference: Reference, _ kind: ResourceKind) -> ResourceID {
    reference.id ?? ResourceID(type: kind.rawValue, names: [reference.name])
  }

  private func address(_ reference: Reference) -> IPAddress? {
    guard case .one(let id) = model.find(reference, as: .publicIPAddress) else { return nil }
    return model.resources.publicIPAddresses[id]?.ipAddress
  }
}
