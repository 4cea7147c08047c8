import BackendHealth
import JSONText
import Loading
import NetworkModel
import Outcomes
import Reachability
import Reports
import Resources

/// Everything that is predicted of some inputs, so that two inputs can be compared: a line for each question.
enum ImportedPredictions {
  /// - Parameter loaded: inputs without problems.
  static func lines(_ loaded: Loaded) -> [String] {
    let resources = loaded.resources
    let engine = Engine(NetworkModel(resources))
    let model = engine.model
    var lines = gateways(engine)
    for network in model.networks {
      lines += network.subnets.flatMap { subnet in
        [
          line("rules at \(subnet.id)", EffectiveRulesJSON.answer(engine.effectiveRules(subnet: subnet))),
          line("routes at \(subnet.id)", EffectiveRoutesJSON.routes(engine.effectiveRoutes(of: subnet))),
        ]
      }
    }
    lines += model.cards.flatMap { card in
      [
        line("rules at \(card.id)", EffectiveRulesJSON.answer(engine.effectiveRules(card: card))),
        line("routes at \(card.id)", EffectiveRoutesJSON.routes(engine.effectiveRoutes(card: card))),
      ]
    }
    lines += names(in: resources).flatMap { name in
      model.networks.map { network in
        line("\(name) in \(network.id)", ResolveJSON.resolution(engine.resolveAsGateway(name, from: network)))
      }
    }
    return lines.sorted()
  }

  private static func gateways(_ engine: Engine) -> [String] {
    let resources = engine.model.resources
    let predictor = HealthPredictor(engine)
    return resources.applicationGateways.values.flatMap { gateway -> [String] in
      let prediction = predictor.predict(gateway)
      let requests = gateway.listeners.prefix(1).map { listener -> String in
        let host = listener.hostNames.first { !$0.contains("*") } ?? "any.example"
        let url = RequestURL("\(listener.protocol.isEncrypted ? "https" : "http")://\(host)/a")!
        let request = ClientRequest(url: url, method: "GET", headers: [], client: nil, patienceSeconds: nil)
        let answers = (try? RequestPredictor(engine).predict(request, gateway: gateway.id.name)) ?? []
        return line("request \(url) at \(gateway.id)", RequestJSON.requests(answers, in: resources))
      }
      return [line("health of \(gateway.id)", HealthJSON.gateways([prediction], in: resources))] + requests
    }
  }

  /// Names that somebody may look up: of pools and of zones.
  private static func names(in resources: Resources) -> [String] {
    let pools = resources.applicationGateways.values.flatMap(\.backendAddressPools).flatMap(\.members)
    let members = pools.compactMap { if case .fqdn(let name, origin: _) = $0 { name } else { nil } }
    let records = resources.privateDnsZones.values.flatMap { zone in
      zone.recordSets.prefix(5).map { $0.name == "@" ? zone.id.name : "\($0.name).\(zone.id.name)" }
    }
    return (members + records + resources.publicDns.map(\.name)).filter { DomainName.isLegal($0) }
  }

  private static func line(_ question: String, _ answer: JSONValue) -> String {
    "\(question): \(compared(answer).text(pretty: false))".lowercased()
  }

  /// An answer without what an import changes: where something is written, which subscription it is in, and the group of parts
  /// that were written without one although their resource has one.
  private static func compared(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text):
      .string(
        text.replacing(/\/(subscriptions|resourceGroups)\/[^\/ ]+/.ignoresCase(), with: "")
          .replacing(/-g (<resource group>|[^ ]+)( --subscription [^ ]+)?/, with: "-g").replacing(
            /written at .*/, with: "written"))
    case .array(let elements): .array(elements.map(compared))
    case .object(let members):
      .object(
        members.filter { !["origin", "resourceGroup"].contains($0.key) }.map { .init($0.key, compared($0.value)) })
    case .null, .boolean, .integer, .number: value
    }
  }
}
