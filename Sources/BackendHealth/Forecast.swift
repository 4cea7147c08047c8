import NetworkModel
import Outcomes
import Reachability
import Resources

/// The predicted health of every member, and what each prediction rests on: after a change, only the predictions are made again
/// that depend on what changed.
package struct Forecast: Sendable {
  /// Every gateway, in the order of the input.
  package let predictions: [GatewayPrediction]
  /// How many (member, setting) pairs were evaluated for it; the others were taken over from the forecast before.
  package let evaluated: Int
  /// The networks that were judged.
  package let engine: Engine
  private let gateways: [ResourceID: RememberedGateway]

  /// How many (member, setting) pairs there are.
  package var pairs: Int { predictions.reduce(0) { $0 + $1.pairs.reduce(0) { $0 + $1.members.count } } }

  /// Evaluates every pair.
  package init(_ resources: Resources) { self.init(resources, after: nil) }

  /// The forecast for other resources. It equals one that evaluates every pair.
  package func after(_ resources: Resources) -> Forecast { Forecast(resources, after: self) }

  private init(_ resources: Resources, after previous: Forecast?) {
    let engine = Engine(NetworkModel(resources))
    var difference = previous.map { EngineDifference(from: $0.engine, to: engine) }
    var predictions: [GatewayPrediction] = []
    var gateways: [ResourceID: RememberedGateway] = [:]
    var evaluated = 0
    for gateway in resources.applicationGateways.values {
      let asked = Consultation()
      let place = GatewayPlace(gateway, engine: engine.consulted(by: asked))
      var remembered = RememberedGateway(outline: gateway.outline, questions: asked.questions)
      var known = previous?.gateways[gateway.id]
      if let old = known, old.outline != remembered.outline || difference?.touches(old.questions) ?? true {
        known = nil
      }
      predictions.append(
        HealthPredictor(engine).predict(gateway) { member, pool, setting in
          let inputs = PairInputs(member, pool.id, setting, gateway.find(setting.probe, in: gateway.probes, id: \.id))
          var pair = known?.pairs[inputs.key]?.first { $0.inputs == inputs }
          if let old = pair, difference?.touches(old.questions) ?? true { pair = nil }
          let current = pair ?? RememberedPair(inputs, engine: engine) { $0.predict(member, pool, setting, at: place) }
          if pair == nil { evaluated += 1 }
          remembered.pairs[inputs.key, default: []].append(current)
          return current.prediction
        })
      gateways[gateway.id] = remembered
    }
    self.predictions = predictions
    self.evaluated = evaluated
    self.engine = engine
    self.gateways = gateways
  }
}

/// A gateway and its pairs as they were predicted.
private struct RememberedGateway: Sendable {
  /// The gateway without the children that concern some of its pairs only.
  let outline: ApplicationGateway
  /// What was asked about the place in which it stands.
  let questions: Set<Consulted>
  /// Several where a pool has the same member twice.
  var pairs: [PairInputs.Key: [RememberedPair]] = [:]
}

/// A prediction and what it rests on.
private struct RememberedPair: Sendable {
  let inputs: PairInputs
  let questions: Set<Consulted>
  let prediction: MemberPrediction

  init(_ inputs: PairInputs, engine: Engine, _ predict: (HealthPredictor) -> MemberPrediction) {
    let asked = Consultation()
    prediction = predict(HealthPredictor(engine.consulted(by: asked)))
    self.inputs = inputs
    questions = asked.questions
  }
}

/// What a prediction is made of besides the networks.
private struct PairInputs: Equatable, Sendable {
  struct Key: Hashable {
    let pool: ResourceID
    let setting: ResourceID
    let member: MemberName
  }

  let key: Key
  let member: HealthPredictor.Member
  let setting: BackendSetting
  let probe: Probe?

  init(_ member: HealthPredictor.Member, _ pool: ResourceID, _ setting: BackendSetting, _ probe: Probe?) {
    key = Key(pool: pool, setting: setting.id, member: member.name)
    self.member = member
    self.setting = setting
    self.probe = probe
  }
}

extension HealthPredictor.Member: Equatable {
  /// Where the pool names the member is part of no prediction.
  static func == (a: Self, b: Self) -> Bool {
    guard a.name == b.name else { return false }
    return switch (a.location, b.location) {
    case (.address(let one), .address(let two)): one == two
    case (.fqdn(let one), .fqdn(let two)): one == two
    case (.unknown(let one), .unknown(let two)): one == two
    case (.card(let one, let own), .card(let two, let other)):
      one == two && own == other
    case (.address, _), (.fqdn, _), (.unknown, _), (.card, _): false
    }
  }
}

extension ApplicationGateway {
  /// The gateway without the children that concern some of its pairs only: which pairs there are is asked anew every time.
  fileprivate var outline: ApplicationGateway {
    var out = self
    out.backendAddressPools = []
    out.backendSettings = []
    out.probes = []
    out.listeners = []
    out.urlPathMaps = []
    out.requestRoutingRules = []
    return out
  }
}
