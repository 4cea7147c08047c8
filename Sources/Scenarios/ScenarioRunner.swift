import BackendHealth
import Comparison
import Lint
import Loading
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Judges the expectations of a scenario file; each file stands alone.
package struct ScenarioRunner: Sendable {
  /// What is taken for granted beside what the file says.
  private let assume: Assume?

  /// A runner; `assume` replaces the scenario's own.
  package init(assume: Assume? = nil) { self.assume = assume }

  /// Reads a file and judges every expectation that is written in it.
  package func run(_ file: String) -> ScenarioReport { judge(Loader.load([file]), file: file) }

  /// Judges every expectation of a text that is already in memory, under the name of a file.
  package func run(text: [UInt8], named file: String) -> ScenarioReport {
    judge(Loader.load(texts: [(file, text)]), file: file)
  }

  private func judge(_ loaded: Loaded, file: String) -> ScenarioReport {
    guard loaded.problems.isEmpty else { return ScenarioReport(file: file, problems: loaded.problems, results: []) }
    var resources = loaded.resources
    if let assume { resources.assume = assume }
    let own = resources.expectations.filter { $0.origin.file == file }
    var situations = ChangedSituations(resources)
    let results = own.map { situations.judge($0) }
    let problems =
      situations.problems
      + results.compactMap { result in result.nameProblem.map { InputProblem($0, at: result.expectation.origin) } }
    return ScenarioReport(file: file, problems: problems, results: problems.isEmpty ? results : [])
  }
}

/// Judges expectations against one set of resources.
struct ExpectationJudge {
  private let engine: Engine
  private let predictions: [GatewayPrediction]
  /// The code with which Azure refuses the change that led here.
  private let refusal: Refusal?

  init(_ resources: Resources) {
    refusal = nil
    engine = Engine(NetworkModel(resources))
    let predictor = HealthPredictor(engine)
    predictions = resources.applicationGateways.values.map { predictor.predict($0) }
  }

  /// What was predicted already.
  init(_ forecast: Forecast, refusal: Refusal? = nil) {
    self.refusal = refusal
    engine = forecast.engine
    predictions = forecast.predictions
  }

  private var model: NetworkModel { engine.model }

  func judge(_ expectation: Expectation) -> ExpectationResult {
    if let refusal, let after = expectation.after, !expectation.claim.isRefusal {
      // Nothing is predicted past a change that Azure refuses.
      return result(
        expectation, "after \(after.value)",
        [compared("after", after.value, "refused: \(refusal.rawValue)", isOpen: false, at: after.origin)], decisive: nil
      )
    }
    do {
      switch expectation.claim {
      case .member(let claim): return try judge(claim, of: expectation)
      case .flow(let claim): return try judge(claim, of: expectation)
      case .resolve(let claim): return try judge(claim, of: expectation)
      case .nextHop(let claim): return try judge(claim, of: expectation)
      case .request(let claim): return try judge(claim, of: expectation)
      case .lint(let claim): return try judge(claim, of: expectation)
      case .never(let ends): return try judge(ends, mayPass: false, of: expectation)
      case .always(let ends): return try judge(ends, mayPass: true, of: expectation)
      case .refused(let code):
        return result(
          expectation, "refusal of \(expectation.after?.value ?? "a change")",
          [compare("refused", code, refusal, \.rawValue, isOpen: false)], decisive: nil)
      }
    } catch {
      return ExpectationResult(
        expectation: expectation, title: "", standing: .fails, comparisons: [], decisive: nil, missing: nil,
        counterexample: nil, nameProblem: error)
    }
  }

  // MARK: Members

  private func judge(_ claim: MemberClaim, of expectation: Expectation) throws(NameProblem) -> ExpectationResult {
    if let empty = emptyPair(claim) { return judge(claim, of: empty, in: expectation) }
    let members = try MemberSelector(claim.member, gateway: claim.gateway, setting: claim.setting)
      .choose(from: predictions)
    let results = members.map { member in
      let isOpen = member.health == .undetermined
      let found = claim.finding.map { wanted in
        member.findings.first { $0.outcome == wanted.value } ?? member.findings.first
      }
      let blamed = claim.cause == nil ? found.map { $0?.subject } : nil
      return result(
        expectation, "member \(member.pool.name)/\(member.member.address)",
        [
          claim.health.map { compare("health", $0, member.health, \.rawValue, isOpen: isOpen) },
          claim.cause.map { compare("cause", $0, member.cause, \.rawValue, isOpen: isOpen) },
          claim.by.map { compareSubject($0, blamed ?? member.decisive?.subject, isOpen: blamed == nil && isOpen) },
          claim.path.map { compare("path", $0, member.path, \.rawValue, isOpen: member.path == .undetermined) },
          claim.finding.map { compare("finding", $0, found??.outcome, \.rawValue, isOpen: false) },
        ], decisive: member.decisive)
    }
    return results.max { $0.standing < $1.standing }!
  }

  /// An empty pool that the claim names: there is no member to name.
  private func emptyPair(_ claim: MemberClaim) -> PairPrediction? {
    let pattern = Wildcard(claim.member)
    return predictions.flatMap(\.pairs).first { pair in
      let gateway = pair.pool.parent?.name ?? ""
      return pair.members.isEmpty
        && (pattern.matches(pair.pool.name) || pattern.matches("\(gateway)/\(pair.pool.name)"))
    }
  }

  private func judge(
    _ claim: MemberClaim, of pair: PairPrediction, in expectation: Expectation
  ) -> ExpectationResult {
    result(
      expectation, "pool \(pair.pool.name)",
      [
        claim.health.map { compare("health", $0, nil, \.rawValue, isOpen: false) },
        claim.cause.map { compare("cause", $0, pair.emptyPool?.outcome, \.rawValue, isOpen: false) },
        claim.by.map { compareSubject($0, pair.emptyPool?.subject, isOpen: false) },
        claim.path.map { compare("path", $0, nil, \.rawValue, isOpen: false) },
      ], decisive: pair.emptyPool)
  }

  // MARK: Flows

  private func judge(_ claim: FlowClaim, of expectation: Expectation) throws(NameProblem) -> ExpectationResult {
    let (from, to, port) = try ends(claim.ends)
    let flow = engine.flow(from: from, to: to, port: port, protocol: claim.ends.protocol)
    let judged = HealthPredictor(engine).flowVerdict(flow)
    let decisive =
      flow.path == .allow || flow.path == .undetermined
      ? judged.steps.first { $0.verdict == .deny } ?? flow.decisive
        ?? judged.steps.first { $0.verdict == .undetermined }
      : flow.decisive
    let isOpen = judged.verdict == .undetermined
    return result(
      expectation, "flow \(claim.ends.from) to \(claim.ends.to)",
      [
        claim.verdict.map { compare("verdict", $0, judged.verdict, \.rawValue, isOpen: isOpen) },
        claim.path.map { compare("path", $0, flow.path, \.rawValue, isOpen: flow.path == .undetermined) },
        claim.cause.map { compare("cause", $0, decisive?.outcome, \.rawValue, isOpen: isOpen) },
        claim.by.map { compareSubject($0, decisive?.subject, isOpen: isOpen) },
      ], decisive: decisive)
  }

  private func ends(_ ends: FlowEnds) throws(NameProblem) -> (Endpoint, Endpoint, UInt16?) {
    let target = EndpointText(ends.to)
    return (
      try Endpoint.read(ends.from, in: model, isSender: true), try Endpoint.read(target.name, in: model), target.port
    )
  }

  // MARK: Names and routes

  private func judge(_ claim: ResolveClaim, of expectation: Expectation) throws(NameProblem) -> ExpectationResult {
    let network = try Endpoint.network(claim.from, in: model)
    let answer = engine.resolveAsGateway(claim.name, from: network)
    let isOpen = answer.finding?.verdict == .undetermined
    func text(_ addresses: [IPAddress]) -> String { addresses.sorted().map(\.description).joined(separator: ", ") }
    return result(
      expectation, "resolve \(claim.name) from \(claim.from)",
      [
        claim.addresses.map { compare("addresses", $0, answer.addresses, text, isOpen: isOpen) },
        claim.cause.map { compare("cause", $0, answer.finding?.outcome, \.rawValue, isOpen: isOpen) },
      ], decisive: answer.finding)
  }

  private func judge(_ claim: NextHopClaim, of expectation: Expectation) throws(NameProblem) -> ExpectationResult {
    guard case .site(let site) = try Endpoint.read(claim.from, in: model), let subnet = site.subnet else {
      throw .unknown(claim.from, kind: "place in a virtual network", known: model.index.names(of: [.subnet]))
    }
    let answer = engine.nextHop(from: subnet, to: claim.to)
    let isOpen = answer.nextHop == nil
    return result(
      expectation, "next hop from \(claim.from) to \(claim.to)",
      [
        claim.type.map { compare("type", $0, answer.nextHop?.kind.toolName, { $0 }, isOpen: isOpen) },
        claim.address.map { compare("address", $0, answer.nextHop?.address, \.description, isOpen: isOpen) },
      ], decisive: nil, missing: answer.missing)
  }

  // MARK: Requests

  /// Must hold for every gateway that the request can be meant for, and for every answer that it can give.
  private func judge(_ claim: RequestClaim, of expectation: Expectation) throws(NameProblem) -> ExpectationResult {
    if model.resources.applicationGateways.isEmpty {
      throw .unknown(claim.gateway ?? claim.request.url.host, kind: "application gateway", known: [])
    }
    let predictions = try RequestPredictor(engine).predict(claim.request, gateway: claim.gateway)
    let results = predictions.flatMap { prediction -> [ExpectationResult] in
      guard prediction.open == nil, !prediction.answers.isEmpty else {
        return [result(claim, of: expectation, prediction, answer: nil)]
      }
      return prediction.answers.map { result(claim, of: expectation, prediction, answer: $0) }
    }
    return results.max { $0.standing < $1.standing }!
  }

  private func result(
    _ claim: RequestClaim, of expectation: Expectation, _ prediction: RequestPrediction, answer: RequestAnswer?
  ) -> ExpectationResult {
    let decisive = prediction.decisive
    let isOpen = answer == nil
    return result(
      expectation, "request \(claim.request.method) \(claim.request.url)",
      [
        claim.verdict.map { compare("verdict", $0, prediction.verdict, \.rawValue, isOpen: isOpen) },
        claim.status.map { compare("status", $0, answer.map { $0.status ?? 0 }, String.init, isOpen: isOpen) },
        claim.errorInfo.map { compare("errorInfo", $0, answer?.errorInfo, \.rawValue, isOpen: isOpen) },
        claim.cause.map { compare("cause", $0, decisive?.outcome, \.rawValue, isOpen: isOpen) },
        claim.by.map { compareSubject($0, decisive?.subject, isOpen: isOpen) },
        claim.pool.map { compareName("pool", $0, prediction.pool, isOpen: isOpen && prediction.pool == nil) },
        claim.location.map { compare("location", $0, prediction.location, { $0 }, isOpen: isOpen) },
      ], decisive: decisive)
  }

  // MARK: Lint

  /// Holds when lint finds just what is written, as often as it is written.
  private func judge(_ claim: LintClaim, of expectation: Expectation) throws(NameProblem) -> ExpectationResult {
    let findings = Linter().findings(in: Inspection(engine, predictions: predictions))
    var expected: [String] = []
    for entry in claim.findings.value { expected.append(try entry.text(among: findings)) }
    return result(
      expectation, "lint",
      [
        compared(
          "lint", expected.sorted().joined(separator: ", "),
          findings.map(\.expectationText).sorted().joined(separator: ", "), isOpen: false, at: claim.findings.origin)
      ], decisive: nil)
  }

  // MARK: Every packet

  /// `never` and `always` are proved on exact sets: no packet is left out, and a packet that breaks the promise is shown.
  private func judge(
    _ ends: FlowEnds, mayPass: Bool, of expectation: Expectation
  ) throws(NameProblem) -> ExpectationResult {
    let target = EndpointText(ends.to)
    let spread = EndpointSpread(engine)
    let reach = Reach(
      from: try spread.spread(ends.from, isSender: true), to: try spread.spread(target.name), port: target.port,
      protocol: ends.protocol, in: engine)
    let broken = mayPass ? reach.gap : reach.leak
    let open = reach.undetermined.first?.steps.first
    let standing: Standing = broken != nil ? .fails : reach.undetermined.isEmpty ? .holds : .cannotTell
    let witness = broken?.packet
    let decisive = broken.map(\.step) ?? open
    let word = mayPass ? "always" : "never"
    let expected = mayPass ? "every packet gets through" : "no packet gets through"
    return ExpectationResult(
      expectation: expectation, title: "\(word) \(ends.from) to \(ends.to)", standing: standing,
      comparisons: [
        .init(
          field: word, expected: expected,
          predicted: witness.map { _ in mayPass ? "a packet is denied" : "a packet gets through" },
          standing: standing, origin: ends.origin)
      ], decisive: decisive, missing: standing == .cannotTell ? decisive?.missing : nil, counterexample: witness,
      nameProblem: nil)
  }

  // MARK: Comparing

  private func result(
    _ expectation: Expectation, _ title: String, _ comparisons: [ExpectationResult.Comparison?], decisive: Step?,
    missing: MissingFact? = nil
  ) -> ExpectationResult {
    let compared = comparisons.compactMap { $0 }
    return ExpectationResult(
      expectation: expectation, title: title, standing: compared.map(\.standing).max() ?? .holds, comparisons: compared,
      decisive: decisive, missing: missing ?? decisive?.missing, counterexample: nil, nameProblem: nil)
  }

  private func compare<T>(
    _ field: String, _ expected: Expected<T>, _ predicted: T?, _ text: (T) -> String, isOpen: Bool
  ) -> ExpectationResult.Comparison {
    compared(field, text(expected.value), predicted.map(text), isOpen: isOpen, at: expected.origin)
  }

  /// A blamed resource is named by any unambiguous tail of its path of names.
  private func compareSubject(
    _ expected: Expected<String>, _ subject: Subject?, isOpen: Bool
  ) -> ExpectationResult.Comparison {
    let fits = subject?.fits(expected.value) ?? expected.value.isEmpty
    return compared(
      "by", expected.value, fits ? expected.value : subject?.description, isOpen: isOpen, at: expected.origin)
  }

  /// A resource that is named by its name, whatever the letter case.
  private func compareName(
    _ field: String, _ expected: Expected<String>, _ predicted: ResourceID?, isOpen: Bool
  ) -> ExpectationResult.Comparison {
    let fits = predicted?.name.lowercased() == expected.value.lowercased()
    return compared(field, expected.value, fits ? expected.value : predicted?.name, isOpen: isOpen, at: expected.origin)
  }

  private func compared(
    _ field: String, _ expected: String, _ predicted: String?, isOpen: Bool, at origin: Origin
  ) -> ExpectationResult.Comparison {
    let standing: Standing = expected == predicted ? .holds : isOpen ? .cannotTell : .fails
    return .init(field: field, expected: expected, predicted: predicted, standing: standing, origin: origin)
  }
}

extension Subject {
  /// Whether a text is a tail of the path of names, whatever the letter case.
  func fits(_ text: String) -> Bool {
    let wanted = text.lowercased().split(separator: "/")
    return "\(resource.resourceGroup)/\(self)".lowercased().split(separator: "/").suffix(wanted.count) == wanted[...]
  }
}

extension Expectation.Claim {
  fileprivate var isRefusal: Bool {
    if case .refused = self { true } else { false }
  }
}
