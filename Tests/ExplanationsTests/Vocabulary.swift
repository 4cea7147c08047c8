import JSONText
import Loading
import Outcomes
import PacketSets
import Resources

@testable import Explanations

/// One value of each case of the vocabularies that are not `CaseIterable`.
enum Vocabulary {
  static let address = IPAddress("10.0.2.4")!
  static let group = id("networkSecurityGroups", "nsg-api")
  static let subnet = id("virtualNetworks/subnets", "vnet", "snet-api")
  static let text = SourceText(name: "nsg.json", bytes: Array(#"{"a": [1, 2]}"#.utf8))
  static let origin = Origin(text: text, path: .root.appending(key: "a").appending(index: 1))

  static func id(_ type: String, _ names: String...) -> ResourceID {
    ResourceID(subscription: "s", resourceGroup: "rg", type: "Microsoft.Network/" + type, names: names)
  }

  static let missingFacts: [MissingFact] = [
    .listener(address: address, port: 8080), .response(address: address, port: 8080, path: "/health"),
    .certificate(address: address, port: 443),
    .wellKnownRoots(address: address, port: 443), .clock(address: address, port: 443),
    .moment(certificate: "api.contoso.com"),
    .certificateData(id("applicationGateways/trustedRootCertificates", "agw", "root-api")),
    .proxyProtocol(address: address, port: 443),
    .publicName("api.contoso.com"),
    .dnsServer(address: IPAddress("10.9.0.4")!, name: "api.contoso.internal"),
    .address(of: id("networkInterfaces", "nic-api")),
    .resource(group, referencedBy: subnet, origin: nil),
    .networkInterface(at: address, rule: Subject(group, rule: "Deny-Api")),
    .zoneRecords(id("privateDnsZones", "contoso.internal")), .zoneLinks(id("privateDnsZones", "contoso.internal")),
    .rulesetRules(id("dnsForwardingRulesets", "rules")), .rulesetLinks(id("dnsForwardingRulesets", "rules")),
    .subnetPeering(id("virtualNetworks/virtualNetworkPeerings", "vnet", "to-hub")),
    .publicAddress(id("publicIPAddresses", "pip"), IPAddress("203.0.113.4")!),
    .serviceTag("Storage", rule: Subject(group, rule: "Deny-Storage")),
    .appliance(IPAddress("10.0.3.4")!), .loadBalancer(id("loadBalancers", "lb"), address),
    .privateEndpoint(id("privateEndpoints", "pe"), address),
    .virtualNetworkGateway(id("virtualNetworkGateways", "vpn")),
    .onPremises(AddressSet(IPAddress("192.168.1.4")!)), .unmatchedHost(id("applicationGateways", "agw")),
    .networkGroupMembers(
      id("networkManagers/networkGroups", "avnm", "production"), rule: Subject(group, rule: "Deny-Ssh")),
    .forcedTunnel(IPAddress("203.0.113.4")!),
    .learnedRoutes(network: id("virtualNetworks", "vnet"), from: id("virtualNetworkGateways", "er")),
    .virtualHub(id("virtualHubs", "hub"), network: id("virtualNetworks", "vnet")),
    .connectedGroup(
      id("networkManagers/connectivityConfigurations", "vnm", "mesh"), network: id("virtualNetworks", "vnet")),
    .subnets(of: id("virtualNetworks", "vnet")),
    .region(of: id("virtualNetworks", "vnet"), matters: id("loadBalancers", "lb")),
    .loadBalancerSku(id("loadBalancers", "lb")), .floatingIP(Subject(id("loadBalancers", "lb"), rule: "http")),
    .firewallAddress(id("azureFirewalls", "azfw"), address), .egressAddress(of: id("applicationGateways", "agw")),
  ]

  static let assumptions: [Assumption] = [
    .serverListens(address: address, port: 80), .gatewayRunning(id("applicationGateways", "agw")),
    .gatewayIsV2(id("applicationGateways", "agw")), .dnsServersAgree(name: "api.contoso.com"),
    .internetDelivers(AddressSet(IPAddress("203.0.113.4")!)), .internetLeads(to: AddressSet(address)),
    .defaultProbeHost("api.contoso.com"),
    .everyAddressMustWork(name: "api.contoso.com"), .anyAddressOfSubnet(subnet),
    .listenerPort(id("applicationGateways/httpListeners", "agw", "listener"), 80), .clientIsLetIn,
    .webFirewallPasses(id("applicationGateways", "agw")),
    .rewriteChangesNothing(id("applicationGateways/requestRoutingRules", "agw", "rule")),
    .scaledOut(id("applicationGateways", "agw")), .backendIdleTime(seconds: 75),
    .lateProbesAreFew(percent: 1, inARow: 3),
    .machineAt(address),
    .adminRulesDeployed(id("networkManagers/securityAdminConfigurations", "avnm", "baseline")),
    .networkGroupIsStatic(id("networkManagers/networkGroups", "avnm", "production")),
    .outboundDenyAccepted(Subject(group, rule: "Deny-Private")),
    .premisesAnswer(AddressSet(IPAddress("192.168.1.4")!), to: id("virtualNetworks", "vnet")),
    .premisesSend(AddressSet(IPAddress("192.168.1.4")!), to: id("virtualNetworks", "vnet")),
    .learnsNoMore(id("virtualNetworks", "vnet")), .anyServerAnswers(name: "api.contoso.com"),
    .privateLinkAlias(name: "store.blob.core.windows.net", target: "store.privatelink.blob.core.windows.net"),
    .registeredName("vm-api.contoso.internal", machine: id("virtualMachines", "vm-api")),
    .noRememberedAddresses(name: "api.contoso.com"), .publicResolver(IPAddress("203.0.113.8")!),
    .serversReach(from: IPAddress("192.168.1.4")!, to: IPAddress("192.168.1.5")!),
    .platformZoneLinked(zone: id("privateDnsZones", "azure.net"), network: id("virtualNetworks", "vnet")),
    .wellKnownRoots(files: ["/etc/ssl/certs/ca-certificates.crt"]), .certificateIsCurrent(name: "api.contoso.com"),
    .rootByName("Contoso Root CA"), .nameNotChecked(address: address, port: 443),
    .expiryNotCheckedByV1(id("applicationGateways", "agw")),
    .poolNameIsSent("api.contoso.com", host: "shop.contoso.com"),
    .gatewayCipherSuites, .applianceReachesEndpoint(id("privateEndpoints", "pe")),
    .sameInBoth(.resource(group, referencedBy: subnet, origin: nil)), .sharedServiceTags,
  ]

  static let jsonKinds: [JSONProblem.Kind] = [
    .empty, .unexpected(found: "x", expected: [.comma, .objectEnd]), .missingComma, .unquotedKey("a"),
    .unterminatedString,
    .unterminatedComment, .unclosed(bracket: "{"), .invalidNumber("01"), .invalidEscape, .controlCharacter,
    .tooDeep(limit: 512), .trailingText(found: "x"), .duplicateKey("a"), .numberOutOfRange("1e999"), .invalidUTF8,
    .unpairedSurrogate, .nulInString, .wrongType(expected: .object, found: .string, excerpt: "\"x\""),
    .notAnInteger("1.5"), .tooLarge(limit: 9), .refused(reason: "why"),
  ]

  static let problemKinds: [InputProblem.Kind] = [
    .unreadable(path: "a.json", errorNumber: 2), .nothingRecognised(path: "azure"),
    .json(JSONProblem(source: text, path: .root, offset: 0, kind: .empty)),
    .unknownKey("listner", legal: ["listeners"]),
    .missingField("name"), .illegalValue(field: "access", found: "Alow", legal: ["Allow", "Deny"]),
    .outOfRange(field: "priority", found: 99, legal: 100...4096), .notA(.address, field: "address", found: "10.0.0"),
    .hostBits(field: "addressPrefix", found: "10.0.0.4/24", meant: AddressPrefix("10.0.0.0/24")!),
    .overlap(
      AddressPrefix("10.0.0.0/24")!, of: subnet, other: AddressPrefix("10.0.0.0/16")!,
      otherOwner: id("virtualNetworks/subnets", "vnet", "snet-b"), otherOrigin: origin),
    .duplicatePriority(200, .inbound, rule: "a", other: "b", otherOrigin: origin),
    .includeCycle(["a.json", "b.json", "a.json"]),
    .name(.unknown("nsg-apo", kind: "network security group", known: ["nsg-api"])),
  ]

  static let nameProblems: [NameProblem] = [
    .unknown("pool-apo", kind: "pool", known: ["pool-api", "pool-web"]),
    .ambiguous("snet", kind: "subnet", candidates: ["a/snet", "b/snet"]),
    .addressInSeveralNetworks(address, ["vnet-a", "vnet-b"]), .addressNowhere(address, networks: ["vnet-a"]),
  ]

  static let notes: [LoadNote] =
    [
      .notModelled(type: "Microsoft.Web/sites", name: "app", origin: origin),
      .replaced(group, by: origin, earlier: origin),
      .templateExpression("[x()]", resource: "nsg", type: "Microsoft.Network/networkSecurityGroups", origin: origin),
      .notRecognised(file: "readme.json"), .onlyChildren(group, origin: origin),
      .nothingButItsName(group, origin: origin),
    ]
    + [
      LoadNote.NotReadYet.terraformPlan, .nestedDeployment, .copyLoop,
    ].map { .notReadYet($0, file: "x.json") }
}
