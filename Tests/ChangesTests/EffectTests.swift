import Outcomes
import PacketSets
import Resources
import TestSupport
import Testing

@testable import Changes

/// The base with empty groups and tables on both subnets.
private var base: Scenario {
  var scenario = Scenario()
  scenario.backendGroup = [.deny("Deny", 200)]
  scenario.backendRoutes = [.route("old", "10.7.0.0/16", "None")]
  return scenario
}

@Suite struct SecurityGroupCommandTests {
  private let create = "az network nsg rule create -g rg-test --nsg-name nsg-backend -n A --priority 100"

  @Test func `a new rule takes az's defaults`() throws {
    let rule = try #require(try after(create, on: base).group("nsg-backend").securityRules.last)
    #expect(rule.access == .allow)
    #expect(rule.direction == .inbound)
    #expect(rule.protocol == .any)
    #expect(rule.source.addresses == [.any])
    #expect(rule.source.ports == .all)
    #expect(rule.destination.addresses == [.any])
    #expect(rule.destination.ports == PortSet(80))
  }

  @Test func `lists are taken with blanks between`() throws {
    let script = create + " --source-address-prefixes 10.0.1.0/24 VirtualNetwork --destination-port-ranges 80 8000-8010"
    let rule = try #require(try after(script, on: base).group("nsg-backend").securityRules.last)
    #expect(rule.source.addresses.map(\.text) == ["10.0.1.0/24", "VirtualNetwork"])
    #expect(rule.destination.ports == PortSet(80).union(PortSet(8000...8010)))
  }

  @Test func `an update leaves what it does not name`() throws {
    let update = "\naz network nsg rule update -g rg-test --nsg-name nsg-backend -n a --priority 300"
    let rule = try #require(
      try after(create + " --access Deny --destination-port-ranges 8080" + update, on: base).group("nsg-backend")
        .securityRules.last)
    #expect(rule.priority == 300)
    #expect(rule.access == .deny)
    #expect(rule.destination.ports == PortSet(8080))
  }

  @Test func `groups of machines take the place of addresses`() throws {
    let rule = try #require(
      try after(create + " --source-asgs asg-web", on: base).group("nsg-backend").securityRules.last)
    #expect(rule.source.addresses.isEmpty)
    #expect(rule.source.applicationSecurityGroups.map(\.name) == ["asg-web"])
  }

  @Test func `a priority that is taken is refused, in its own direction only`() throws {
    let taken = create.replacing("100", with: "200")
    #expect(try problem(taken, on: base) == .refused(.securityRuleConflict))
    #expect(try problem(taken + " --direction Outbound", on: base) == nil)
    #expect(
      try problem(
        create + "\naz network nsg rule update -g rg-test --nsg-name nsg-backend -n A --priority 200", on: base)
        == .refused(.securityRuleConflict))
  }

  @Test func `a rule of the same name is replaced, as az's create does`() throws {
    let rules = try after(create.replacing("-n A", with: "-n DENY"), on: base).group("nsg-backend").securityRules
    #expect(rules.map(\.access) == [.allow])
  }

  @Test func `a group that is attached is not deleted`() throws {
    #expect(try problem("az network nsg delete -g rg-test -n nsg-backend", on: base) == .refused(.securityGroupInUse))
    let detach = "az network vnet subnet update -g rg-test --vnet-name vnet-a -n snet-backend --nsg ''\n"
    let resources = try after(detach + "az network nsg delete -g rg-test -n nsg-backend", on: base)
    #expect(resources.networkSecurityGroups.isEmpty)
    #expect(resources.subnet("snet-backend").networkSecurityGroup == nil)
  }

  @Test func `a new group is made in its group's subscription, one that exists loses its rules`() throws {
    let made = try after("az network nsg create -g rg-test -n nsg-new -l westeurope", on: base).group("nsg-new")
    #expect(made.id.text == idText(["networkSecurityGroups", "nsg-new"]))
    let again = try after("az network nsg create -g rg-test -n NSG-backend", on: base)
    #expect(again.networkSecurityGroups.count == 1)
    #expect(again.group("nsg-backend").securityRules.isEmpty)
  }
}

@Suite struct RouteCommandTests {
  private let create = "az network route-table route create -g rg-test --route-table-name rt-backend -n A "

  @Test func `routes come, change and go`() throws {
    var route = try after(create + "--address-prefix 0.0.0.0/0 --next-hop-type Internet", on: base).table("rt-backend")
      .routes[1]
    #expect(route.destination == .prefix(.ipv4All))
    #expect(route.nextHopType == .internet)
    route = try after(
      "az network route-table route update -g rg-test --route-table-name rt-backend -n old "
        + "--next-hop-type VirtualAppliance --next-hop-ip-address 10.0.3.4", on: base
    ).table("rt-backend").routes[0]
    #expect(route.nextHopIPAddress == "10.0.3.4")
    #expect(route.destination == .prefix(AddressPrefix("10.7.0.0/16")!))
    let gone = "az network route-table route delete -g rg-test --route-table-name rt-backend -n old"
    #expect(try after(gone, on: base).table("rt-backend").routes.isEmpty)
  }

  @Test func `an appliance needs an address`() throws {
    let found = try problem(create + "--address-prefix 10.8.0.0/16 --next-hop-type VirtualAppliance", on: base)
    #expect(found.map { "\($0)" }?.hasPrefix("missingOption") ?? false)
  }

  @Test func `a table that is attached is not deleted`() throws {
    #expect(
      try problem("az network route-table delete -g rg-test -n rt-backend", on: base) == .refused(.routeTableInUse))
  }

  @Test func `learned routes are kept out or let in`() throws {
    let script = "az network route-table update -g rg-test -n rt-backend --disable-bgp-route-propagation"
    #expect(try after(script + " true", on: base).table("rt-backend").disableBgpRoutePropagation)
    #expect(try !after(script + "\n" + script + " false", on: base).table("rt-backend").disableBgpRoutePropagation)
  }
}

@Suite struct NetworkCommandTests {
  private let create = "az network vnet subnet create -g rg-test --vnet-name vnet-a -n new --address-prefixes "

  @Test func `a subnet is made with what is attached to it`() throws {
    let subnet = try after(create + "10.0.9.0/24 --nsg nsg-backend --route-table rt-backend", on: base).subnet("new")
    #expect(subnet.networkSecurityGroup?.name == "nsg-backend")
    #expect(subnet.routeTable?.name == "rt-backend")
    #expect(subnet.privateEndpointNetworkPolicies == "Disabled")
  }

  @Test(
    arguments: [
      ("10.0.2.0/25", Refusal.subnetRangesOverlap), ("10.1.0.0/24", .subnetOutsideNetwork),
    ]) func `ranges that do not fit are refused`(prefix: String, refusal: Refusal) throws
  {
    #expect(try problem(create + prefix) == .refused(refusal))
    #expect(
      try problem(
        "az network vnet subnet update -g rg-test --vnet-name vnet-a -n snet-agw --address-prefixes " + prefix)
        == .refused(refusal))
  }

  @Test func `a network keeps room for its subnets`() throws {
    #expect(
      try problem("az network vnet update -g rg-test -n vnet-a --address-prefixes 10.0.0.0/23")
        == .refused(.subnetOutsideNetwork))
  }

  @Test func `a subnet with machines is not deleted`() throws {
    let delete = "az network vnet subnet delete -g rg-test --vnet-name vnet-a -n "
    #expect(try problem(delete + "snet-backend") == .refused(.subnetInUse))
    #expect(try problem(delete + "snet-agw") == .refused(.subnetInUse))
    #expect(try after(create + "10.0.9.0/24\n" + delete + "new").network("vnet-a").subnets.count == 2)
  }

  @Test func `an empty text detaches, back-references too`() throws {
    var scenario = base
    scenario.others["networkSecurityGroups"] = [
      [
        "id": id("networkSecurityGroups", "nsg-x"), "name": "nsg-x", "securityRules": [],
        "subnets": [reference("virtualNetworks", "vnet-a", "subnets", "snet-agw")],
      ]
    ]
    let script = "az network vnet subnet update -g rg-test --vnet-name vnet-a -n snet-agw --network-security-group \"\""
    #expect(try after(script, on: scenario).group("nsg-x").subnets.isEmpty)
  }

  @Test func `a property is set and removed by its name in the JSON`() throws {
    let subnet = "az network vnet subnet update -g rg-test --vnet-name vnet-a -n snet-backend "
    #expect(
      try after(subnet + "--remove networkSecurityGroup", on: base).subnet("snet-backend").networkSecurityGroup == nil)
    #expect(try after(subnet + "--route-table null", on: base).subnet("snet-backend").routeTable == nil)
    let policies = try after(subnet + "--set privateEndpointNetworkPolicies=Enabled", on: base).subnet("snet-backend")
    #expect(policies.privateEndpointNetworkPolicies == "Enabled")
  }

  @Test func `a network goes with its subnets, and its peers are left disconnected`() throws {
    #expect(try problem("az network vnet delete -g rg-test -n vnet-a") == .refused(.subnetInUse))
    var scenario = Scenario.peered()
    scenario.cards = []
    let resources = try after("az network vnet delete -g rg-test -n vnet-b", on: scenario)
    #expect(resources.network("vnet-a").peerings.map(\.state) == [.disconnected])
  }

  @Test func `a new network's subnet is its first 256 addresses`() throws {
    let network = try after("az network vnet create -g rg-test -n vnet-new --subnet-name s").network("vnet-new")
    #expect(network.addressPrefixes.map(\.description) == ["10.0.0.0/16"])
    #expect(network.subnets.flatMap(\.addressPrefixes).map(\.description) == ["10.0.0.0/24"])
  }

  @Test func `name servers are set, and an empty text goes back to Azure's`() throws {
    let script = "az network vnet update -g rg-test -n vnet-a --dns-servers "
    #expect(try after(script + "10.0.0.4 10.0.0.5").network("vnet-a").dnsServers == ["10.0.0.4", "10.0.0.5"])
    #expect(try after(script + "10.0.0.4\n" + script + "''").network("vnet-a").dnsServers.isEmpty)
  }
}

@Suite struct PeeringCommandTests {
  private let create = "az network vnet peering create -g rg-test --vnet-name vnet-a -n to-vnet-b --remote-vnet vnet-b"

  @Test func `the second side connects the first`() throws {
    var scenario = Scenario.twoNetworks
    scenario.networks[1].peerings = [PeeringText("vnet-a").with(\.peeringState, "Initiated")]
    let resources = try after(create + " --allow-vnet-access --allow-forwarded-traffic", on: scenario)
    #expect(resources.network("vnet-b").peerings.map(\.state) == [.connected])
    #expect(resources.network("vnet-a").peerings.map(\.allowForwardedTraffic) == [true])
    #expect(resources.network("vnet-a").peerings.map(\.allowVirtualNetworkAccess) == [true])
  }

  @Test func `a new side lets nothing in unless told to, as az makes it`() throws {
    let peering = try after(create, on: .twoNetworks).network("vnet-a").peerings[0]
    #expect(!peering.allowVirtualNetworkAccess)
    #expect(peering.state == .initiated)
  }

  @Test func `deleting one side disconnects the other`() throws {
    let script = "az network vnet peering delete -g rg-test --vnet-name vnet-a -n to-vnet-b"
    let resources = try after(script, on: .peered())
    #expect(resources.network("vnet-a").peerings.isEmpty)
    #expect(resources.network("vnet-b").peerings.map(\.state) == [.disconnected])
  }

  @Test func `an update changes what it names`() throws {
    let script = "az network vnet peering update -g rg-test --vnet-name vnet-a -n to-vnet-b --allow-vnet-access false"
    let peering = try after(script, on: .peered()).network("vnet-a").peerings[0]
    #expect(!peering.allowVirtualNetworkAccess)
    #expect(peering.state == .connected)
  }
}

@Suite struct GatewayCommandTests {
  private let at = "-g rg-test --gateway-name agw -n"

  @Test func `start and stop`() throws {
    let stopped = try after("az network application-gateway stop -g rg-test -n agw")
    #expect(stopped.gateway.operationalState == "Stopped")
    let both =
      "az network application-gateway stop -g rg-test -n agw; az network application-gateway start -g rg-test -n agw"
    #expect(try after(both).gateway.operationalState == "Running")
  }

  @Test func `an update without options brings a failed gateway back`() throws {
    var scenario = Scenario()
    scenario.gateway.provisioningState = "Failed"
    let resources = try after("az network application-gateway update -g rg-test -n agw", on: scenario)
    #expect(resources.gateway.provisioningState == "Succeeded")
  }

  @Test func `a new probe takes az's defaults`() throws {
    let probe = try #require(
      try after("az network application-gateway probe create \(at) p --protocol Http --path /h").gateway.probes.last)
    #expect(probe.intervalSeconds == 30)
    #expect(probe.timeoutSeconds == 120)
    #expect(probe.unhealthyThreshold == 8)
    #expect(probe.statusCodes.isEmpty)
  }

  @Test func `a probe's update leaves what it does not name`() throws {
    let create =
      "az network application-gateway probe create \(at) p --path /h --host h --match-status-codes 200-399 401\n"
    let probe = try #require(
      try after(create + "az network application-gateway probe update \(at) P --timeout 5").gateway.probes.last)
    #expect(probe.timeoutSeconds == 5)
    #expect(probe.path == "/h")
    #expect(probe.host == "h")
    #expect(probe.statusCodes == [200...399, 401...401])
  }

  @Test func `settings are made and changed`() throws {
    let settings = try after(
      "az network application-gateway http-settings create \(at) s --port 8080\n"
        + "az network application-gateway http-settings update \(at) setting --host-name-from-backend-pool true --port 81"
    ).gateway.backendSettings
    #expect(settings.map(\.port) == [81, 8080])
    #expect(settings.map(\.protocol) == [.http, .http])
    #expect(settings.map(\.pickHostNameFromBackendAddress) == [true, false])
  }

  @Test func `a setting's probe must be there`() throws {
    let script = "az network application-gateway http-settings update \(at) setting --probe nowhere"
    #expect(try String(describing: problem(script)).contains("unknown"))
  }

  @Test(arguments: ["address-pool", "http-settings"]) func `what a rule leads to is not deleted`(kind: String) throws {
    let name = kind == "address-pool" ? "pool" : "setting"
    let script = "az network application-gateway \(kind) delete \(at) \(name)"
    #expect(try problem(script) == .refused(.invalidReference))
    #expect(try problem("az network application-gateway rule delete \(at) rule\n" + script) == nil)
  }

  @Test func `a probe that a setting names is not deleted`() throws {
    var scenario = Scenario()
    scenario.gateway.probe = [:]
    let delete = "az network application-gateway probe delete \(at) probe"
    #expect(try problem(delete, on: scenario) == .refused(.invalidReference))
    let detach = "az network application-gateway http-settings update \(at) setting --probe ''\n"
    #expect(try after(detach + delete, on: scenario).gateway.probes.isEmpty)
  }

  @Test func `a rule takes the only pool, setting and listener`() throws {
    let rule = try #require(
      try after("az network application-gateway rule create \(at) r --priority 20").gateway.requestRoutingRules.last)
    #expect(rule.backend.pool?.name == "pool")
    #expect(rule.backend.setting?.name == "setting")
    #expect(rule.listener?.name == "listener")
    let two = "az network application-gateway address-pool create \(at) other --servers 10.0.2.5 a.contoso.com\n"
    #expect(
      try String(describing: problem(two + "az network application-gateway rule create \(at) r")).contains(
        "--address-pool"))
  }

  @Test func `a rule of a v2 gateway needs a priority of its own`() throws {
    let create = "az network application-gateway rule create \(at) r"
    #expect(try problem(create) == .refused(.rulePriorityEmpty))
    #expect(try problem(create + " --priority 100") == .refused(.rulePriorityTaken))
  }

  @Test func `a listener that a rule names is not deleted, nor is its port`() throws {
    var scenario = Scenario()
    scenario.gateway.others["frontendPorts"] = [
      ["id": GatewayText.child("frontendPorts", "port"), "name": "port", "port": 80]
    ]
    scenario.gateway.others["frontendIPConfigurations"] = [
      ["id": GatewayText.child("frontendIPConfigurations", "fe"), "name": "fe", "publicIPAddress": ["id": "pip"]]
    ]
    let create = "az network application-gateway http-listener create \(at) new --frontend-port port --host-name a.com"
    let gateway = try after(create, on: scenario).gateway
    #expect(gateway.listeners.last?.hostNames == ["a.com"])
    #expect(gateway.listeners.last?.frontend?.name == "fe")
    let again = create.replacing(" new ", with: " newer ")
    #expect(try problem(create + "\n" + again, on: scenario) == .refused(.listenersOnSamePort))
    let delete = "az network application-gateway http-listener delete \(at) listener"
    #expect(try problem(delete, on: scenario) == .refused(.invalidReference))
    let port = "\naz network application-gateway frontend-port delete \(at) port"
    #expect(try problem(create + port, on: scenario) == .refused(.invalidReference))
    #expect(try after(port, on: scenario).gateway.frontendPorts.isEmpty)
  }

  @Test func `a path map joins pools and settings`() throws {
    let script = """
      az network application-gateway address-pool create \(at) other --servers 10.0.2.5
      az network application-gateway url-path-map create \(at) map --default-address-pool pool \
        --default-http-settings setting --paths '/a/*' --address-pool other --http-settings setting
      az network application-gateway url-path-map rule create \(at) b --path-map-name map --paths '/b/*' \
        --address-pool pool --http-settings setting
      az network application-gateway rule update \(at) rule --rule-type PathBasedRouting --url-path-map map
      """
    let gateway = try after(script).gateway
    #expect(gateway.urlPathMaps[0].pathRules.map { $0.backend.pool?.name } == ["other", "pool"])
    #expect(gateway.requestRoutingRules[0].urlPathMap?.name == "map")
    let delete = "\naz network application-gateway url-path-map delete \(at) map"
    #expect(try problem(script + delete) == .refused(.invalidReference))
  }

  @Test(
    arguments: [
      "az network application-gateway frontend-port update -g rg-test --gateway-name agw -n port --port 8080",
      "az network application-gateway root-cert create -g rg-test --gateway-name agw -n root --cert-file ca.cer",
      "az network application-gateway update -g rg-test -n agw --max-capacity 20",
    ]) func `what no prediction looks at is said`(script: String) throws
  {
    var scenario = Scenario()
    scenario.gateway.others["frontendPorts"] = [
      ["id": GatewayText.child("frontendPorts", "port"), "name": "port", "port": 80]
    ]
    scenario.others["webApps"] = [["id": id("sites", "app", provider: "Microsoft.Web"), "name": "app"]]
    #expect(try Change(script: script, name: "change").edits[0].unevaluated != nil)
    #expect(try problem(script, on: scenario) == nil)
  }
}

@Suite struct WebAppCommandTests {
  private var scenario: Scenario {
    var scenario = Scenario()
    scenario.others["webApps"] = [["id": id("sites", "app", provider: "Microsoft.Web"), "name": "app"]]
    return scenario
  }

  @Test func `restrictions come in the order of their priorities, and go by name or caller`() throws {
    let at = "az webapp config access-restriction"
    let script = """
      \(at) add -g rg-test -n app --rule-name b --priority 200 --ip-address 10.0.2.0/24
      \(at) add -g rg-test -n app --rule-name a --priority 100 --subnet snet-agw --vnet-name vnet-a
      \(at) add -g rg-test -n app --priority 300 --action Deny --service-tag Internet
      \(at) set -g rg-test -n app --default-action Deny
      """
    let site = try after(script, on: scenario).webApps.values[0].site
    #expect(site.accessRestrictions.map(\.name) == ["a", "b", nil])
    #expect(site.defaultAccess == .deny)
    let gone =
      "\n\(at) remove -g rg-test -n app --rule-name b\n\(at) remove -g rg-test -n app --action Deny --service-tag internet"
    #expect(try after(script + gone, on: scenario).webApps.values[0].site.accessRestrictions.map(\.name) == ["a"])
  }
}

@Suite struct InterfaceAndZoneCommandTests {
  @Test func `an interface forwards and is filtered`() throws {
    var scenario = Scenario()
    scenario.cardGroup = []
    let script = "az network nic update -g rg-test -n nic-backend --ip-forwarding true --network-security-group ''"
    let card = try after(script, on: scenario).card
    #expect(card.enableIPForwarding)
    #expect(card.networkSecurityGroup == nil)
  }

  @Test func `an interface joins and leaves a pool`() throws {
    let script =
      "-g rg-test --nic-name nic-backend --ip-config-name ipconfig1 --gateway-name agw --address-pool pool"
    let add = "az network nic ip-config address-pool add " + script
    let joined = try after(add).card.ipConfigurations[0].applicationGatewayBackendAddressPools
    #expect(joined.map(\.name) == ["pool"])
    let left = try after(add + "\n" + add.replacing(" add ", with: " remove ")).card
    #expect(left.ipConfigurations[0].applicationGatewayBackendAddressPools.isEmpty)
  }

  @Test func `a zone gets links and records`() throws {
    let script = """
      az network private-dns zone create -g rg-test -n contoso.internal
      az network private-dns link vnet create -g rg-test -z contoso.internal -n link -v vnet-a -e false
      az network private-dns record-set a add-record -g rg-test -z contoso.internal -n api -a 10.0.2.4
      az network private-dns record-set a add-record -g rg-test -z contoso.internal -n api -a 10.0.2.5
      """
    let zone = try after(script).zone("contoso.internal")
    #expect(zone.virtualNetworkLinks.map(\.virtualNetwork?.name) == ["vnet-a"])
    #expect(zone.recordSets.map(\.data) == [.a(["10.0.2.4", "10.0.2.5"])])
    let remove = "\naz network private-dns record-set a remove-record -g rg-test -z contoso.internal -n api -a 10.0.2."
    #expect(try after(script + remove + "4" + remove + "5").zone("contoso.internal").recordSets.isEmpty)
    let delete = "\naz network private-dns zone delete -g rg-test -n contoso.internal --yes"
    #expect(try problem(script + delete) == .refused(.nestedResources))
    let again = "\naz network private-dns zone create -g rg-test -n contoso.internal"
    #expect(try problem(script + again) == .refused(.preconditionFailed))
    let alias =
      "\naz network private-dns record-set cname set-record -g rg-test -z contoso.internal -n www -c api.contoso.internal"
    #expect(try after(script + alias).zone("contoso.internal").recordSets.last?.data == .cname("api.contoso.internal"))
    let unlink = "\naz network private-dns link vnet delete -g rg-test -z contoso.internal -n link --yes"
    #expect(try after(script + unlink).zone("contoso.internal").virtualNetworkLinks.isEmpty)
  }
}
