import Outcomes
import Resources
import TestSupport

@testable import Changes

/// A scenario's resources after command lines.
func after(_ script: String, on scenario: Scenario = Scenario(), _ variables: [String: String] = [:]) throws
  -> Resources
{
  var resources = try scenario.engine().model.resources
  for edit in try Change(script: script, name: "change", variables: variables).edits {
    resources = try edit.applied(to: resources)
  }
  return resources
}

/// What is wrong with a change; nil when nothing is.
func problem(_ script: String, on scenario: Scenario = Scenario(), _ variables: [String: String] = [:]) throws
  -> ChangeProblem?
{
  do {
    _ = try after(script, on: scenario, variables)
    return nil
  } catch let failure as Change.Failure {
    return failure.problem
  } catch let problem as ChangeProblem {
    return problem
  }
}

extension Resources {
  func group(_ name: String) -> NetworkSecurityGroup { networkSecurityGroups.values.first { $0.id.name == name }! }
  func table(_ name: String) -> RouteTable { routeTables.values.first { $0.id.name == name }! }
  func network(_ name: String) -> VirtualNetwork { virtualNetworks.values.first { $0.id.name == name }! }
  func subnet(_ name: String) -> Subnet { virtualNetworks.values.flatMap(\.subnets).first { $0.id.name == name }! }
  func zone(_ name: String) -> PrivateDnsZone { privateDnsZones.values.first { $0.id.name == name }! }
  var gateway: ApplicationGateway { applicationGateways.values.first! }
  var card: NetworkInterface { networkInterfaces.values.first! }
}
