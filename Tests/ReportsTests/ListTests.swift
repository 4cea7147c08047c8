import JSONText
import Outcomes
import PacketSets
import Resources
import Testing

@testable import Reachability
@testable import Reports

private let rules: EffectiveRulesAnswer = {
  let network = AddressSet(prefixes: [AddressPrefix("10.0.0.0/16")!, AddressPrefix("168.63.129.16/32")!])
  let ssh = SecurityRule(
    name: "Allow-SSH", origin: nil, priority: 1000, direction: .inbound, access: .allow, protocol: .tcp,
    source: RuleEndpoint(addresses: [.prefix(AddressPrefix("10.1.0.0/24")!), .prefix(AddressPrefix("10.2.0.0/24")!)]),
    destination: RuleEndpoint(ports: PortSet(22)))
  let group = EffectiveSecurityGroup(
    group: Samples.group, attachedTo: Samples.subnet,
    rules: [EffectiveSecurityGroup.Rule(rule: ssh, expandedSource: nil, expandedDestination: nil)]
      + NetworkSecurityGroup.defaultSecurityRules.map { rule in
        func expanded(_ end: RuleEndpoint) -> AddressSet? {
          end.addresses == [.serviceTag("VirtualNetwork")] ? network : nil
        }
        return EffectiveSecurityGroup.Rule(
          rule: rule, expandedSource: expanded(rule.source), expandedDestination: expanded(rule.destination))
      })
  return EffectiveRulesAnswer(
    groups: [group],
    missing: [.resource(Samples.id("networkSecurityGroups", "nsg-nic"), referencedBy: Samples.subnet, origin: nil)])
}()

private let routes: EffectiveRoutes = {
  let user = EffectiveRoute(
    name: "to-fw", source: .user, prefix: .ipv4All,
    nextHop: NextHop(.virtualAppliance, address: Samples.address("10.0.3.4")), routeTable: Samples.routeTable)
  return EffectiveRoutes(
    subnet: Samples.gatewaySubnet,
    rows: [
      EffectiveRoute(source: .system, prefix: AddressPrefix("10.0.0.0/16")!, nextHop: NextHop(.vnetLocal)),
      EffectiveRoute(source: .system, state: .invalid, prefix: .ipv4All, nextHop: NextHop(.internet)), user,
    ], disableBgpRoutePropagation: false, unknownTags: [.init(tag: "Storage", route: user)], missing: nil)
}()

private func recorded(_ value: JSONValue, _ name: String) { expectSnapshot(value.text(pretty: true) + "\n", name) }

@Test func effectiveRulesAreListedLikeAzureDoes() {
  expectSnapshot(EffectiveRulesText.answer(rules), "effective-rules.txt")
  recorded(EffectiveRulesJSON.answer(rules), "effective-rules.json")
  #expect(longLines(EffectiveRulesText.answer(rules)).isEmpty)
}

@Test func noGroupAtAllIsAnEmptyListAndASentence() {
  let none = EffectiveRulesAnswer(groups: [], missing: [])
  #expect(EffectiveRulesJSON.answer(none).text(pretty: false) == #"{"value":[]}"#)
  #expect(EffectiveRulesText.answer(none) == "No network security group is attached: every packet passes.\n")
}

@Test func effectiveRoutesAreListedLikeAzureDoes() {
  expectSnapshot(EffectiveRoutesText.routes(routes), "effective-routes.txt")
  recorded(EffectiveRoutesJSON.routes(routes), "effective-routes.json")
}

@Test func aNextHopIsToldInTheToolsSpelling() {
  let local = NextHopAnswer(route: routes.rows[0], nextHop: NextHop(.vnetLocal), missing: nil)
  #expect(
    NextHopJSON.answer(local).text(pretty: false)
      == #"{"nextHopType":"VirtualNetwork","routeTableId":"System Route","agwsim":{"addressPrefix":"10.0.0.0/16"}}"#)
  expectSnapshot(NextHopText.answer(local), "next-hop.txt")
}

@Test func anAbsentApplianceIsNoneWithItsAddressAndTable() {
  let absent = NextHopAnswer(
    route: routes.rows[2], nextHop: NextHop(.none, address: Samples.address("10.0.3.4")), missing: nil)
  recorded(NextHopJSON.answer(absent), "next-hop-absent.json")
  expectSnapshot(NextHopText.answer(absent), "next-hop-absent.txt")
}

@Test func aNextHopThatCannotBeToldNamesTheMissingFact() {
  let open = NextHopAnswer(route: nil, nextHop: nil, missing: .appliance(Samples.address("10.0.3.4")))
  recorded(NextHopJSON.answer(open), "next-hop-undetermined.json")
  expectSnapshot(NextHopText.answer(open), "next-hop-undetermined.txt")
}

@Test func ipFlowNamesTheDecidingRule() {
  let answer = IPFlowAnswer(
    access: .deny, rule: rules.groups[0].rules[3].rule, group: Samples.group, attachedTo: Samples.subnet, missing: nil)
  recorded(IPFlowJSON.answer(answer), "ip-flow.json")
  expectSnapshot(IPFlowText.answer(answer), "ip-flow.txt")
  let none = IPFlowAnswer(access: .allow, rule: nil, group: nil, attachedTo: nil, missing: nil)
  #expect(IPFlowText.answer(none).contains("no network security group is attached"))
}

private let zone = ResourceID(
  subscription: "s", resourceGroup: "rg", type: "Microsoft.Network/privateDnsZones", names: ["contoso.internal"])

@Test func aNameThatResolvesIsToldLookUpByLookUp() {
  let answered = NameResolution(
    query: "api.contoso.com",
    steps: [
      Step(
        .forward, .allow,
        .name(NameStep(query: "api.contoso.com", source: .publicDNS, answer: .alias("api.contoso.internal"))),
        packets: .all),
      Step(
        .forward, .allow,
        .name(
          NameStep(
            query: "api.contoso.internal", source: .privateZone(zone), answer: .addresses([Samples.address("10.0.2.4")])
          )),
        packets: .all, subject: Subject(zone)),
    ], addresses: [Samples.address("10.0.2.4")], assumptions: [])
  expectSnapshot(ResolveText.resolution(answered), "resolve.txt")
  recorded(ResolveJSON.resolution(answered), "resolve.json")
}

@Test func aNameWithoutARecordSaysWhatToAdd() {
  let refused = NameResolution(
    query: "api.contoso.internal",
    steps: [
      Step(
        .forward, .deny, .name(NameStep(query: "api.contoso.internal", source: .privateZone(zone), answer: .noRecord)),
        packets: .all, outcome: .dnsNoRecord, subject: Subject(zone))
    ], addresses: [], assumptions: [])
  expectSnapshot(ResolveText.resolution(refused), "resolve-no-record.txt")
  let open = NameResolution(
    query: "api.contoso.com",
    steps: [
      Step(
        .forward, .undetermined, .name(NameStep(query: "api.contoso.com", source: .publicDNS, answer: .undetermined)),
        packets: .all, missing: .publicName("api.contoso.com"))
    ], addresses: [], assumptions: [])
  expectSnapshot(ResolveText.resolution(open), "resolve-undetermined.txt")
}
