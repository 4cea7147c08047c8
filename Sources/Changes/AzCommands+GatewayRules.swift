import Outcomes
import Resources

extension AzCommand {
  /// Rules and path maps: they decide which pools are probed by way of which settings.
  static let gatewayRuleCommands = [
    pathMaps.create, pathMaps.update, pathMaps.delete,
    // A rule that has to stand behind a missing one goes before that one is made.
    pathRules.delete, pathRules.create, rules.create, rules.update, rules.delete,
  ]

  private static let rules = AzGroup<RequestRoutingRule>.gatewayParts(
    "rule", "requestRoutingRules", "rule", \.requestRoutingRules, \.id,
    fields: [
      .integer(AzOption("--priority", shape: .integer(1...20000)), \.priority),
      .part(AzOption("--http-listener"), "listener", \.listeners, \.id, \.listener),
      AzField(option: AzOption("--rule-type", shape: .oneOf(["Basic", "PathBasedRouting"]), default: ["Basic"])) {
        arguments, _, rule throws(ChangeProblem) in
        if arguments.text("--rule-type")?.lowercased() == "basic" { rule.urlPathMap = nil }
      } say: { rule, _ in
        [rule.urlPathMap == nil ? "Basic" : "PathBasedRouting"]
      },
      .part(AzOption("--url-path-map"), "path map", \.urlPathMaps, \.id, \.urlPathMap),
      backend(.init("--address-pool"), "pool", \.backendAddressPools, \.id, \.backend.pool, \.pool),
      backend(.init("--http-settings"), "HTTP setting", \.backendSettings, \.id, \.backend.setting, \.setting),
    ], unread: [.ignored("--redirect-config"), .ignored("--rewrite-rule-set")]
  ) { id, origin in
    RequestRoutingRule(
      id: id, origin: origin, priority: nil, listener: nil, backend: PoolAndSetting(pool: nil, setting: nil),
      urlPathMap: nil)
  }.finishing { arguments, scope, old, rule throws(ChangeProblem) in
    rule.origin = arguments.origin
    guard let gateway = scope.gateway else { return }
    if old == nil {
      // az fills in the only pool, setting and listener that there is.
      if !arguments.has("--redirect-config") {
        try arguments.fill(&rule.backend.pool, with: gateway.backendAddressPools.map(\.id), "--address-pool")
        try arguments.fill(&rule.backend.setting, with: gateway.backendSettings.map(\.id), "--http-settings")
      }
      try arguments.fill(&rule.listener, with: gateway.listeners.map(\.id), "--http-listener")
      // The path map leads elsewhere, whatever az had to be told.
      if rule.urlPathMap != nil { rule.backend = PoolAndSetting(pool: nil, setting: nil) }
      if rule.priority == nil, gateway.generation == .v2 { throw .refused(.rulePriorityEmpty) }
    }
    if let priority = rule.priority,
      gateway.requestRoutingRules.contains(where: { $0.priority == priority && $0.id != rule.id })
    {
      throw .refused(.rulePriorityTaken)
    }
  }

  /// The pool or the setting of a rule. A rule with a path map has none, and az asks for one nevertheless.
  private static func backend<Part>(
    _ option: AzOption, _ words: String, _ parts: KeyPath<ApplicationGateway, [Part]> & Sendable,
    _ id: KeyPath<Part, ResourceID> & Sendable, _ path: WritableKeyPath<RequestRoutingRule, Reference?> & Sendable,
    _ half: KeyPath<PoolAndSetting, Reference?> & Sendable
  ) -> AzField<RequestRoutingRule> {
    var field = AzField<RequestRoutingRule>.part(option, words, parts, id, path)
    field.sayToCreate = { rule, scope in
      let map = scope.gateway?.urlPathMaps.first { rule.urlPathMap?.names($0.id) ?? false }
      return (rule[keyPath: path] ?? map?.defaultBackend[keyPath: half]).map { [scope.text($0)] }
    }
    return field
  }

  private static let pathMaps = AzGroup<URLPathMap>.gatewayParts(
    "url-path-map", "urlPathMaps", "path map", \.urlPathMaps, \.id,
    fields: [
      .part(
        AzOption("--default-address-pool"), "pool", \.backendAddressPools, \.id, \.defaultBackend.pool),
      .part(
        AzOption("--default-http-settings"), "HTTP setting", \.backendSettings, \.id, \.defaultBackend.setting),
      // az makes a map with its first rule.
      AzField(option: AzOption("--rule-name", default: ["default"]), only: .create) {
        arguments, scope, map throws(ChangeProblem) in
        map.pathRules = [
          URLPathMap.PathRule(
            id: scope.id.child("pathRules", arguments.text("--rule-name") ?? ""), paths: [],
            backend: PoolAndSetting(pool: nil, setting: nil))
        ]
      } say: { map, _ in
        map.pathRules.first.map { [$0.id.name] }
      },
      AzField(option: AzOption("--paths", shape: .list, required: true), only: .create) {
        arguments, _, map throws(ChangeProblem) in
        map.pathRules[0].paths = arguments.list("--paths")
      } say: { map, _ in
        map.pathRules.first?.paths
      },
      .part(
        AzOption("--address-pool"), "pool", \.backendAddressPools, \.id, only: .create, \.firstBackend.pool),
      .part(
        AzOption("--http-settings"), "HTTP setting", \.backendSettings, \.id, only: .create, \.firstBackend.setting),
      .unread(.ignored("--redirect-config"), only: .create),
    ], unread: [.ignored("--default-redirect-config")]
  ) { id, origin in
    URLPathMap(id: id, origin: origin, defaultBackend: PoolAndSetting(pool: nil, setting: nil), pathRules: [])
  }.finishing { arguments, _, _, map throws(ChangeProblem) in
    map.origin = arguments.origin
  }.releasing { scope, map throws(ChangeProblem) in
    if scope.gateway?.requestRoutingRules.contains(where: { $0.urlPathMap?.names(map.id) ?? false }) ?? false {
      throw .refused(.invalidReference)
    }
  }

  private static let pathRules = AzGroup<URLPathMap.PathRule>(
    path: "network application-gateway url-path-map rule", kind: .applicationGateway,
    levels: [
      .init(.gatewayName), .init(AzOption("--path-map-name", required: true), "urlPathMaps", "path map"),
      .init(.name, "pathRules", "path rule"),
    ], store: .pathRules,
    fields: [
      .texts(AzOption("--paths", shape: .list, required: true), \.paths),
      .part(AzOption("--address-pool"), "pool", \.backendAddressPools, \.id, \.backend.pool),
      .part(AzOption("--http-settings"), "HTTP setting", \.backendSettings, \.id, \.backend.setting),
    ], unread: [.ignored("--redirect-config")],
    make: { id, _, _ in
      URLPathMap.PathRule(id: id, paths: [], backend: PoolAndSetting(pool: nil, setting: nil))
    },
    // az has no update for them.
    needsRenewal: { old, new in
      old.paths != new.paths || old.backend.pool?.text.lowercased() != new.backend.pool?.text.lowercased()
        || old.backend.setting?.text.lowercased() != new.backend.setting?.text.lowercased()
    }, isOrdered: true)
}

extension URLPathMap {
  /// Where its first rule leads.
  fileprivate var firstBackend: PoolAndSetting {
    get { pathRules.first?.backend ?? PoolAndSetting(pool: nil, setting: nil) }
    set { if !pathRules.isEmpty { pathRules[0].backend = newValue } }
  }
}

extension AzArguments {
  /// Takes the only one that there is where an option says nothing.
  /// - Throws: there are several, and the option that says which is missing.
  fileprivate func fill(
    _ reference: inout Reference?, with known: [ResourceID], _ option: String
  ) throws(ChangeProblem) {
    if reference != nil { return }
    if known.count > 1 { throw .missingOption(option, command: command) }
    reference = known.first.map { Reference(.id($0), origin: origin) }
  }
}
