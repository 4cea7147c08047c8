import BackendHealth
import Explanations
import FuzzSupport
import JSONText
import Loading
import NetworkModel
import Reachability
import Reports

/// Any bytes as a file of Azure's JSON: loaded, and every question asked that needs no name.
@main struct FuzzLoading {
  /// Places asked about in one input, so that a large one stays quick.
  private static let placeLimit = 20

  static func main() {
    Fuzzer.run { start, count in
      let bytes = Fuzzer.bytes(start, count)
      guard !Fuzzer.namesFiles(bytes) else { return -1 }
      FuzzLoading.read(bytes)
      return 0
    }
  }

  private static func read(_ bytes: [UInt8]) {
    let loaded = Loader.load(texts: [("fuzz.json", bytes)])
    for problem in loaded.problems.prefix(placeLimit) { Fuzzer.expectHarmless(problem.diagnostic.text) }
    for note in loaded.notes.prefix(placeLimit) { Fuzzer.expectHarmless(note.diagnostic.text) }
    guard loaded.problems.isEmpty else { return }
    let engine = Engine(NetworkModel(loaded.resources))
    askHealth(engine)
    askPlaces(engine)
    askFlows(engine)
  }

  private static func askHealth(_ engine: Engine) {
    let resources = engine.model.resources
    let predictor = HealthPredictor(engine)
    let predictions = resources.applicationGateways.values.prefix(placeLimit).map { predictor.predict($0) }
    Fuzzer.expectHarmless(HealthText.gateways(predictions, in: resources))
    Fuzzer.expectJSON(HealthJSON.gateways(predictions, in: resources))
    let members = predictions.flatMap(\.pairs).flatMap(\.members)
    guard !members.isEmpty else { return }
    Fuzzer.expectHarmless(TraceText.members(members, in: resources))
    Fuzzer.expectJSON(TraceJSON.members(members, in: resources))
  }

  private static func askPlaces(_ engine: Engine) {
    for subnet in engine.model.networks.flatMap(\.subnets).prefix(placeLimit) {
      show(engine.effectiveRules(subnet: subnet))
      show(engine.effectiveRoutes(of: subnet))
    }
    for card in engine.model.cards.prefix(placeLimit) {
      show(engine.effectiveRules(card: card))
      show(engine.effectiveRoutes(card: card))
    }
  }

  private static func show(_ rules: EffectiveRulesAnswer) {
    Fuzzer.expectHarmless(EffectiveRulesText.answer(rules))
    Fuzzer.expectJSON(EffectiveRulesJSON.answer(rules))
  }

  private static func show(_ routes: EffectiveRoutes) {
    Fuzzer.expectHarmless(EffectiveRoutesText.routes(routes))
    Fuzzer.expectJSON(EffectiveRoutesJSON.routes(routes))
  }

  /// Flows between neighbouring interfaces, to the internet and from it.
  private static func askFlows(_ engine: Engine) {
    let ends =
      (engine.model.cards.prefix(4).map(\.id.text) + ["Internet"]).compactMap {
        try? Endpoint.read($0, in: engine.model)
      }
    for (from, to) in zip(ends, ends.dropFirst() + ends.prefix(1)) {
      for port in [443, nil] as [UInt16?] {
        let flow = engine.flow(from: from, to: to, port: port, protocol: .tcp)
        let judged = HealthPredictor(engine).flowVerdict(flow)
        Fuzzer.expectHarmless(
          TraceText.flow(
            flow, verdict: judged.verdict, server: judged.steps, assumptions: judged.assumptions,
            in: engine.model.resources))
        Fuzzer.expectJSON(
          TraceJSON.flow(
            flow, verdict: judged.verdict, server: judged.steps, assumptions: judged.assumptions,
            in: engine.model.resources))
      }
    }
  }
}
