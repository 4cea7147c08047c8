import Resources
import TestSupport
import Testing

@testable import Changes

/// Every writing command of Microsoft's guide to HTTP 502 errors of Application Gateway, with nothing but its variables set.
@Suite struct GuideTests {
  private static let variables = [
    "SUBSCRIPTION": "00000000-0000-0000-0000-000000000000", "RG": "rg-test", "RESOURCE_NAME": "agw",
    "NSG_NAME": "nsg-backend", "DENY_RULE_NAME": "Deny", "DENY_NEW_PRIORITY": "4000",
    "APPGW_SUBNET_CIDR": "10.0.1.0/24", "BACKEND_PORT": "80", "RULE_PRIORITY": "150", "HTTP_SETTINGS_NAME": "setting",
    "PROBE_NAME": "probe", "PROBE_HOST": "app.contoso.com", "APIM_GATEWAY_FQDN": "apim.contoso.com",
    "APPGW_NSG_NAME": "nsg-agw", "MGMT_RULE_PRIORITY": "110", "BACKEND_POOL_NAME": "pool",
    "BACKEND_IP_OR_FQDN": "10.0.2.5", "FRONTEND_PORT_NAME": "port", "ROOT_CERT_NAME": "root",
    "PATH_TO_ROOT_CA_CER": "ca.cer", "MAX_CAPACITY": "20", "INSTANCE_COUNT": "4", "BACKEND_HOSTNAME": "app.contoso.com",
    "WEBAPP_RG": "rg-web", "WEBAPP_NAME": "app", "ALLOW_CIDR": "10.0.1.0/24",
  ]

  private static let gateway =
    #"--gateway-name "$RESOURCE_NAME" --resource-group "$RG" --subscription "$SUBSCRIPTION" "#
  private static let group = #"--nsg-name "$NSG_NAME" --resource-group "$RG" --subscription "$SUBSCRIPTION" "#
  private static let itself = #"--name "$RESOURCE_NAME" --resource-group "$RG" --subscription "$SUBSCRIPTION" "#

  /// The commands by the guide's resolution, in its order.
  private static let commands: [(resolution: String, command: String)] = [
    ("A", "network nsg rule delete " + group + #"--name "$DENY_RULE_NAME""#),
    ("A", "network nsg rule update " + group + #"--name "$DENY_RULE_NAME" --priority "$DENY_NEW_PRIORITY""#),
    (
      "A",
      "network nsg rule create " + group
        + #"--name Allow-AppGW-To-Backend --priority "$RULE_PRIORITY" --direction Inbound "#
        + #"--source-address-prefix "$APPGW_SUBNET_CIDR" --destination-port-range "$BACKEND_PORT" --protocol Tcp --access Allow"#
    ),
    (
      "C",
      "network application-gateway probe create " + gateway
        + #"--name "$PROBE_NAME" --protocol Http --host "$PROBE_HOST" --path /health --interval 30 --timeout 30 "#
        + #"--threshold 3 --match-status-codes "200-399""#
    ),
    (
      "C",
      "network application-gateway http-settings update " + gateway
        + #"--name "$HTTP_SETTINGS_NAME" --probe "$PROBE_NAME""#
    ),
    (
      "C",
      "network application-gateway probe create " + gateway
        + #"--name apim-health-probe --protocol Https --host "$APIM_GATEWAY_FQDN" --path /status-0123456789abcdef "#
        + #"--interval 30 --timeout 30 --threshold 3 --match-status-codes "200-399""#
    ),
    (
      "C",
      #"network nsg rule create --nsg-name "$APPGW_NSG_NAME" --resource-group "$RG" --subscription "$SUBSCRIPTION" "#
        + #"--name Allow-AppGW-Management --priority "$MGMT_RULE_PRIORITY" --direction Inbound "#
        + #"--source-address-prefix GatewayManager --destination-port-range "65200-65535" --protocol Tcp --access Allow"#
    ),
    (
      "D",
      "network application-gateway address-pool update " + gateway
        + #"--name "$BACKEND_POOL_NAME" --servers "$BACKEND_IP_OR_FQDN""#
    ),
    ("E", "network application-gateway frontend-port update " + gateway + #"--name "$FRONTEND_PORT_NAME" --port 8080"#),
    (
      "F",
      "network application-gateway root-cert create " + gateway
        + #"--name "$ROOT_CERT_NAME" --cert-file "$PATH_TO_ROOT_CA_CER""#
    ),
    (
      "F",
      "network application-gateway http-settings update " + gateway
        + #"--name "$HTTP_SETTINGS_NAME" --protocol Https --port 443"#
    ),
    (
      "F",
      "network application-gateway http-settings update " + gateway
        + #"--name "$HTTP_SETTINGS_NAME" --root-certs "$ROOT_CERT_NAME""#
    ),
    ("G", "network application-gateway start " + itself), ("G", "network application-gateway update " + itself),
    ("H", "network application-gateway update " + itself + #"--max-capacity "$MAX_CAPACITY""#),
    ("H", "network application-gateway update " + itself + #"--capacity "$INSTANCE_COUNT""#),
    (
      "I",
      "network application-gateway http-settings update " + gateway
        + #"--name "$HTTP_SETTINGS_NAME" --host-name-from-backend-pool true"#
    ),
    (
      "I",
      "network application-gateway http-settings update " + gateway
        + #"--name "$HTTP_SETTINGS_NAME" --host-name "$BACKEND_HOSTNAME""#
    ),
    (
      "I",
      #"webapp config access-restriction add --name "$WEBAPP_NAME" --resource-group "$WEBAPP_RG" "#
        + #"--subscription "$SUBSCRIPTION" --rule-name Allow-AppGateway --priority 100 --action Allow "#
        + #"--ip-address "$ALLOW_CIDR""#
    ),
  ]

  private static let webApp =
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-web/providers/Microsoft.Web/sites/app"

  private static var scenario: Scenario {
    var scenario = Scenario()
    scenario.backendGroup = [.deny("Deny", 200, port: "80")]
    scenario.gatewayGroup = [.allowManagers]
    scenario.gateway.probe = [:]
    scenario.gateway.others["frontendPorts"] = [
      ["id": GatewayText.child("frontendPorts", "port"), "name": "port", "port": 80]
    ]
    scenario.gateway.others["trustedRootCertificates"] = [
      ["id": GatewayText.child("trustedRootCertificates", "root"), "name": "root"]
    ]
    scenario.others["webApps"] = [["id": .string(webApp), "name": "app", "defaultHostName": "app.azurewebsites.net"]]
    return scenario
  }

  @Test(arguments: commands) func `a command of the guide is a change`(resolution: String, command: String) throws {
    let prompts = Self.variables.keys.sorted().map { "[ -z \"$\($0)\" ] && read -rp \"\($0): \" \($0)" }
    let script = (["# Values that are not set yet"] + prompts + ["az " + command.replacing(" --", with: " \\\n  --")])
      .joined(separator: "\n")
    #expect(try problem(script, on: Self.scenario, Self.variables) == nil)
    #expect(try "\(String(describing: problem(script, on: Self.scenario)))".contains("unsetVariable"))
  }

  @Test func `the guide's option that az does not have is not had here either`() throws {
    let command =
      "az network application-gateway http-settings update " + Self.gateway
      + #"--name "$HTTP_SETTINGS_NAME" --connection-draining-enabled true --connection-draining-timeout 60"#
    guard case .unknownOption(let name, _, let known)? = try problem(command, on: Self.scenario, Self.variables) else {
      Issue.record("no problem")
      return
    }
    #expect(name == "--connection-draining-enabled")
    #expect(known.contains("--connection-draining-timeout"))
  }
}
