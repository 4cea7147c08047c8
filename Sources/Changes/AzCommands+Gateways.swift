import Outcomes
import PacketSets
import Resources

extension AzCommand {
  static let gatewayCommands = [
    gateways.update, state("start", "Running"), state("stop", "Stopped"), pools.create, pools.update, pools.delete,
    settings.create, settings.update, settings.delete, probes.create, probes.update, probes.delete,
  ]

  private static let gateways = AzGroup<ApplicationGateway>(
    path: "network application-gateway", kind: .applicationGateway, levels: [.init(.name)],
    store: .collection(\.applicationGateways),
    fields: [
      .integer(AzOption("--capacity", shape: .integer(1...125), property: "sku.capacity"), \.scale.instances),
      .integer(
        AzOption("--min-capacity", shape: .integer(0...125), property: "autoscaleConfiguration.minCapacity"),
        \.scale.minimum),
      .integer(
        AzOption("--max-capacity", shape: .integer(2...125), property: "autoscaleConfiguration.maxCapacity"),
        \.scale.maximum),
    ],
    unread: [
      .ignored("--http2", shape: .oneOf(["Enabled", "Disabled"])), .ignored("--tags", shape: .list),
    ],
    unevaluated: { arguments in
      ["--capacity", "--min-capacity", "--max-capacity"].contains(where: arguments.has)
        ? "how much the gateway carries (only requests show it, where a scenario states the load)" : nil
    },
    make: { id, origin, _ in
      ApplicationGateway(
        id: id, origin: origin, skuName: "", operationalState: nil, provisioningState: nil, isIsolated: false,
        subnet: nil, frontendAddresses: [], backendAddressPools: [], backendSettings: [], probes: [], listeners: [],
        urlPathMaps: [], requestRoutingRules: [])
    },
    finish: { _, _, _, gateway throws(ChangeProblem) in
      // Even without an option it puts the gateway anew, which is how a failed one is brought back.
      if gateway.provisioningState != nil { gateway.provisioningState = "Succeeded" }
    },
    isTouch: { old, new in
      old.provisioningState?.lowercased() == "failed" && new.provisioningState?.lowercased() == "succeeded"
    })

  private static func state(_ verb: String, _ state: String) -> AzCommand {
    AzCommand("network application-gateway " + verb, [.name]) { arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--name", .applicationGateway, in: resources)
      resources.applicationGateways[id]!.operationalState = state
    } requests: { edit in
      edit.after.applicationGateways.values.filter { gateway in
        guard let old = edit.before.applicationGateways[gateway.id] else { return false }
        return gateway.operationalState == state && old.operationalState != state
      }.map { AzRequest(id: $0.id, options: gateways.key($0.id)) }
    }
  }

  private static let pools = AzGroup<BackendAddressPool>.gatewayParts(
    "address-pool", "backendAddressPools", "pool", \.backendAddressPools, \.id,
    fields: [
      AzField(option: AzOption("--servers", shape: .list)) { arguments, _, pool throws(ChangeProblem) in
        // Network interfaces name the pool on their side, and stay.
        pool.members = arguments.members + pool.members.filter { $0.server == nil }
      } say: { pool, _ in
        let servers = pool.members.compactMap(\.server)
        return servers.isEmpty ? nil : servers
      }
    ]
  ) { BackendAddressPool(id: $0, origin: $1, members: []) }.releasing { scope, pool throws(ChangeProblem) in
    if scope.gateway?.isUsed(pool.id, by: \.pool) ?? false { throw .refused(.invalidReference) }
  }

  /// Seconds for requests in flight; 0 disables draining.
  private static let draining: AzField<BackendSetting> = {
    var field = AzField<BackendSetting>(
      option: AzOption("--connection-draining-timeout", shape: .integer(0...3600))
    ) { arguments, _, setting throws(ChangeProblem) in
      let seconds = arguments.integer("--connection-draining-timeout")
      setting.drainTimeoutSeconds = seconds == 0 ? nil : seconds
    } say: { setting, _ in
      setting.drainTimeoutSeconds.map { [String($0)] }
    }
    field.nothing = ["0"]
    return field
  }()

  private static let settings = AzGroup<BackendSetting>.gatewayParts(
    "http-settings", "backendHttpSettingsCollection", "HTTP setting", \.backendSettings, \.id,
    fields: [
      .port(AzOption("--port", shape: .integer(1...65535), required: true), \.port),
      .choice(
        AzOption("--protocol", shape: .oneOf(GatewayProtocol.allCases.map(\.rawValue)), default: ["Http"]),
        \.protocol),
      .integer(AzOption("--timeout", shape: .integer(1...86400)), \.requestTimeoutSeconds),
      .text(AzOption("--host-name"), \.hostName),
      .truth(AzOption("--host-name-from-backend-pool", shape: .truth), \.pickHostNameFromBackendAddress),
      .part(AzOption("--probe"), "probe", \.probes, \.id, \.probe),
      .parts(
        AzOption("--root-certs", shape: .list), "root certificate", \.trustedRootCertificates, \.id,
        \.tls.trustedRootCertificates),
      .parts(
        AzOption("--auth-certs", shape: .list), "authentication certificate", \.authenticationCertificates, \.id,
        \.tls.authenticationCertificates),
      .text(AzOption("--sni-name"), \.tls.sniName),
      .truth(AzOption("--validate-sni", shape: .truth), \.tls.validateSNI),
      .truth(
        AzOption("--validate-cert-chain-and-expiry", "--validate-cert-ce", shape: .truth),
        \.tls.validateCertChainAndExpiry),
      .text(AzOption("--path"), \.path), draining,
    ],
    unread: [
      .ignored("--cookie-based-affinity", shape: .oneOf(["Enabled", "Disabled"])),
      .ignored("--affinity-cookie-name"), .ignored("--enable-probe", shape: .truth),
    ]
  ) { id, origin in
    BackendSetting(
      id: id, origin: origin, port: 80, protocol: .http, requestTimeoutSeconds: 20, hostName: nil,
      pickHostNameFromBackendAddress: false, probe: nil)
  }.finishing { arguments, _, _, setting throws(ChangeProblem) in
    setting.origin = arguments.origin
  }.releasing { scope, setting throws(ChangeProblem) in
    if scope.gateway?.isUsed(setting.id, by: \.setting) ?? false { throw .refused(.invalidReference) }
  }

  private static let probes = AzGroup<Probe>.gatewayParts(
    "probe", "probes", "probe", \.probes, \.id,
    fields: [
      .choice(AzOption("--protocol", shape: .oneOf(GatewayProtocol.allCases.map(\.rawValue))), \.protocol),
      .text(AzOption("--host"), \.host), .text(AzOption("--path"), \.path, missing: "/"),
      AzField(option: AzOption("--port", shape: .integer(1...65535))) { arguments, _, probe throws(ChangeProblem) in
        probe.port = arguments.integer("--port").map { UInt16($0) }
      } say: { probe, _ in
        probe.port.map { [String($0)] }
      },
      .integer(AzOption("--interval", shape: .integer(1...86400), default: ["30"]), \.intervalSeconds),
      .integer(AzOption("--timeout", shape: .integer(1...86400), default: ["120"]), \.timeoutSeconds),
      .integer(AzOption("--threshold", shape: .integer(1...20), default: ["8"]), \.unhealthyThreshold),
      AzField(option: AzOption("--match-status-codes", shape: .list)) { arguments, _, probe throws(ChangeProblem) in
        probe.statusCodes = try arguments.statusCodes("--match-status-codes")
      } say: { probe, _ in
        probe.statusCodes.isEmpty
          ? nil
          : probe.statusCodes.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      },
      .text(AzOption("--match-body"), \.body, missing: ""),
      .integer(AzOption("--min-servers", shape: .integer(0...1200)), \.minServers),
      .truth(
        AzOption("--host-name-from-http-settings", "--from-http-settings", shape: .truth),
        \.pickHostNameFromBackendSettings),
    ]
  ) { id, origin in
    Probe(
      id: id, origin: origin, protocol: .http, host: nil, path: "/", port: nil, intervalSeconds: 30,
      timeoutSeconds: 30, unhealthyThreshold: 3, pickHostNameFromBackendSettings: false, minServers: 0,
      statusCodes: [], body: "")
  }.finishing { arguments, _, _, probe throws(ChangeProblem) in
    probe.origin = arguments.origin
  }.releasing { scope, probe throws(ChangeProblem) in
    let name = probe.id.name.lowercased()
    if scope.gateway?.backendSettings.contains(where: { $0.probe?.name.lowercased() == name }) ?? false {
      throw .refused(.invalidReference)
    }
  }
}

extension AzArguments {
  /// Status codes such as `200-399`.
  fileprivate func statusCodes(_ option: String) throws(ChangeProblem) -> [ClosedRange<Int>] {
    var codes: [ClosedRange<Int>] = []
    for written in list(option).flatMap({ $0.split(separator: ",") }) {
      let ends = written.split(separator: "-").map { Int($0) ?? -1 }
      guard let low = ends.first, let high = ends.last, (1...2).contains(ends.count), 100 <= low, low <= high,
        high <= 599
      else { throw .illegalValue(option: option, found: String(written), legal: ["200-399", "401"]) }
      codes.append(low...high)
    }
    return codes
  }
}

extension BackendAddressPool.Member {
  /// As `--servers` names it; nil for a network interface.
  fileprivate var server: String? {
    switch self {
    case .address(let address, _): address.description
    case .fqdn(let name, _): name
    case .ipConfiguration: nil
    }
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
