import JSONText

/// An application gateway to write: one pool `pool`, one setting `setting` on port 80, and one rule that joins them.
package struct GatewayText {
  package var sku = "Standard_v2"
  package var operationalState: String? = "Running"
  package var provisioningState = "Succeeded"
  package var isIsolated = false
  /// Members of the pool: addresses and FQDNs.
  package var members: [String] = ["10.0.2.4"]
  /// The pool's `backendIPConfigurations`.
  package var configurations: [JSONValue] = []
  /// Members of the setting besides `name`, or instead of the base's.
  package var setting: [String: JSONValue] = [:]
  /// The custom probe; nil for the default one.
  package var probe: [String: JSONValue]?
  /// Arrays besides or instead of the base's.
  package var others: [String: JSONValue] = [:]

  package init() {}

  /// A pool with members given by address or FQDN.
  package static func pool(_ name: String, _ members: [String] = [], configurations: [JSONValue] = []) -> JSONValue {
    [
      "backendAddresses": .array(
        members.map { [$0.first?.isNumber == true ? "ipAddress" : "fqdn": .string($0)] }),
      "backendIPConfigurations": .array(configurations), "id": child("backendAddressPools", name),
      "name": .string(name),
    ]
  }

  /// A setting.
  package static func setting(_ name: String, _ fields: [String: JSONValue] = [:]) -> JSONValue {
    .sorted(
      [
        "cookieBasedAffinity": "Disabled", "id": child("backendHttpSettingsCollection", name), "name": .string(name),
        "port": 80, "protocol": "Http", "requestTimeout": 20,
      ].merging(fields) { $1 }.mapValues { $0 })
  }

  /// A rule that joins a pool and a setting.
  package static func rule(_ name: String, pool: String, setting: String, priority: Int = 100) -> JSONValue {
    [
      "backendAddressPool": ["id": child("backendAddressPools", pool)],
      "backendHttpSettings": ["id": child("backendHttpSettingsCollection", setting)],
      "httpListener": ["id": child("httpListeners", "listener")], "id": child("requestRoutingRules", name),
      "name": .string(name), "priority": .integer(priority), "ruleType": "Basic",
    ]
  }

  /// The id of a part of the gateway.
  package static func child(_ segment: String, _ name: String) -> JSONValue {
    .string(idText(["applicationGateways", "agw", segment, name]))
  }

  /// As `az network application-gateway show` prints it.
  package var json: JSONValue {
    var setting = setting
    if probe != nil { setting["probe"] = ["id": Self.child("probes", "probe")] }
    let base: [String: JSONValue?] = [
      "backendAddressPools": [Self.pool("pool", members, configurations: configurations)],
      "backendHttpSettingsCollection": [Self.setting("setting", setting)],
      "gatewayIPConfigurations": [
        ["name": "gateway-ip", "subnet": reference("virtualNetworks", "vnet-a", "subnets", "snet-agw")]
      ],
      "httpListeners": [["id": Self.child("httpListeners", "listener"), "name": "listener", "protocol": "Http"]],
      "id": id("applicationGateways", "agw"), "name": "agw", "operationalState": operationalState.map { .string($0) },
      "probes": probe.map { [Self.probe($0)] } ?? [], "provisioningState": .string(provisioningState),
      "requestRoutingRules": [Self.rule("rule", pool: "pool", setting: "setting")],
      "sku": ["name": .string(sku), "tier": .string(sku)],
      "tags": isIsolated ? ["EnhancedNetworkControl": "True"] : [:], "type": "Microsoft.Network/applicationGateways",
      "urlPathMaps": [],
    ]
    return .sorted(base.merging(others.mapValues { $0 }) { $1 })
  }

  private static func probe(_ fields: [String: JSONValue]) -> JSONValue {
    .sorted(
      [
        "id": child("probes", "probe"), "interval": 30, "name": "probe", "path": "/", "protocol": "Http", "timeout": 30,
        "unhealthyThreshold": 3,
      ].merging(fields) { $1 }.mapValues { $0 })
  }
}
