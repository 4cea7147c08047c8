import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Which member answers a request, and what (azure-semantics.md §5.2, §5.3).
extension RequestWalk {
  /// What one address of a member does with the request.
  private struct Trial {
    enum Result {
      /// The member's own answer, and the share of answers that come too late.
      case relayed(Int, late: ClosedRange<Double>, decisive: Step?)
      case closed(Step?)
      case timedOut(Step?)
      case open(Step?)
    }

    let routed: String
    let milliseconds: Double
    let result: Result
    /// Whether only some instances, or some of its addresses, ask the member.
    let isPartial: Bool
    /// The member closes idle connections too soon.
    let keepAlive: Step?

    /// The shares of requests to it that do not succeed in time, least and greatest possible.
    var lateShare: ClosedRange<Double> {
      switch result {
      case .relayed(_, let late, _): late
      case .closed, .timedOut: 1...1
      case .open: 0...1
      }
    }

    var isTimedOut: Bool {
      if case .timedOut = result { true } else { false }
    }

    var openStep: Step? {
      if case .open(let step) = result { step } else { nil }
    }
  }

  mutating func ask(_ pool: BackendAddressPool, _ setting: BackendSetting) -> ([RequestAnswer], open: Step?) {
    let given = health.members(of: pool)
    let plan = RequestPlan(
      request, to: given.first?.name.address ?? "", by: setting, pattern: pattern, gateway: gateway)
    sent = plan
    add(
      .allow, .sent(host: plan.host, path: plan.path, port: plan.port, protocol: plan.protocol.rawValue),
      subject: Subject(setting.id, origin: setting.origin))
    guard !given.isEmpty else {
      let step = Step(
        .forward, .deny, .emptyPool, packets: .all, outcome: .poolEmpty, subject: Subject(pool.id, origin: pool.origin))
      add([step])
      return ([RequestAnswer(status: 502, .upstreamNoLive, decisive: step)], nil)
    }
    members = given.map { health.predict($0, pool, setting, at: place) }
    if let memory { members = members.map(memory.recalled) }
    let asked = rotation(setting)
    noteRotation(asked: asked, pool: pool)
    if asked.isEmpty { return ([noLive()], nil) }
    passWebFirewall()
    var trials: [Trial] = []
    for index in asked { trials += attempt(given[index], members[index], setting) }
    return answers(of: trials, setting)
  }

  private var pattern: String? {
    guard let rule = currentRule else { return nil }
    return router.route(request.url.path, by: rule).pattern
  }

  private var currentRule: RequestRoutingRule? {
    if case .taken(let match) = router.receive(request, on: frontend) { match.rule } else { nil }
  }

  // MARK: Rotation

  /// The places of the members that are asked: live ones, those that may be, and, up to `minServers`, others too (§4.2).
  private func rotation(_ setting: BackendSetting) -> [Int] {
    let taking = members.indices.filter { members[$0].rotation.state != .out }
    let probe = gateway.find(setting.probe, in: gateway.probes, id: \.id)
    let lacking = max(0, (probe?.minServers ?? 0) - taking.count)
    return (taking + members.indices.filter { members[$0].rotation.state == .out }.prefix(lacking)).sorted()
  }

  private mutating func noteRotation(asked: [Int], pool: BackendAddressPool) {
    func names(_ states: Rotation.State...) -> [String] {
      members.filter { states.contains($0.rotation.state) }.map(\.member.address)
    }
    let detail = RequestStep.rotation(
      live: names(.live, .partly), out: names(.out), open: names(.undetermined))
    let subject = Subject(pool.id, origin: pool.origin)
    if asked.isEmpty {
      // Why no member is live stands in the steps of the first one that is not.
      let reason = members.lazy.compactMap(\.rotation.decisive).first
      let blamed = members.first { $0.rotation.decisive == reason }
      for flow in blamed?.flows ?? [] { add(flow) }
      add((blamed?.steps ?? []).filter { step in !steps.contains(step) && step.outcome != .managementBlocked })
      assume(blamed?.assumptions ?? [])
      add(.skip, detail, subject: subject)
    } else {
      add(.allow, detail, subject: subject)
    }
  }

  private func noLive() -> RequestAnswer {
    let reason = members.lazy.compactMap(\.rotation.decisive).first
    return RequestAnswer(status: 502, .upstreamNoLive, decisive: reason ?? steps.last)
  }

  private mutating func passWebFirewall() {
    switch gateway.webFirewall {
    case .none, .detection: break
    case .prevention, .unknown: assume([.webFirewallPasses(gateway.id)])
    }
  }

  // MARK: One member

  private mutating func attempt(
    _ member: HealthPredictor.Member, _ probed: MemberPrediction, _ setting: BackendSetting
  ) -> [Trial] {
    guard let subnet = place.subnet else { return [] }
    let plan = RequestPlan(
      request, to: member.name.address, by: setting, pattern: pattern, gateway: gateway)
    var resolution: NameResolution?
    let targets = health.targets(of: member, seenFrom: subnet, gateway: gateway, resolution: &resolution)
    assume((resolution?.assumptions ?? []) + probed.assumptions)
    add(resolution?.steps ?? [])
    let isPartial = probed.rotation.state == .partly
    if targets.endpoints.isEmpty {
      let step = resolution?.decisive ?? targets.notFound
      if let missed = targets.notFound { add([missed]) }
      let result = Trial.Result.open(step)
      return [Trial(routed: member.name.address, milliseconds: 0, result: result, isPartial: isPartial, keepAlive: nil)]
    }
    var trials: [Trial] = []
    for target in targets.endpoints {
      let flow = engine.flow(from: .site(Site(subnet: subnet)), to: target, port: plan.port, protocol: .tcp)
      // Behind a load balancer any of several servers may answer.
      let servers = health.judgeServers(
        at: target, flow: flow, port: plan.port, .request(plan), of: member, at: place)
      add(flow)
      add(flow.steps)
      assume(flow.assumptions)
      let routed = "\(target.label):\(plan.port)"
      for server in servers.isEmpty ? [([], [])] : servers {
        add(server.steps)
        assume(server.assumptions)
        trials += self.trials(flow, server.steps, plan, routed: routed, isPartial: isPartial)
      }
    }
    return trials
  }

  /// What comes of a flow and its server; a flow that only some instances can use counts twice.
  private func trials(
    _ flow: FlowResult, _ server: [Step], _ plan: RequestPlan, routed: String, isPartial: Bool
  ) -> [Trial] {
    let limit = Double(plan.timeoutSeconds) * 1000
    func trial(_ result: Trial.Result, _ milliseconds: Double) -> Trial {
      Trial(
        routed: routed, milliseconds: milliseconds, result: result, isPartial: isPartial || flow.path == .partial,
        keepAlive: server.first { $0.outcome == .connectionClosed && $0.verdict == .skip })
    }
    let blocked = trial(.timedOut(flow.decisive), limit)
    switch flow.path {
    case .deny: return [blocked]
    case .undetermined: return [trial(.open(flow.decisive), 0)]
    case .allow, .partial: break
    }
    // Guests and sites may bar some of the instances only; the others go on to the answer.
    let barriers = server.filter { step in
      if case .answer = step.detail { false } else { step.verdict == .deny }
    }
    if let whole = barriers.first(where: { $0.packets == flow.packets }) {
      return [trial(barred(by: whole), whole.outcome == .guestDenied ? limit : 0)]
    }
    let own = trial(result(of: server), duration(of: server, limit: limit))
    let others = barriers.map { trial(barred(by: $0), $0.outcome == .guestDenied ? limit : 0) }
    return [own] + others + (flow.path == .partial ? [blocked] : [])
  }

  /// What a request gets that does not come to the server's answer.
  private func barred(by step: Step) -> Trial.Result {
    switch step.outcome {
    case .accessRestricted, .siteStopped: .relayed(403, late: 0...0, decisive: step)
    case .hostRejected: .relayed(404, late: 0...0, decisive: step)
    // Guests drop silently; a port without a listener, another protocol and a failed handshake end the connection at once.
    case .guestDenied: .timedOut(step)
    default: .closed(step)
    }
  }

  private func result(of server: [Step]) -> Trial.Result {
    // A handshake that cannot be told leaves open what comes after it.
    if let open = server.first(where: { $0.verdict == .undetermined }) { return .open(open) }
    // A server that is assumed to listen answers well.
    guard let answer = server.last, case .answer(let step) = answer.detail else {
      return .relayed(200, late: 0...0, decisive: nil)
    }
    switch step.result {
    case .closed: return .closed(answer)
    case .undeclared: return .open(answer)
    case .status(let status):
      if answer.outcome == .requestTimeout { return .timedOut(answer) }
      return .relayed(status, late: step.lateShare, decisive: answer.verdict == .deny ? answer : nil)
    }
  }

  private func duration(of server: [Step], limit: Double) -> Double {
    for case .answer(let step) in server.lazy.map(\.detail) { return min(step.delayMilliseconds, limit) }
    return 0
  }

  // MARK: Answers

  private mutating func answers(of trials: [Trial], _ setting: BackendSetting) -> ([RequestAnswer], open: Step?) {
    // A member that may be live may answer anything.
    if let open = trials.lazy.compactMap(\.openStep).first { return ([], open) }
    var answers: [RequestAnswer] = []
    var second: [RequestAnswer] = []
    for trial in trials {
      // v2 asks another member when the first one's time is up, then gives up (azure-semantics.md §5.2).
      let others = gateway.generation == .v2 ? trials.filter { $0.routed != trial.routed } : []
      if trial.isTimedOut, !others.isEmpty {
        second += secondAnswers(after: trial, of: others, setting)
      } else {
        answers += self.answers(of: trial, setting, others: others)
      }
    }
    answers += second
    answers += partial(trials)
    answers += shed()
    answers += closedByKeepAlive(trials)
    return (impatient(answers).uniqued, nil)
  }

  /// What comes of the second try: of answers that are alike one is told.
  private func secondAnswers(after trial: Trial, of others: [Trial], _ setting: BackendSetting) -> [RequestAnswer] {
    let limit = Double(setting.requestTimeoutSeconds) * 1000
    var answers: [RequestAnswer] = []
    for other in others {
      if case .relayed = other.result {
        answers += self.answers(of: other, setting, others: []).filter { $0.cause != .requestTimeout }
      } else if case .timedOut(let step) = trial.result {
        answers.append(late(trial, step, setting))
      }
    }
    var seen: Set<Int?> = []
    return answers.filter { seen.insert($0.status).inserted }.map { $0.asked(after: limit) }
  }

  private func late(
    _ trial: Trial, _ step: Step?, _ setting: BackendSetting, share: ClosedRange<Double>? = nil
  ) -> RequestAnswer {
    RequestAnswer(
      status: gateway.generation == .v2 ? 504 : 502, gateway.generation == .v2 ? .upstreamTimedOut : nil,
      serverRouted: trial.routed, serverMilliseconds: Double(setting.requestTimeoutSeconds) * 1000, share: share,
      decisive: step)
  }

  /// - Parameter others: members that are asked when this one's time is up.
  private func answers(of trial: Trial, _ setting: BackendSetting, others: [Trial]) -> [RequestAnswer] {
    switch trial.result {
    case .open: return []
    case .timedOut(let step): return [late(trial, step, setting)]
    case .closed(let step):
      return [
        RequestAnswer(
          status: 502, .upstreamClosedConnection, serverRouted: trial.routed, serverMilliseconds: trial.milliseconds,
          decisive: step)
      ]
    case .relayed(let status, let lateShare, let decisive):
      let own = RequestAnswer(
        status: status, .noError, serverRouted: trial.routed, serverStatus: status,
        serverMilliseconds: trial.milliseconds, decisive: decisive)
      // Both tries have to be late.
      let least = others.map(\.lateShare.lowerBound).min() ?? 1
      let greatest = others.map(\.lateShare.upperBound).max() ?? 1
      let share = lateShare.lowerBound * least...lateShare.upperBound * greatest
      if share.upperBound == 0 { return [own] }
      return [own, late(trial, timeoutStep(of: trial), setting, share: share)]
    }
  }

  /// The answer's own step, as the one that decides on the answers that come too late.
  private func timeoutStep(of trial: Trial) -> Step? {
    for step in steps.reversed() {
      if case .answer(let answer) = step.detail, answer.lateShare.upperBound > 0 {
        return Step(
          step.leg, .deny, step.detail, packets: step.packets, outcome: .requestTimeout, subject: step.subject)
      }
    }
    return nil
  }

  /// The answer of instances that have no live member, where all that are asked are live for some instances only.
  private func partial(_ trials: [Trial]) -> [RequestAnswer] {
    guard !trials.isEmpty, trials.allSatisfy(\.isPartial) else { return [] }
    let step = members.first { $0.rotation.state == .partly }?.rotation.decisive
    return step.map { [RequestAnswer(status: 502, .upstreamNoLive, decisive: $0)] } ?? []
  }

  private func closedByKeepAlive(_ trials: [Trial]) -> [RequestAnswer] {
    guard let trial = trials.first(where: { $0.keepAlive != nil }), let step = trial.keepAlive else { return [] }
    let decisive = Step(
      step.leg, .deny, step.detail, packets: step.packets, outcome: .connectionClosed, subject: step.subject)
    return [RequestAnswer(status: 502, .upstreamClosedConnection, serverRouted: trial.routed, decisive: decisive)]
  }

  /// What a gateway under more load than it can carry sheds (azure-semantics.md §4.13, §5.4).
  private mutating func shed() -> [RequestAnswer] {
    let load = model.resources.loads.last { load in
      load.gateway.id.map(gateway.id.matches) ?? (load.gateway.name.lowercased() == gateway.id.name.lowercased())
    }
    guard let load, let instances = gateway.scale.mostInstances else { return [] }
    let limit = Double(instances * 10)
    let detail = RequestStep.load(capacityUnits: load.capacityUnits, limit: limit, instances: instances)
    let subject = Subject(gateway.id, origin: gateway.origin)
    if load.capacityUnits <= limit {
      if let least = gateway.scale.minimum, load.capacityUnits > Double(least * 10) { assume([.scaledOut(gateway.id)]) }
      add(.allow, detail, subject: subject)
      return []
    }
    add(.deny, detail, outcome: .capacity, subject: subject)
    let share = 1 - limit / load.capacityUnits
    return [RequestAnswer(status: 502, nil, share: share...share, decisive: steps.last)]
  }

  /// A client that gives up sooner than the answer comes: v2 logs 499, v1 0 (azure-semantics.md §5.3).
  private mutating func impatient(_ answers: [RequestAnswer]) -> [RequestAnswer] {
    guard let patience = request.patienceSeconds else { return answers }
    return answers.map { answer in
      guard let needed = answer.totalMilliseconds, needed > Double(patience) * 1000 else { return answer }
      add(.deny, .patience(patience, neededMilliseconds: needed), outcome: .clientClosed)
      return RequestAnswer(
        status: gateway.generation == .v2 ? 499 : nil, gateway.generation == .v2 ? .clientClosedRequest : nil,
        serverRouted: answer.serverRouted, serverMilliseconds: Double(patience) * 1000, share: answer.share,
        decisive: steps.last)
    }
  }
}
