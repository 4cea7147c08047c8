import Loading
import Outcomes
import Resources
import Testing

@testable import Changes

/// Changes and what takes them back, for every row of the table on seeded resources.
@Suite struct UndoPropertyTests {
  /// What no command takes back: the data of the certificate that is deleted is not in the input.
  private static let oneWay = [
    ["network", "vnet", "peering", "sync"], ["network", "application-gateway", "auth-cert", "delete"],
  ]

  @Test(arguments: AzCommand.table.map(\.path))
  func `a change and then its undo is what was there`(path: [String]) throws {
    let row = try #require(AzCommand.table.first { $0.path == path })
    var made = 0
    for seed in 1...20 {
      let world = try AzWorld(seed: seed)
      var dice = AzDice(seed: seed &* 7919 &+ path.joined().utf8.count)
      let line = dice.line(of: row)
      guard let changed = try? apply(line, to: world.resources) else { continue }
      made += 1
      let undo = try Undo(of: try Change(script: line, name: "change").edits, on: world.resources)
      let lines = undo.steps.flatMap(\.lines)
      let gaps = undo.steps.flatMap(\.gaps).filter { if case .resource = $0 { true } else { false } }
      #expect(gaps.isEmpty || Self.oneWay.contains(path), "\(line)\n\(lines.map(\.text))\n\(gaps)")
      let back = try lines.isEmpty ? changed : apply(lines.map(\.text).joined(separator: "\n"), to: changed)
      #expect(facts(back) == facts(world.resources) || Self.oneWay.contains(path), "\(line)\n\(lines.map(\.text))")
    }
    #expect(made > 0, "only \(made) lines could be made")
  }

  @Test func `what is out of step comes into step, and no command takes that back`() throws {
    let id = "/subscriptions/s-1/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/"
    let text = """
      {"id": "\(id)hub", "name": "hub", "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "virtualNetworkPeerings": [
        {"id": "\(id)hub/virtualNetworkPeerings/to-x", "name": "to-x", "remoteVirtualNetwork": {"id": "\(id)x"},
         "peeringSyncLevel": "LocalNotInSync", "peeringState": "Connected"}]}
      """
    let stale = Loader.load(texts: [(name: "hub.json", bytes: Array(text.utf8))], onto: Resources())
    let line = "az network vnet peering sync -g rg --vnet-name hub -n to-x"
    #expect(try apply(line, to: stale).virtualNetworks.values[0].peerings[0].isInSync)
    let undo = try Undo(of: try Change(script: line, name: "change").edits, on: stale)
    #expect(undo.steps[0].lines.isEmpty)
    #expect(!undo.isComplete)
    let edits = [Change(document: Array(text.utf8), name: "stale.json").edits[0]]
    let back = try Undo(of: edits, on: try apply(line, to: stale))
    #expect(back.steps[0].lines.map(\.text) == [line])
  }

  @Test func `changes in a row are taken back from the last to the first`() throws {
    let world = try AzWorld(seed: 1).resources
    let script = """
      az network nsg create -g rg -n made
      az network nsg rule create -g rg --nsg-name made -n Allow --priority 100
      az network vnet subnet update -g rg --vnet-name hub -n agw --nsg made
      """
    let undo = try Undo(of: try Change(script: script, name: "change").edits, on: world)
    #expect(
      undo.steps.flatMap(\.lines).map(\.text) == [
        "az network vnet subnet update -g rg --vnet-name hub -n agw --network-security-group null",
        "az network nsg rule delete -g rg --nsg-name made -n Allow", "az network nsg delete -g rg -n made",
      ])
    #expect(undo.isComplete)
  }

  @Test func `an edited export is taken back as far as commands reach, and the rest is named`() throws {
    let world = try AzWorld(seed: 1).resources
    let id = "/subscriptions/s-1/resourceGroups/rg/providers/Microsoft.Network/"
    let text = """
      [{"id": "\(id)networkSecurityGroups/nsg-free", "name": "nsg-free", "securityRules": [
        {"name": "a", "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "*", "sourceAddressPrefix": "*",
         "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*"}]},
       {"id": "\(id)publicIPAddresses/pip", "name": "pip", "ipAddress": "20.1.2.3"}]
      """
    let undo = try Undo(of: Change(document: Array(text.utf8), name: "edited.json").edits, on: world)
    #expect(undo.steps[0].lines.map(\.text) == ["az network nsg rule delete -g rg --nsg-name nsg-free -n a"])
    guard case .resource(let gap)? = undo.steps[0].gaps.first else {
      Issue.record("no gap")
      return
    }
    #expect(gap.id.name == "pip")
  }

  private func apply(_ script: String, to resources: Resources) throws -> Resources {
    var resources = resources
    for edit in try Change(script: script, name: "script").edits { resources = try edit.applied(to: resources) }
    return resources
  }

  /// Every property with its value, without regard to the order of lists.
  private func facts(_ resources: Resources) -> Set<String> {
    var facts: Set<String> = []
    func add(_ value: Any, _ path: String) {
      switch value {
      case is Origin, is Origin?: return
      case let id as ResourceID: facts.insert("\(path) = \(id.text.lowercased())")
      case let reference as Reference: facts.insert("\(path) = \(reference.text.lowercased())")
      case let described as CustomStringConvertible where !(value is [Any]):
        facts.insert("\(path) = \(described.description.lowercased())")
      default:
        let mirror = Mirror(reflecting: value)
        if mirror.children.isEmpty { facts.insert("\(path) = \(value)") }
        let own = mirror.children.first { $0.label == "id" || $0.label == "name" }
          .map { ($0.value as? ResourceID)?.name ?? "\($0.value)" }
        for child in mirror.children { add(child.value, "\(path)/\(own ?? "")\(child.label ?? "")") }
      }
    }
    let normal = resources.normalized
    add(Array(normal.virtualNetworks.values), "network")
    add(Array(normal.networkSecurityGroups.values), "group")
    add(Array(normal.routeTables.values), "table")
    add(Array(normal.networkInterfaces.values), "card")
    add(Array(normal.applicationGateways.values), "gateway")
    add(Array(normal.privateDnsZones.values), "zone")
    add(Array(normal.webApps.values), "app")
    add(Array(normal.loadBalancers.values), "balancer")
    return facts
  }
}
