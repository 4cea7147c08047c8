import Outcomes
import PacketSets
import Resources

extension AzCommand {
  /// Listeners, rules and path maps: they decide which pools are probed by way of which settings.
  static let gatewayRuleCommands: [AzCommand] =
    [
      AzCommand("network application-gateway rule create", ruleOptions(isNew: true)) {
        arguments, resources throws(ChangeProblem) in
        let id = try arguments.resource("--gateway-name", .applicationGateway, in: resources)
        let gateway = resources.applicationGateways[id]!
        var rule = RequestRoutingRule(
          id: id.child("requestRoutingRules", arguments.text("--name") ?? ""), origin: arguments.origin, priority: nil,
          listener: nil, backend: PoolAndSetting(pool: nil, setting: nil), urlPathMap: nil)
        try rule.take(arguments, of: gateway)
        // az fills in the only pool, setting and listener that there is.
        if rule.urlPathMap == nil, !arguments.has("--redirect-config") {
          try arguments.fill(&rule.backend.pool, with: gateway.backendAddressPools.map(\.id), "--address-pool")
          try arguments.fill(&rule.backend.setting, with: gateway.backendSettings.map(\.id), "--http-settings")
        }
        try arguments.fill(&rule.listener, with: gateway.listeners.map(\.id), "--http-listener")
        resources.applicationGateways[id]!.requestRoutingRules.put(rule, \.id)
      },
      AzCommand("network application-gateway rule update", ruleOptions(isNew: false)) {
        arguments, resources throws(ChangeProblem) in
        let (id, index) = try arguments.child(\.requestRoutingRules, \.id, "rule", in: resources)
        var rule = resources.applicationGateways[id]!.requestRoutingRules[index]
        try rule.take(arguments, of: resources.applicationGateways[id]!)
        resources.applicationGateways[id]!.requestRoutingRules[index] = rule
      },
      AzCommand("network application-gateway rule delete", [gatewayName, name]) {
        arguments, resources throws(ChangeProblem) in
        let (id, index) = try arguments.child(\.requestRoutingRules, \.id, "rule", in: resources)
        resources.applicationGateways[id]!.requestRoutingRules.remove(at: index)
      },
      AzCommand(
        "network application-gateway url-path-map create",
        [
          gatewayName, name, AzOption("--default-address-pool"), AzOption("--default-http-settings"),
          .ignored("--default-redirect-config"), AzOption("--rule-name", default: ["default"]),
          AzOption("--paths", shape: .list, required: true), AzOption("--address-pool"), AzOption("--http-settings"),
          .ignored("--redirect-config"),
        ]
      ) { arguments, resources throws(ChangeProblem) in
        let id = try arguments.resource("--gateway-name", .applicationGateway, in: resources)
        let gateway = resources.applicationGateways[id]!
        let map = id.child("urlPathMaps", arguments.text("--name") ?? "")
        let rule = URLPathMap.PathRule(
          id: map.child("pathRules", arguments.text("--rule-name") ?? ""), paths: arguments.list("--paths"),
          backend: try arguments.backend(of: gateway))
        resources.applicationGateways[id]!.urlPathMaps.put(
          URLPathMap(
            id: map, origin: arguments.origin, defaultBackend: try arguments.backend("--default-", of: gateway),
            pathRules: [rule]), \.id)
      },
      AzCommand(
        "network application-gateway url-path-map update",
        [
          gatewayName, name, AzOption("--default-address-pool"), AzOption("--default-http-settings"),
          .ignored("--default-redirect-config"),
        ]
      ) { arguments, resources throws(ChangeProblem) in
        let (id, index) = try arguments.child(\.urlPathMaps, \.id, "path map", in: resources)
        var map = resources.applicationGateways[id]!.urlPathMaps[index]
        map.defaultBackend = try arguments.backend(
          "--default-", of: resources.applicationGateways[id]!, replacing: map.defaultBackend)
        resources.applicationGateways[id]!.urlPathMaps[index] = map
      },
      AzCommand("network application-gateway url-path-map delete", [gatewayName, name]) {
        arguments, resources throws(ChangeProblem) in
        let (id, index) = try arguments.child(\.urlPathMaps, \.id, "path map", in: resources)
        let map = resources.applicationGateways[id]!.urlPathMaps.remove(at: index)
        let rules = resources.applicationGateways[id]!.requestRoutingRules
        if rules.contains(where: { $0.urlPathMap?.name.lowercased() == map.id.name.lowercased() }) {
          throw .refused(.invalidReference)
        }
      },
      AzCommand(
        "network application-gateway url-path-map rule create",
        [
          gatewayName, AzOption("--path-map-name", required: true), name,
          AzOption("--paths", shape: .list, required: true), AzOption("--address-pool"), AzOption("--http-settings"),
          .ignored("--redirect-config"),
        ]
      ) { arguments, resources throws(ChangeProblem) in
        let (id, index) = try arguments.child(\.urlPathMaps, \.id, "path map", named: "--path-map-name", in: resources)
        let gateway = resources.applicationGateways[id]!
        resources.applicationGateways[id]!.urlPathMaps[index].pathRules.put(
          URLPathMap.PathRule(
            id: gateway.urlPathMaps[index].id.child("pathRules", arguments.text("--name") ?? ""),
            paths: arguments.list("--paths"), backend: try arguments.backend(of: gateway)), \.id)
      },
      AzCommand(
        "network application-gateway url-path-map rule delete",
        [gatewayName, AzOption("--path-map-name", required: true), name]
      ) { arguments, resources throws(ChangeProblem) in
        let (id, index) = try arguments.child(\.urlPathMaps, \.id, "path map", named: "--path-map-name", in: resources)
        let map = resources.applicationGateways[id]!.urlPathMaps[index]
        let name = arguments.text("--name") ?? ""
        guard let place = map.pathRules.firstIndex(where: { $0.id.name.lowercased() == name.lowercased() }) else {
          throw .name(.unknown(name, kind: "path rule of \(map.id.name)", known: map.pathRules.map(\.id.name)))
        }
        resources.applicationGateways[id]!.urlPathMaps[index].pathRules.remove(at: place)
      },
    ] + frontCommands

  /// What faces the clients: no probe looks at it.
  private static let frontCommands: [AzCommand] = [
    front(
      "frontend-port update", "the port that clients connect to", [AzOption("--port", shape: .integer(1...65535))]),
    front(
      "frontend-port create", "the port that clients connect to", [AzOption("--port", shape: .integer(1...65535))]),
    front(
      "http-listener update", "which requests the gateway takes",
      [
        AzOption("--frontend-port"), AzOption("--frontend-ip"), AzOption("--host-name"),
        AzOption("--host-names", shape: .list), AzOption("--ssl-cert"),
      ]),
    front(
      "root-cert create", "the certificates that the gateway trusts",
      [AzOption("--cert-file"), AzOption("--keyvault-secret")]),
    front(
      "root-cert update", "the certificates that the gateway trusts",
      [AzOption("--cert-file"), AzOption("--keyvault-secret")]),
    AzCommand(
      "network application-gateway http-listener create",
      [
        gatewayName, name, AzOption("--frontend-port", required: true), AzOption("--frontend-ip"),
        AzOption("--host-name"), AzOption("--host-names", shape: .list), AzOption("--ssl-cert"),
      ]
    ) { arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--gateway-name", .applicationGateway, in: resources)
      resources.applicationGateways[id]!.listeners.put(
        GatewayListener(
          id: id.child("httpListeners", arguments.text("--name") ?? ""), origin: arguments.origin,
          protocol: arguments.has("--ssl-cert") ? .https : .http,
          hostNames: arguments.list("--host-names") + arguments.list("--host-name")), \.id)
    },
  ]

  private static func front(_ path: String, _ words: String, _ options: [AzOption]) -> AzCommand {
    AzCommand("network application-gateway " + path, [gatewayName, name] + options, unevaluated: words) {
      arguments, resources throws(ChangeProblem) in
      _ = try arguments.resource("--gateway-name", .applicationGateway, in: resources)
    }
  }

  private static func ruleOptions(isNew: Bool) -> [AzOption] {
    [
      gatewayName, name, AzOption("--priority", shape: .integer(1...20000)), AzOption("--http-listener"),
      AzOption("--address-pool"), AzOption("--http-settings"), AzOption("--url-path-map"),
      AzOption("--rule-type", shape: .oneOf(["Basic", "PathBasedRouting"]), default: isNew ? ["Basic"] : []),
      .ignored("--redirect-config"), .ignored("--rewrite-rule-set"),
    ]
  }
}

extension AzArguments {
  /// The pool and the setting that options name.
  fileprivate func backend(
    _ start: String = "--", of gateway: ApplicationGateway,
    replacing old: PoolAndSetting = PoolAndSetting(pool: nil, setting: nil)
  ) throws(ChangeProblem) -> PoolAndSetting {
    PoolAndSetting(
      pool: try part(start + "address-pool", "pool", of: gateway.backendAddressPools.map(\.id)) ?? old.pool,
      setting: try part(start + "http-settings", "HTTP setting", of: gateway.backendSettings.map(\.id))
        ?? old.setting)
  }

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

extension RequestRoutingRule {
  /// Takes over what options say.
  fileprivate mutating func take(_ arguments: AzArguments, of gateway: ApplicationGateway) throws(ChangeProblem) {
    origin = arguments.origin
    priority = arguments.integer("--priority") ?? priority
    listener = try arguments.part("--http-listener", "listener", of: gateway.listeners.map(\.id)) ?? listener
    backend = try arguments.backend(of: gateway, replacing: backend)
    urlPathMap = try arguments.part("--url-path-map", "path map", of: gateway.urlPathMaps.map(\.id)) ?? urlPathMap
    if arguments.has("--rule-type"), arguments.text("--rule-type")?.lowercased() == "basic" { urlPathMap = nil }
  }
}
