import BackendHealth
import NetworkModel
import Outcomes
import Reachability
import Resources

/// What a repair has to bring about.
package enum FixGoal: Hashable, Sendable {
  /// A member is Healthy under a setting.
  case member(MemberKey)
  /// A pool that a rule uses has members, and they are Healthy.
  case filled(pool: ResourceID, setting: ResourceID)
  /// A client's request succeeds.
  case request(ClientRequest, gateway: String?)
  /// Something found out about a gateway is so no more.
  case finding(Finding, gateway: ResourceID)
}

/// A member under a setting, however it fares.
package struct MemberKey: Hashable, Sendable {
  /// The pool.
  package let pool: ResourceID
  /// The setting.
  package let setting: ResourceID
  /// The member as Azure lists it.
  package let address: String

  /// A member of a prediction.
  package init(_ member: MemberPrediction) {
    self.init(pool: member.pool, setting: member.setting, address: member.member.address)
  }

  init(pool: ResourceID, setting: ResourceID, address: String) {
    self.pool = pool
    self.setting = setting
    self.address = address.lowercased()
  }
}

extension FixGoal {
  /// Everything of a gateway that a repair can be asked for: members that are not Healthy, pools without any, findings that somebody
  /// can act on; then the requests that scenarios of the input expect something of and that fail.
  package static func all(in forecast: Forecast, gateway: (ResourceID) -> Bool = { _ in true }) -> [FixGoal] {
    var goals: [FixGoal] = []
    for prediction in forecast.predictions where gateway(prediction.gateway) {
      for pair in prediction.pairs {
        if pair.members.isEmpty { goals.append(.filled(pool: pair.pool, setting: pair.setting)) }
        goals += pair.members.filter { $0.health != .healthy }.map { .member(MemberKey($0)) }
      }
      goals += prediction.findings.filter(\.isConfigured).map { .finding($0, gateway: prediction.gateway) }
    }
    let predictor = RequestPredictor(forecast.engine)
    for expectation in forecast.engine.model.resources.expectations {
      guard case .request(let claim) = expectation.claim else { continue }
      let predictions = (try? predictor.predict(claim.request, gateway: claim.gateway)) ?? []
      let goal = FixGoal.request(claim.request, gateway: claim.gateway)
      if predictions.contains(where: { gateway($0.gateway) && !$0.isWell }), !goals.contains(goal) {
        goals.append(goal)
      }
    }
    return goals
  }
}

extension Finding {
  /// Whether somebody can act on it by the configuration, and it is no more than another word for a member's health.
  package var isConfigured: Bool {
    switch detail {
    case .refusal, .platformProbesDenied, .clientsDenied: true
    case .instances, .vacantAddress, .observed: false
    }
  }
}

/// Something between a goal and the state of the networks.
package struct Obstacle: Sendable {
  /// What is wrong.
  package let outcome: Outcome
  /// The step that says so; nil for a finding.
  package let step: Step?
  /// The finding that says so; nil for a step.
  package let finding: Finding?
  /// The member whose probe it blocks; nil where no probe is.
  package let member: MemberPrediction?
  /// The request that it keeps from an answer.
  package let request: RequestPrediction?
  /// The gateway.
  package let gateway: ResourceID

  /// The fact that the input lacks, where it only says that nobody can tell.
  package var missing: MissingFact? { step?.missing }
  /// Whether it is a definite one.
  package var isDefinite: Bool { step?.verdict != .undetermined }
  /// Who is blamed.
  package var subject: Subject? { step?.subject ?? finding?.subject }

  init?(_ step: Step, member: MemberPrediction? = nil, request: RequestPrediction? = nil, gateway: ResourceID) {
    guard let outcome = step.outcome else { return nil }
    self.outcome = outcome
    self.step = step
    finding = nil
    self.member = member
    self.request = request
    self.gateway = gateway
  }

  init(_ finding: Finding, gateway: ResourceID) {
    outcome = finding.outcome
    step = nil
    self.finding = finding
    member = nil
    request = nil
    self.gateway = gateway
  }

  /// What two obstacles have in common when one edit removes both.
  struct Blame: Hashable {
    let outcome: Outcome
    let subject: String
    let leg: Leg?
    let missing: MissingFact?
  }

  var blame: Blame {
    Blame(outcome: outcome, subject: subject?.description ?? "", leg: step?.leg, missing: step?.missing)
  }
}

/// A forecast in which members are found by their keys.
package struct Prospect: Sendable {
  /// The forecast.
  package let forecast: Forecast
  private let members: [MemberKey: MemberPrediction]
  private let pairs: [ResourceID: [(gateway: ResourceID, pair: PairPrediction)]]

  /// A forecast.
  package init(_ forecast: Forecast) {
    self.forecast = forecast
    let all = forecast.predictions.flatMap { gateway in gateway.pairs.map { (gateway: gateway.gateway, pair: $0) } }
    members = Dictionary(
      all.flatMap(\.pair.members).map { (MemberKey($0), $0) }, uniquingKeysWith: { first, _ in first })
    pairs = Dictionary(grouping: all, by: \.pair.pool)
  }

  /// The prediction of a member; nil where there is none.
  package func member(_ key: MemberKey) -> MemberPrediction? { members[key] }

  func pair(_ pool: ResourceID, _ setting: ResourceID) -> (gateway: ResourceID, pair: PairPrediction)? {
    pairs[pool]?.first { $0.pair.setting == setting }
  }
}

extension FixGoal {
  /// What still stands between the goal and a forecast, the decisive obstacle first, each blame once; nothing when it is reached.
  /// - Parameters:
  ///   - replaced: the members that took the place of others.
  ///   - outcome: the only one to look for in a member; nil for all.
  package func obstacles(
    in prospect: Prospect, replaced: [MemberKey: MemberKey] = [:], of outcome: Outcome? = nil
  ) -> [Obstacle] {
    switch self {
    case .member(let key): return prospect.member(replaced[key] ?? key)?.obstacles(of: outcome).unique ?? []
    case .filled(let pool, let setting):
      guard let (gateway, pair) = prospect.pair(pool, setting) else { return [] }
      let empty = pair.emptyPool.flatMap { Obstacle($0, gateway: gateway) }
      return ((empty.map { [$0] } ?? []) + pair.members.flatMap { $0.obstacles(of: outcome) }).unique
    case .request(let request, let gateway):
      let predictor = RequestPredictor(prospect.forecast.engine)
      return ((try? predictor.predict(request, gateway: gateway)) ?? []).flatMap(\.obstacles).unique
    case .finding(let finding, let gateway):
      guard let prediction = prospect.forecast.predictions.first(where: { $0.gateway == gateway }) else { return [] }
      return prediction.findings.filter { $0.isAlike(finding) }.map { Obstacle($0, gateway: gateway) }
    }
  }

  /// Whether it names something of the forecast still.
  func isNamed(in prospect: Prospect, replaced: [MemberKey: MemberKey]) -> Bool {
    switch self {
    case .member(let key): return prospect.member(replaced[key] ?? key) != nil
    case .filled(let pool, let setting): return !(prospect.pair(pool, setting)?.pair.members.isEmpty ?? true)
    case .request(let request, let gateway):
      return !((try? RequestPredictor(prospect.forecast.engine).predict(request, gateway: gateway)) ?? []).isEmpty
    case .finding: return true
    }
  }
}

extension Finding {
  /// Whether both find the same thing, whoever is responsible.
  fileprivate func isAlike(_ other: Finding) -> Bool {
    switch (detail, other.detail) {
    case (.refusal(let one), .refusal(let two)): one == two
    case (.clientsDenied(let one, _, _), .clientsDenied(let two, _, _)): one == two
    default: detail == other.detail
    }
  }
}

extension MemberPrediction {
  /// What keeps it from being Healthy, or only that of an outcome.
  fileprivate func obstacles(of outcome: Outcome?) -> [Obstacle] {
    if health == .healthy { return [] }
    return blockers.filter { outcome == nil || $0.outcome == outcome }.compactMap {
      Obstacle($0, member: self, gateway: gateway)
    }
  }
}

extension RequestPrediction {
  /// What keeps it from succeeding: the step that decides first, then what keeps the members from taking requests.
  fileprivate var obstacles: [Obstacle] {
    if isWell { return [] }
    let deciding = (open.map { [$0] } ?? []) + answers.compactMap(\.decisive)
    let own = deciding + steps.filter { $0.verdict == .deny || $0.verdict == .undetermined }
    let members = members.filter { $0.health != .healthy }.flatMap { member in
      member.blockers.compactMap { Obstacle($0, member: member, gateway: gateway) }
    }
    return own.compactMap { step in
      // What keeps a member out of use is its probe's, not the request's.
      if let probed = self.members.first(where: { $0.health != .healthy && $0.blockers.contains(step) }) {
        return Obstacle(step, member: probed, gateway: gateway)
      }
      return Obstacle(step, member: self.members.first, request: self, gateway: gateway)
    } + members
  }

  /// Whether the client gets what it wanted; one that is sent round in a circle does not.
  fileprivate var isWell: Bool { verdict == .succeeds && decisive == nil }
}

extension [Obstacle] {
  /// One of each blame, in its first place.
  fileprivate var unique: [Obstacle] {
    var seen: Set<Obstacle.Blame> = []
    return filter { seen.insert($0.blame).inserted }
  }
}
