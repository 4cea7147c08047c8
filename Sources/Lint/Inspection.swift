import BackendHealth
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// What rules look at: the networks, what is predicted of their gateways, and the moment.
package struct Inspection: Sendable {
  /// The networks.
  package let engine: Engine
  /// What is predicted of every gateway.
  package let predictions: [GatewayPrediction]
  /// How many days ahead a certificate's end is a finding.
  package let days: Int
  private let places: [ResourceID: GroupPlaces]
  private let madeShadows = Once<[(group: NetworkSecurityGroup, shadow: RuleCover.Shadow)]>()

  /// The number of days that counts unless another one is asked for.
  package static let usualDays = 30

  /// An inspection of what was predicted.
  package init(_ engine: Engine, predictions: [GatewayPrediction], days: Int = usualDays) {
    self.engine = engine
    self.predictions = predictions
    self.days = days
    places = GroupPlaces.all(in: engine.model)
  }

  /// An inspection of networks, whose gateways are predicted first.
  package init(_ engine: Engine, days: Int = usualDays) {
    let predictor = HealthPredictor(engine)
    self.init(
      engine, predictions: engine.model.resources.applicationGateways.values.map { predictor.predict($0) }, days: days)
  }

  /// The networks with every reference followed.
  var model: NetworkModel { engine.model }
  /// The records.
  var resources: Resources { engine.model.resources }
  /// Security groups in the order of the input.
  var groups: [NetworkSecurityGroup] { Array(resources.networkSecurityGroups.values) }
  /// Application gateways in the order of the input.
  var gateways: [ApplicationGateway] { Array(resources.applicationGateways.values) }

  /// Where a security group is attached.
  func places(of group: ResourceID) -> GroupPlaces { places[group] ?? GroupPlaces() }

  /// Rules of security groups that never decide anything, group by group.
  var shadows: [(group: NetworkSecurityGroup, shadow: RuleCover.Shadow)] {
    madeShadows.value {
      groups.flatMap { group in
        TrafficDirection.allCases.flatMap { direction in
          RuleCover(group, direction, at: places(of: group.id), engine).shadows.map { (group, $0) }
        }
      }
    }
  }

  /// Whether the input has nothing that any rule looks at.
  package var isEmpty: Bool {
    resources.virtualNetworks.isEmpty && groups.isEmpty && resources.routeTables.isEmpty && gateways.isEmpty
      && resources.servers.isEmpty
  }

  /// The subnet of a gateway, when it is in the input.
  func subnet(of gateway: ApplicationGateway) -> NetworkSubnet? {
    guard let reference = gateway.subnet, case .one(let id) = model.find(reference, as: .subnet) else { return nil }
    return model.subnet(id)
  }

  /// Subnets that hold an application gateway, each once.
  var gatewaySubnets: [NetworkSubnet] {
    var seen: Set<ResourceID> = []
    return gateways.compactMap(subnet).filter { seen.insert($0.id).inserted }
  }
}

extension Subject {
  /// A rule of a group.
  init(_ rule: SecurityRule, of group: NetworkSecurityGroup) {
    self.init(group.id, rule: rule.name, origin: rule.origin ?? group.origin)
  }
}
