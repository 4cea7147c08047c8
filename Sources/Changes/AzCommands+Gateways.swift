import Outcomes
import PacketSets
import Resources

extension AzCommand {
  static let gatewayName = AzOption("--gateway-name", required: true)
  static let name = AzOption("--name", "-n", required: true)

  static let gatewayCommands: [AzCommand] = [
    AzCommand("network application-gateway start", [name]) { arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--name", .applicationGateway, in: resources)
      resources.applicationGateways[id]!.operationalState = "Running"
    },
    AzCommand("network application-gateway stop", [name]) { arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--name", .applicationGateway, in: resources)
      resources.applicationGateways[id]!.operationalState = "Stopped"
    },
    AzCommand(
      "network application-gateway update",
      [
        name, .ignored("--capacity", shape: .integer(1...125)), .ignored("--min-capacity", shape: .integer(0...125)),
        .ignored("--max-capacity", shape: .integer(2...125)),
        .ignored("--http2", shape: .oneOf(["Enabled", "Disabled"])), .ignored("--tags", shape: .list),
      ]
    ) { arguments, resources throws(ChangeProblem) in
      // Even without an option it puts the gateway anew, which is how a failed one is brought back.
      let id = try arguments.resource("--name", .applicationGateway, in: resources)
      if resources.applicationGateways[id]!.provisioningState != nil {
        resources.applicationGateways[id]!.provisioningState = "Succeeded"
      }
    },
    AzCommand(
      "network application-gateway address-pool create", [gatewayName, name, AzOption("--servers", shape: .list)]
    ) { arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--gateway-name", .applicationGateway, in: resources)
      let pool = BackendAddressPool(
        id: id.child("backendAddressPools", arguments.text("--name") ?? ""), origin: arguments.origin,
        members: arguments.members)
      resources.applicationGateways[id]!.backendAddressPools.put(pool, \.id)
    },
    AzCommand(
      "network application-gateway address-pool update", [gatewayName, name, AzOption("--servers", shape: .list)]
    ) { arguments, resources throws(ChangeProblem) in
      let (id, index) = try arguments.child(\.backendAddressPools, \.id, "pool", in: resources)
      if arguments.has("--servers") {
        let cards = resources.applicationGateways[id]!.backendAddressPools[index].members.filter {
          if case .ipConfiguration = $0 { true } else { false }
        }
        resources.applicationGateways[id]!.backendAddressPools[index].members = arguments.members + cards
      }
    },
    AzCommand("network application-gateway address-pool delete", [gatewayName, name]) {
      arguments, resources throws(ChangeProblem) in
      let (id, index) = try arguments.child(\.backendAddressPools, \.id, "pool", in: resources)
      let gateway = resources.applicationGateways[id]!
      if gateway.isUsed(gateway.backendAddressPools[index].id, by: \.pool) { throw .refused(.invalidReference) }
      resources.applicationGateways[id]!.backendAddressPools.remove(at: index)
    },
    AzCommand("network application-gateway http-settings create", settingOptions(isNew: true)) {
      arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--gateway-name", .applicationGateway, in: resources)
      let setting = try BackendSetting(
        arguments, id: id.child("backendHttpSettingsCollection", arguments.text("--name") ?? ""), replacing: nil,
        of: resources.applicationGateways[id]!)
      resources.applicationGateways[id]!.backendSettings.put(setting, \.id)
    },
    AzCommand("network application-gateway http-settings update", settingOptions(isNew: false)) {
      arguments, resources throws(ChangeProblem) in
      let (id, index) = try arguments.child(\.backendSettings, \.id, "HTTP setting", in: resources)
      let old = resources.applicationGateways[id]!.backendSettings[index]
      resources.applicationGateways[id]!.backendSettings[index] = try BackendSetting(
        arguments, id: old.id, replacing: old, of: resources.applicationGateways[id]!)
    },
    AzCommand("network application-gateway http-settings delete", [gatewayName, name]) {
      arguments, resources throws(ChangeProblem) in
      let (id, index) = try arguments.child(\.backendSettings, \.id, "HTTP setting", in: resources)
      let gateway = resources.applicationGateways[id]!
      if gateway.isUsed(gateway.backendSettings[index].id, by: \.setting) { throw .refused(.invalidReference) }
      resources.applicationGateways[id]!.backendSettings.remove(at: index)
    },
    AzCommand("network application-gateway probe create", probeOptions(isNew: true)) {
      arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--gateway-name", .applicationGateway, in: resources)
      let probe = try Probe(arguments, id: id.child("probes", arguments.text("--name") ?? ""), replacing: nil)
      resources.applicationGateways[id]!.probes.put(probe, \.id)
    },
    AzCommand("network application-gateway probe update", probeOptions(isNew: false)) {
      arguments, resources throws(ChangeProblem) in
      let (id, index) = try arguments.child(\.probes, \.id, "probe", in: resources)
      let old = resources.applicationGateways[id]!.probes[index]
      resources.applicationGateways[id]!.probes[index] = try Probe(arguments, id: old.id, replacing: old)
    },
    AzCommand("network application-gateway probe delete", [gatewayName, name]) {
      arguments, resources throws(ChangeProblem) in
      let (id, index) = try arguments.child(\.probes, \.id, "probe", in: resources)
      let gateway = resources.applicationGateways[id]!
      let name = gateway.probes[index].id.name.lowercased()
      if gateway.backendSettings.contains(where: { $0.probe?.name.lowercased() == name }) {
        throw .refused(.invalidReference)
      }
      resources.applicationGateways[id]!.probes.remove(at: index)
    },
  ]

  private static func settingOptions(isNew: Bool) -> [AzOption] {
    [
      gatewayName, name, AzOption("--port", shape: .integer(1...65535), required: isNew),
      AzOption(
        "--protocol", shape: .oneOf(GatewayProtocol.allCases.map(\.rawValue)), default: isNew ? ["Http"] : []),
      AzOption("--timeout", shape: .integer(1...86400)), AzOption("--host-name"),
      AzOption("--host-name-from-backend-pool", shape: .truth), AzOption("--probe"), .ignored("--path"),
      .ignored("--cookie-based-affinity", shape: .oneOf(["Enabled", "Disabled"])), .ignored("--affinity-cookie-name"),
      .ignored("--enable-probe", shape: .truth), .ignored("--root-certs", shape: .list),
      .ignored("--auth-certs", shape: .list), .ignored("--connection-draining-timeout", shape: .integer(0...3600)),
      .ignored("--sni-name"), .ignored("--validate-sni", shape: .truth),
      .ignored("--validate-cert-chain-and-expiry", shape: .truth),
    ]
  }

  private static func probeOptions(isNew: Bool) -> [AzOption] {
    func number(_ name: String, _ range: ClosedRange<Int>, _ fallback: String) -> AzOption {
      AzOption(name, shape: .integer(range), default: isNew ? [fallback] : [])
    }
    return [
      gatewayName, name, AzOption("--protocol", shape: .oneOf(GatewayProtocol.allCases.map(\.rawValue))),
      AzOption("--host"), AzOption("--path"), AzOption("--port", shape: .integer(1...65535)),
      number("--interval", 1...86400, "30"), number("--timeout", 1...86400, "120"), number("--threshold", 1...20, "8"),
      AzOption("--match-status-codes", shape: .list), AzOption("--match-body"),
      AzOption("--min-servers", shape: .integer(0...1200)),
      AzOption("--host-name-from-http-settings", "--from-http-settings", shape: .truth),
    ]
  }
}

extension ApplicationGateway {
  /// Whether a rule or a path map leads to a pool or a setting.
  fileprivate func isUsed(_ id: ResourceID, by part: KeyPath<PoolAndSetting, Reference?>) -> Bool {
    let maps = urlPathMaps.flatMap { [$0.defaultBackend] + $0.pathRules.map(\.backend) }
    return (requestRoutingRules.map(\.backend) + maps).contains {
      $0[keyPath: part]?.name.lowercased() == id.name.lowercased()
    }
  }
}

extension BackendSetting {
  fileprivate init(
    _ arguments: AzArguments, id: ResourceID, replacing old: BackendSetting?, of gateway: ApplicationGateway
  ) throws(ChangeProblem) {
    var probe = old?.probe
    if arguments.has("--probe") { probe = try arguments.part("--probe", "probe", of: gateway.probes.map(\.id)) }
    self.init(
      id: id, origin: arguments.origin, port: arguments.integer("--port").map { UInt16($0) } ?? old?.port ?? 80,
      protocol: arguments.value("--protocol", as: GatewayProtocol.self) ?? old?.protocol ?? .http,
      requestTimeoutSeconds: arguments.integer("--timeout") ?? old?.requestTimeoutSeconds ?? 20,
      hostName: arguments.has("--host-name") ? arguments.text("--host-name") : old?.hostName,
      pickHostNameFromBackendAddress: arguments.truth("--host-name-from-backend-pool")
        ?? old?.pickHostNameFromBackendAddress ?? false,
      probe: probe)
    tls = old?.tls ?? BackendTLS()
  }
}

extension Probe {
  fileprivate init(_ arguments: AzArguments, id: ResourceID, replacing old: Probe?) throws(ChangeProblem) {
    var codes = old?.statusCodes ?? []
    if arguments.has("--match-status-codes") {
      codes = []
      for written in arguments.list("--match-status-codes").flatMap({ $0.split(separator: ",") }) {
        let ends = written.split(separator: "-").map { Int($0) ?? -1 }
        guard let low = ends.first, let high = ends.last, (1...2).contains(ends.count), 100 <= low, low <= high,
          high <= 599
        else { throw .illegalValue(option: "--match-status-codes", found: String(written), legal: ["200-399", "401"]) }
        codes.append(low...high)
      }
    }
    self.init(
      id: id, origin: arguments.origin,
      protocol: arguments.value("--protocol", as: GatewayProtocol.self) ?? old?.protocol ?? .http,
      host: arguments.has("--host") ? arguments.text("--host") : old?.host,
      path: arguments.text("--path") ?? old?.path ?? "/",
      port: arguments.integer("--port").map { UInt16($0) } ?? old?.port,
      intervalSeconds: arguments.integer("--interval") ?? old?.intervalSeconds ?? 30,
      timeoutSeconds: arguments.integer("--timeout") ?? old?.timeoutSeconds ?? 30,
      unhealthyThreshold: arguments.integer("--threshold") ?? old?.unhealthyThreshold ?? 3,
      pickHostNameFromBackendSettings: arguments.truth("--host-name-from-http-settings")
        ?? old?.pickHostNameFromBackendSettings ?? false,
      minServers: arguments.integer("--min-servers") ?? old?.minServers ?? 0, statusCodes: codes,
      body: arguments.has("--match-body") ? arguments.text("--match-body") ?? "" : old?.body ?? "")
    enableProbeProxyProtocolHeader = old?.enableProbeProxyProtocolHeader ?? false
  }
}
