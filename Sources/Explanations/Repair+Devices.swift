import Outcomes
import Resources

extension Step {
  /// What would repair a device on the way, a load balancer or a private endpoint.
  func deviceRepair(_ outcome: Outcome, in context: RepairContext) -> Repair {
    guard let subject else { return Repair(outcome.remedy) }
    let resource = subject.resource
    switch outcome {
    case .routeApplianceNotForwarding:
      return Repair(
        "turn on IP forwarding at \(resource.path)",
        [
          CommandLine(
            "az network nic update",
            resource.groupOption + [("-n", [.text(resource.name)]), ("--ip-forwarding", [.text("true")])])
        ])
    case .peeringForwardingDisabled:
      guard let network = resource.parent else { return Repair(outcome.remedy) }
      return .allowing("allowForwardedTraffic", "--allow-forwarded-traffic", at: resource, of: network)
    case .privateEndpointNotApproved:
      return Repair(
        "approve the connection of \(resource.path) at its service",
        [.approving(connectionOf: resource)])
    default: return Repair(outcome.remedy)
    }
  }
}
