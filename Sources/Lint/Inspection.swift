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
  /// Where each security group is attached, in the order of the input.
  let places: [ResourceID: [GroupPlace]]

  /// The number of days that counts unless another one is asked for.
  package static let usualDays = 30

  /// An inspection of what was predicted.
  package init(_ engine: Engine, predictions: [GatewayPrediction], days: Int = usualDays) {
    self.engine = engine
    self.predictions = predictions
    self.days = days
    places = GroupPlace.all(in: engine.model)
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

/// A place where a security group is attached.
struct GroupPlace {
  /// The subnet, or that of the network interface: it decides what tags mean.
  let subnet: NetworkSubnet
  /// The network interface; nil where the subnet has the group.
  let card: Card?

  /// Every place, by the group.
  fileprivate static func all(in model: NetworkModel) -> [ResourceID: [GroupPlace]] {
    var places: [ResourceID: [GroupPlace]] = [:]
    for subnet in model.networks.flatMap(\.subnets) {
      if let group = subnet.networkSecurityGroup.value {
        places[group.id, default: []].append(GroupPlace(subnet: subnet, card: nil))
      }
    }
    for card in model.cards {
      guard let group = card.networkSecurityGroup.value, let subnet = card.primary?.subnet else { continue }
      places[group.id, default: []].append(GroupPlace(subnet: subnet, card: card))
    }
    return places
  }
}

extension Subject {
  /// A rule of a group.
  init(_ rule: SecurityRule, of group: NetworkSecurityGroup) {
    self.init(group.id, rule: rule.name, origin: rule.origin ?? group.origin)
  }
}
