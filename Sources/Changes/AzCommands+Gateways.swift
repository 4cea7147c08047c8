import Outcomes
import PacketSets
import Resources

extension AzCommand {
  private static let gateway = AzOption("--gateway-name", required: true)
  private static let name = AzOption("--name", "-n", required: true)

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
      "network application-gateway address-pool create", [gateway, name, AzOption("--servers", shape: .list)]
    ) { arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--gateway-name", .applicationGateway, in: resources)
      let pool = id.child("backendAddressPools", arguments.text("--name") ?? "")
      resources.applicationGateways[id]!.backendAddressPools.removeAll { $0.id == pool }
      resources.applicationGateways[id]!.backendAddressPools.append(
        BackendAddressPool(id: pool, origin: arguments.origin, members: arguments.members))
    },
    AzCommand(
      "network application-gateway address-pool update", [gateway, name, AzOption("--servers", shape: .list)]
    ) { arguments, resources throws(ChangeProblem) in
      let (id, index) = try arguments.child(\.backendAddressPools, \.id, "pool", in: resources)
      if arguments.has("--servers") {
        let cards = resources.applicationGateways[id]!.backendAddressPools[index].members.filter {
          if case .ipConfiguration = $0 { true } else { false }
        }
        resources.applicationGateways[id]!.backendAddressPools[index].members = arguments.members + cards
      }
    },
    AzCommand("network application-gateway http-settings create", settingOptions(isNew: true)) {
      arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--gateway-name", .applicationGateway, in: resources)
      let setting = try BackendSetting(
        arguments, id: id.child("backendHttpSettingsCollection", arguments.text("--name") ?? ""), replacing: nil)
      resources.applicationGateways[id]!.backendSettings.removeAll { $0.id == setting.id }
      resources.applicationGateways[id]!.backendSettings.append(setting)
    },
    AzCommand("network application-gateway http-settings update", settingOptions(isNew: false)) {
      arguments, resources throws(ChangeProblem) in
      let (id, index) = try arguments.child(\.backendSettings, \.id, "HTTP setting", in: resources)
      let old = resources.applicationGateways[id]!.backendSettings[index]
      resources.applicationGateways[id]!.backendSettings[index] = try BackendSetting(
        arguments, id: old.id, replacing: old)
    },
    AzCommand("network application-gateway probe create", probeOptions(isNew: true)) {
      arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--gateway-name", .applicationGateway, in: resources)
      let probe = try Probe(arguments, id: id.child("probes", arguments.text("--name") ?? ""), replacing: nil)
      resources.applicationGateways[id]!.probes.removeAll { $0.id == probe.id }
      resources.applicationGateways[id]!.probes.append(probe)
    },
    AzCommand("network application-gateway probe update", probeOptions(isNew: false)) {
      arguments, resources throws(ChangeProblem) in
      let (id, index) = try arguments.child(\.probes, \.id, "probe", in: resources)
      let old = resources.applicationGateways[id]!.probes[index]
      resources.applicationGateways[id]!.probes[index] = try Probe(arguments, id: old.id, replacing: old)
    },
  ]

  private static func settingOptions(isNew: Bool) -> [AzOption] {
    [
      gateway, name, AzOption("--port", shape: .integer(1...65535), required: isNew),
      AzOption("--protocol", shape: .oneOf(["Http", "Https"]), default: isNew ? ["Http"] : []),
      AzOption("--timeout", shape: .integer(1...86400)), AzOption("--host-name"),
      AzOption("--host-name-from-backend-pool", shape: .truth), AzOption("--probe"), AzOption("--path"),
      AzOption("--cookie-based-affinity", shape: .oneOf(["Enabled", "Disabled"])),
      AzOption("--enable-probe", shape: .truth),
    ]
  }

  private static func probeOptions(isNew: Bool) -> [AzOption] {
    [
      gateway, name, AzOption("--protocol", shape: .oneOf(GatewayProtocol.allCases.map(\.rawValue)), required: isNew),
      AzOption("--host"), AzOption("--path", required: isNew), AzOption("--port", shape: .integer(1...65535)),
      AzOption("--interval", shape: .integer(1...86400)), AzOption("--timeout", shape: .integer(1...86400)),
      AzOption("--threshold", shape: .integer(1...20)), AzOption("--match-status-codes", shape: .list),
      AzOption("--match-body"), AzOption("--min-servers", shape: .integer(0...1200)),
      AzOption("--host-name-from-http-settings", shape: .truth),
    ]
  }
}

extension AzArguments {
  /// Members as `--servers` names them.
  fileprivate var members: [BackendAddressPool.Member] {
    list("--servers").filter { !$0.isEmpty }.map { written in
      IPAddress(written).map { .address($0, origin: origin) } ?? .fqdn(written, origin: origin)
    }
  }

  /// The child of a gateway that `--name` names.
  fileprivate func child<T>(
    _ children: KeyPath<ApplicationGateway, [T]>, _ id: KeyPath<T, ResourceID>, _ kind: String, in resources: Resources
  ) throws(ChangeProblem) -> (ResourceID, Int) {
    let gateway = try resource("--gateway-name", .applicationGateway, in: resources)
    let known = resources.applicationGateways[gateway]![keyPath: children]
    let name = text("--name") ?? ""
    guard let index = known.firstIndex(where: { $0[keyPath: id].name.lowercased() == name.lowercased() }) else {
      throw .name(.unknown(name, kind: "\(kind) of \(gateway.name)", known: known.map { $0[keyPath: id].name }))
    }
    return (gateway, index)
  }
}

extension BackendSetting {
  fileprivate init(_ arguments: AzArguments, id: ResourceID, replacing old: BackendSetting?) throws(ChangeProblem) {
    var probe = old?.probe
    if arguments.has("--probe") {
      probe = arguments.text("--probe").map { name in
        Reference(ResourceID(name).map { .id($0) } ?? .tail([name]), origin: arguments.origin)
      }
    }
    self.init(
      id: id, origin: arguments.origin, port: arguments.integer("--port").map { UInt16($0) } ?? old?.port ?? 80,
      protocol: arguments.value("--protocol", as: GatewayProtocol.self) ?? old?.protocol ?? .http,
      requestTimeoutSeconds: arguments.integer("--timeout") ?? old?.requestTimeoutSeconds ?? 30,
      hostName: arguments.has("--host-name") ? arguments.text("--host-name") : old?.hostName,
      pickHostNameFromBackendAddress: arguments.truth("--host-name-from-backend-pool")
        ?? old?.pickHostNameFromBackendAddress ?? false,
      probe: probe)
  }
}

extension Probe {
  fileprivate init(_ arguments: AzArguments, id: ResourceID, replacing old: Probe?) throws(ChangeProblem) {
    var codes = old?.statusCodes ?? []
    if arguments.has("--match-status-codes") {
      codes = []
      for written in arguments.list("--match-status-codes").flatMap({ $0.split(separator: ",") }) {
        let ends = written.split(separator: "-").compactMap { Int($0) }
        guard let low = ends.first, let high = ends.last, (1...2).contains(ends.count), low <= high else {
          throw .illegalValue(option: "--match-status-codes", found: String(written), legal: ["200-399", "401"])
        }
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
  }
}
