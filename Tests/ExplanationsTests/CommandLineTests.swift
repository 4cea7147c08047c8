import Outcomes
import PacketSets
import Resources
import Testing

@testable import Explanations

@Test func aLongCommandBreaksBetweenOptionsWithBackslashes() {
  let command = CommandLine(
    "az network nsg rule list",
    [
      ("-g", [.text("rg-production")]), ("--nsg-name", [.text("nsg-api")]), ("--include-default", []),
      ("-o", [.text("table")]),
    ])
  #expect(
    command.lines(width: 60) == [
      "az network nsg rule list -g rg-production \\", "  --nsg-name nsg-api --include-default -o table",
    ])
  #expect(command.lines(width: 200) == [command.text])
}

@Test func namesThatAShellWouldReadOtherwiseAreQuoted() {
  func text(_ name: String) -> String { CommandLine("az", [("-n", [.text(name)])]).text }
  #expect(text("a b") == "az -n 'a b'")
  #expect(text("a'b;$(x)") == #"az -n 'a'\''b;$(x)'"#)
  #expect(text("a\u{1B}'\\") == #"az -n $'a\033\'\\'"#)
  #expect(text("") == "az -n ''")
}

@Test func anUnknownResourceGroupIsLeftToTheReader() {
  let id = ResourceID(type: "Microsoft.Network/networkSecurityGroups", names: ["nsg"])
  #expect(id.showCommand.text == "az network nsg show -g <resource group> -n nsg -o json")
}

private func denial(_ misses: [NearMiss] = []) -> Step {
  let packets = PacketSet(
    PacketBox(
      sources: AddressSet(IPAddress("10.0.1.4")!...IPAddress("10.0.1.254")!), sourcePorts: PortSet(1024...65535),
      destinations: AddressSet(Vocabulary.address), destinationPorts: PortSet(8080), protocols: ProtocolSet(.tcp)))
  return Step(
    .forward, .deny,
    .rule(
      RuleStep(point: FilterPoint(.inbound, at: Vocabulary.subnet), priority: 200, isDefault: false, nearMisses: misses)
    ),
    packets: packets, outcome: .nsgDenied, subject: Subject(Vocabulary.group, rule: "Deny-All"))
}

/// - Parameter priorities: those of the group's rules; the one at 200 is the rule that denies.
private func context(priorities: [Int], allowing: SecurityRule? = nil) -> RepairContext {
  func rule(_ priority: Int) -> SecurityRule {
    SecurityRule(
      name: priority == 200 ? "Deny-All" : "r\(priority)", origin: nil, priority: priority, direction: .inbound,
      access: .deny, protocol: .any, source: RuleEndpoint(), destination: RuleEndpoint())
  }
  var resources = Resources()
  resources.networkSecurityGroups[Vocabulary.group] = NetworkSecurityGroup(
    id: Vocabulary.group, origin: Vocabulary.origin, securityRules: priorities.map(rule) + [allowing].compactMap { $0 })
  return RepairContext(resources: resources)
}

@Test func theRepairTakesAFreePriorityBeforeTheDenyingRule() {
  #expect(
    denial().repair(in: context(priorities: [200, 199]))?.commands.map(\.text) == [
      "az network nsg rule create -g rg --subscription s --nsg-name nsg-api -n Allow-Flow-8080 --priority 198 --access Allow "
        + "--direction Inbound --protocol Tcp --source-address-prefixes 10.0.1.0/24 --destination-address-prefixes 10.0.2.4/32 "
        + "--destination-port-ranges 8080"
    ])
}

@Test func withoutTheInputTheRemedyStaysInWords() {
  #expect(denial().repair(in: RepairContext())?.commands == [])
}

@Test func whereNoNumberIsFreeTheDenyingRuleMovesBackFirst() {
  let commands = denial().repair(in: context(priorities: Array(100...200)))?.commands.map(\.text)
  #expect(commands?.count == 2)
  #expect(
    commands?[0] == "az network nsg rule update -g rg --subscription s --nsg-name nsg-api -n Deny-All --priority 201")
  #expect(commands?[1].contains("--priority 200 ") == true)
}

private func allow(_ name: String, _ priority: Int, from source: String) -> SecurityRule {
  SecurityRule(
    name: name, origin: nil, priority: priority, direction: .inbound, access: .allow, protocol: .tcp,
    source: RuleEndpoint(addresses: [.prefix(AddressPrefix(source)!)]), destination: RuleEndpoint())
}

@Test func aNearMissIsPutRightInsteadOfAddingARule() {
  let needed = AddressSet(IPAddress("10.0.1.4")!...IPAddress("10.0.1.254")!)
  let narrow = NearMiss(
    rule: "Allow-AppGw", priority: 150, origin: nil,
    lack: .source(allowed: AddressSet(AddressPrefix("10.0.1.0/28")!), needed: needed))
  let input = context(priorities: [200], allowing: allow("Allow-AppGw", 150, from: "10.0.1.0/28"))
  #expect(
    denial([narrow]).repair(in: input)?.commands.map(\.text)
      == [
        "az network nsg rule update -g rg --subscription s --nsg-name nsg-api -n Allow-AppGw --source-address-prefixes 10.0.1.0/24"
      ])
  let late = NearMiss(rule: "Allow-8080", priority: 300, origin: nil, lack: .precedence)
  let behind = context(priorities: [200], allowing: allow("Allow-8080", 300, from: "10.0.1.0/24"))
  #expect(
    denial([late]).repair(in: behind)?.commands.map(\.text)
      == ["az network nsg rule update -g rg --subscription s --nsg-name nsg-api -n Allow-8080 --priority 199"])
}

@Test func nearMissesAreToldInWords() {
  let needed = AddressSet(IPAddress("10.0.1.4")!...IPAddress("10.0.1.254")!)
  func sentence(_ priority: Int, _ lack: NearMiss.Lack) -> String {
    NearMiss(rule: "Allow-X", priority: priority, origin: nil, lack: lack)
      .sentence(denier: "Deny-All", denierPriority: 200, in: Narration(sender: "the gateway subnet", packets: .empty))
  }
  #expect(
    sentence(150, .source(allowed: AddressSet(AddressPrefix("10.0.1.0/28")!), needed: needed))
      == "Allow-X (150) covers 10.0.1.0/28, the gateway subnet is 10.0.1.0/24")
  #expect(sentence(300, .precedence) == "Allow-X (300) would allow it, but comes after Deny-All (200)")
  #expect(
    sentence(150, .destinationPort(allowed: PortSet(80), needed: PortSet(8080)))
      == "Allow-X (150) covers port 80, the packets go to port 8080")
  #expect(
    sentence(300, .protocol(allowed: ProtocolSet(.udp), needed: ProtocolSet(.tcp)))
      == "Allow-X (300) covers Udp, the packets are Tcp, and comes after Deny-All (200)")
}

@Test func aPartialDenialSaysForWhom() {
  let step = denial()
  let some = PacketBox(sources: AddressSet(IPAddress("10.0.1.6")!...IPAddress("10.0.1.254")!))
  let part = Step(.forward, .deny, step.detail, packets: step.packets.intersection(some), outcome: .nsgDenied)
  #expect(
    part.restriction(in: Narration(sender: "the gateway subnet", packets: step.packets))
      == "denied for 10.0.1.6–10.0.1.254")
  #expect(step.restriction(in: Narration(sender: "the gateway subnet", packets: step.packets)) == nil)
}

@Test func theLineThatSuppliesAListenerIsReadyToPaste() {
  #expect(
    MissingFact.listener(address: Vocabulary.address, port: 8080).supply(ServerHint(name: "vm-api-1")).text
      == #""servers": [{"name": "vm-api-1", "address": "10.0.2.4", "listeners": [{"port": 8080, "protocol": "Http"}]}]"#
  )
}

@Test func aNearMissBehindADeviceThatTranslatesNamesTheSenderByThen() {
  let miss = NearMiss(
    rule: "Allow-AppGw", priority: 150, origin: nil,
    lack: .source(allowed: AddressSet(AddressPrefix("10.0.1.0/24")!), needed: AddressSet(IPAddress("10.0.3.4")!)))
  let sent = denial().packets
  let seen = PacketSet(
    boxes: sent.boxes.map { box in
      PacketBox(
        sources: AddressSet(IPAddress("10.0.3.4")!), sourcePorts: box.sourcePorts, destinations: box.destinations,
        destinationPorts: box.destinationPorts, protocols: box.protocols)
    })
  let step = Step(
    .forward, .deny,
    .rule(
      RuleStep(
        point: FilterPoint(.inbound, at: Vocabulary.subnet), priority: 200, isDefault: false, nearMisses: [miss],
        translated: seen)),
    packets: sent, outcome: .nsgDenied, subject: Subject(Vocabulary.group, rule: "Deny-All"))
  #expect(
    step.nearMisses(in: Narration(sender: "the gateway subnet", packets: sent))
      == ["Allow-AppGw (150) covers 10.0.1.0/24, the sender by then is 10.0.3.4"])
}

@Test func `the line that supplies a site of Azure's says what it is, and asks for no certificate`() {
  let listener = MissingFact.listener(address: Vocabulary.address, port: 443)
  #expect(
    listener.supply(ServerHint(protocol: "Https", called: "shop.azurewebsites.net")).text
      == #""servers": [{"kind": "appService", "name": "shop", "address": "10.0.2.4", "hostNames": ["shop.azurewebsites.net"]}]"#
  )
  #expect(listener.supply(ServerHint(protocol: "Https", called: "shop.contoso.com")).text.contains(#""port": 443"#))
}

@Test func `a DNS server is told to forward the public domain, which its clients ask for`() {
  let zone = ResourceID(
    subscription: "s", resourceGroup: "rg", type: "Microsoft.Network/privateDnsZones",
    names: ["privatelink.vaultcore.azure.net"])
  let answer = PublicAnswer(addresses: [], endpoints: [Vocabulary.address], zone: zone, network: nil)
  let step = Step(
    .forward, .undetermined,
    .name(NameStep(query: "shop.privatelink.vaultcore.azure.net", source: .publicDNS, answer: .publicAnswer(answer))),
    packets: .all, outcome: .dnsPublicAnswer)
  #expect(step.repair(in: RepairContext())?.summary.contains("forward vault.azure.net to 168.63.129.16") == true)
}

@Test func `a row of Azure's own is not to be deleted`() {
  func summary(_ source: RouteSource, rule: String?) -> String? {
    let route = RouteStep(
      subnet: Vocabulary.subnet, prefix: AddressPrefix("10.0.0.0/8"), source: source, nextHop: NextHop(.none))
    return Step(
      .back, .deny, .route(route), packets: .all, outcome: .routeNone, subject: Subject(Vocabulary.group, rule: rule)
    ).repair(in: RepairContext())?.summary
  }
  #expect(summary(.system, rule: nil)?.contains("cannot be deleted") == true)
  #expect(summary(.user, rule: "drop")?.hasPrefix("delete the route") == true)
}
