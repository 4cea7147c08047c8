import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Where a gateway stands, and what is to be said of it before any packet.
struct GatewayPlace {
  let gateway: ApplicationGateway
  let subnet: NetworkSubnet?
  let steps: [Step]
  let assumptions: [Assumption]
  /// What Azure reported of its members.
  let observations: Observations
  /// What is to be known of it besides.
  let findings: [Finding]

  init(_ gateway: ApplicationGateway, engine: Engine) {
    self.gateway = gateway
    observations = Observations(engine.model.resources, of: gateway.id)
    var steps: [Step] = []
    let subject = Subject(gateway.id, origin: gateway.origin)
    if let state = gateway.operationalState, state.lowercased() != "running" {
      steps.append(
        Step(
          .forward, .deny, .gateway(.operationalState(state)), packets: .all, outcome: .gatewayStopped, subject: subject
        ))
    }
    if let state = gateway.provisioningState, state.lowercased() == "failed" {
      // A failed update need not stop what ran before it: where Azure reports health, it did not.
      let detail = StepDetail.gateway(.provisioningState(state))
      steps.append(
        observations.showHealth
          ? Step(.forward, .skip, detail, packets: .all, subject: subject)
          : Step(.forward, .deny, detail, packets: .all, outcome: .gatewayFailed, subject: subject))
    }
    if let reference = gateway.subnet, case .one(let id) = engine.model.find(reference, as: .subnet) {
      subnet = engine.model.subnet(id)
    } else {
      subnet = nil
    }
    var risks: [Assumption] = []
    if let subnet {
      let network = engine.model.networks[subnet.network]
      risks = engine.platformZones(linkedTo: network).map { .platformZoneLinked(zone: $0, network: network.id) }
      let management = ManagementCheck(engine: engine, gateway: gateway).steps(at: subnet)
      steps += management
      findings = DeploymentCheck(engine: engine, gateway: gateway, subnet: subnet).findings(management: management)
    } else {
      findings = []
      let id =
        gateway.subnet?.id ?? ResourceID(type: ResourceKind.subnet.rawValue, names: [gateway.subnet?.text ?? "subnet"])
      steps.append(
        Step(
          .forward, .undetermined, .gateway(.operationalState(gateway.operationalState)), packets: .all,
          subject: subject,
          missing: .resource(id, referencedBy: gateway.id, origin: gateway.subnet?.origin ?? gateway.origin)))
    }
    self.steps = steps
    assumptions =
      (gateway.operationalState == nil ? [.gatewayRunning(gateway.id)] : [])
      + (gateway.skuName.isEmpty ? [.gatewayIsV2(gateway.id)] : []) + risks
  }

  /// Users' rules at the subnet of a classic v2 gateway that deny its way to a private destination: whether Azure accepts such a
  /// group is told in two ways (azure-semantics.md §1.9).
  func outboundDenials(in flows: [FlowResult]) -> [Subject] {
    guard let subnet, gateway.isClassicV2 else { return [] }
    return flows.flatMap(\.steps).compactMap { step in
      guard step.verdict == .deny, case .rule(let rule) = step.detail, !rule.isDefault,
        rule.point == FilterPoint(.outbound, at: subnet.id),
        step.packets.destinations.isSubset(of: AddressSpaces.notInternet)
      else { return nil }
      return step.subject
    }
  }
}
