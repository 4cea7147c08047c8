import BackendHealth
import JSONText
import Loading
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources
import Testing

/// Azure's own recorded answers (Tests/Fixtures/azure-facts.json): each must be reproduced.
@Suite struct AzureFactsTests {
  /// What came of a question.
  enum Result: Equatable {
    case right
    /// The engine says that it cannot tell.
    case undetermined
    case wrong(String)
  }

  @Test(arguments: FactTable.facts)
  func `Azure's recorded answer is reproduced`(fact: FactTable.Fact) throws {
    let loaded = Loader.load(texts: fact.texts)
    try #require(loaded.problems.isEmpty, "\(loaded.problems)")
    let judge = FactJudge(Engine(NetworkModel(loaded.resources)))
    switch judge.judge(fact) {
    case .right: break
    case .undetermined:
      if fact.open == nil { Issue.record("undetermined (\(fact.source))") }
    case .wrong(let said): Issue.record("\(said) (\(fact.source))")
    }
  }

  @Test func `the table holds every counted question`() {
    #expect(FactTable.facts.count >= 70)
    #expect(Set(FactTable.facts.map { $0.question[0] }).count == 7)
  }
}

/// Asks the engine a recorded question and compares.
struct FactJudge {
  let engine: Engine

  init(_ engine: Engine) { self.engine = engine }

  private var model: NetworkModel { engine.model }

  func judge(_ fact: FactTable.Fact) -> AzureFactsTests.Result {
    switch fact.question[0] {
    case "ip-flow": ipFlow(fact)
    case "next-hop": nextHop(fact)
    case "effective-routes": routes(fact)
    case "effective-rules": rules(fact)
    case "trace": reachable(fact)
    case "health": health(fact)
    case "resolve": resolve(fact)
    default: .wrong("no command is called \(fact.question[0])")
    }
  }

  private func card(_ fact: FactTable.Fact) -> Card {
    if let name = fact.option("nic") { return try! Endpoint.card(name, of: .networkInterface, in: model) }
    return try! Endpoint.card(fact.option("vm")!, of: .virtualMachine, in: model)
  }

  private func subnet(_ fact: FactTable.Fact) -> NetworkSubnet? {
    guard let name = fact.option("subnet") else { return card(fact).primary?.subnet }
    guard case .site(let site) = try! Endpoint.read("subnet:" + name, in: model) else { return nil }
    return site.subnet
  }

  private func verdict(_ isRight: Bool, _ said: String) -> AzureFactsTests.Result { isRight ? .right : .wrong(said) }

  private func same(_ a: String?, _ b: String?) -> Bool { (a ?? "").lowercased() == (b ?? "").lowercased() }

  private func ipFlow(_ fact: FactTable.Fact) -> AzureFactsTests.Result {
    func end(_ option: String) -> (IPAddress, UInt16?) {
      let parts = fact.option(option)!.split(separator: ":")
      return (IPAddress(String(parts[0]))!, UInt16(parts[1]))
    }
    let answer = engine.ipFlow(
      card: card(fact), direction: fact.option("direction") == "Inbound" ? .inbound : .outbound, protocol: .tcp,
      local: end("local"), remote: end("remote"))
    guard let access = answer.access else { return .undetermined }
    let wanted = fact.answer["rule"]?.string
    return verdict(
      access.rawValue == fact.answer["access"]!.string && (wanted == nil || same(answer.rule?.name, wanted)),
      "\(access) \(answer.rule?.name ?? "-")")
  }

  private func nextHop(_ fact: FactTable.Fact) -> AzureFactsTests.Result {
    guard let subnet = subnet(fact) else { return .undetermined }
    let answer = engine.nextHop(from: subnet, to: IPAddress(fact.option("dest-ip")!)!)
    let said = (answer.nextHop?.kind.rawValue, answer.nextHop?.address?.description)
    if let not = fact.answer["not"] {
      return verdict(!same(said.0, not["nextHopType"]?.string), "\(said)")
    }
    guard let kind = said.0 else { return .undetermined }
    let table = answer.route?.routeTable?.name ?? "System Route"
    let type = ["VnetLocal": "VirtualNetwork", "VNetPeering": "VirtualNetworkPeering"][kind] ?? kind
    let wanted = fact.answer["nextHopType"]!.string!
    let isRight =
      (same(type, wanted) || same(kind, wanted)) && same(said.1, fact.answer["nextHopIpAddress"]?.string)
      && same(table, fact.answer["routeTable"]?.string)
    return verdict(isRight, "\(type) \(said.1 ?? "") \(table)")
  }

  private func routes(_ fact: FactTable.Fact) -> AzureFactsTests.Result {
    guard let subnet = subnet(fact) else { return .undetermined }
    let answer = engine.effectiveRoutes(of: subnet)
    if answer.missing != nil { return .undetermined }
    // Addresses of gateways are in no input, and neither are the /32 routes to them.
    let ours = Set(
      answer.rows.map { row in
        let address = row.source == .virtualNetworkGateway ? "" : row.nextHop.address?.description ?? ""
        return "\(row.source.rawValue) \(row.state.rawValue) \(row.prefix) \(row.nextHop.kind.rawValue) \(address)"
      })
    let theirs = Set(
      fact.answer["routes"]!.elements.map { row in
        let isGateway = row["source"]!.string == "VirtualNetworkGateway"
        let address = isGateway ? "" : row["nextHopIpAddress"]?.elements.first?.string ?? ""
        return
          "\(row["source"]!.string!) \(row["state"]!.string!) \(row["addressPrefix"]!.string!) \(row["nextHopType"]!.string!) \(address)"
      })
    let optional = Set((fact.answer["optional"]?.elements ?? []).map { "Default Active \($0.string!) None " })
    let extra = ours.subtracting(theirs).subtracting(optional)
    let missing = theirs.subtracting(ours)
    return verdict(extra.isEmpty && missing.isEmpty, "extra \(extra), missing \(missing)")
  }

  private func rules(_ fact: FactTable.Fact) -> AzureFactsTests.Result {
    let answer = engine.effectiveRules(card: card(fact))
    if !answer.missing.isEmpty { return .undetermined }
    var ours: Set<String> = []
    for group in answer.groups {
      for rule in group.rules.map(\.rule) {
        func side(_ end: RuleEndpoint) -> String {
          end.addresses.map { $0 == .any ? "0.0.0.0/0" : $0.text }.sorted().joined(separator: ",")
        }
        func ports(_ ports: PortSet) -> String {
          ports.ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ",")
        }
        let spoken = rule.protocol == .any ? "All" : rule.protocol.rawValue
        ours.insert(
          "\(group.group.name) \(rule.name) \(rule.direction.rawValue) \(rule.priority) \(rule.access.rawValue) \(spoken) \(ports(rule.source.ports)) \(ports(rule.destination.ports)) \(side(rule.source)) \(side(rule.destination))"
            .lowercased())
      }
    }
    var theirs: Set<String> = []
    for (group, rows) in fact.answer["rules"]!.members {
      for row in rows.elements {
        func list(_ key: String) -> String { row[key]!.elements.map { $0.string! }.sorted().joined(separator: ",") }
        let priority = try! row["priority"]!.parse().integer()
        theirs.insert(
          "\(group) \(row["name"]!.string!) \(row["direction"]!.string!) \(priority) \(row["access"]!.string!) \(row["protocol"]!.string!) \(list("sourcePorts")) \(list("destinationPorts")) \(list("sources")) \(list("destinations"))"
            .lowercased())
      }
    }
    return verdict(ours == theirs, "extra \(ours.subtracting(theirs)), missing \(theirs.subtracting(ours))")
  }

  private func reachable(_ fact: FactTable.Fact) -> AzureFactsTests.Result {
    let to = fact.option("to")!
    let colon = to.lastIndex(of: ":")!
    let flow = engine.flow(
      from: try! Endpoint.read(fact.option("from")!, in: model),
      to: try! Endpoint.read(String(to[..<colon]), in: model),
      port: UInt16(to[to.index(after: colon)...]), protocol: .tcp)
    let wanted = try! fact.answer["reachable"]!.parse().boolean()
    switch HealthPredictor(engine).flowVerdict(flow).verdict {
    case .reachable: return verdict(wanted, "reachable")
    case .blocked: return verdict(!wanted, "blocked by \(flow.decisive?.outcome?.rawValue ?? "-")")
    case .undetermined: return .undetermined
    case .partial: return .wrong("partial")
    }
  }

  private func health(_ fact: FactTable.Fact) -> AzureFactsTests.Result {
    guard let gateway = model.resources.applicationGateways.values.first else { return .wrong("no gateway") }
    let pairs = HealthPredictor(engine).predict(gateway).pairs
    if let listed = fact.answer["listed"] {
      let ours = Set(
        pairs.map { "\($0.pool.name)/\($0.setting.name): \($0.members.map(\.member.address).sorted())" })
      let theirs = Set(
        listed.elements.map { row in
          "\(row["pool"]!.string!)/\(row["setting"]!.string!): \(row["members"]!.elements.map { $0.string! }.sorted())"
        })
      return verdict(ours == theirs, "\(ours)")
    }
    var result = AzureFactsTests.Result.right
    for row in fact.answer["health"]!.elements {
      let pair = pairs.first { $0.pool.name == row["pool"]!.string && $0.setting.name == row["setting"]!.string }
      let member = pair?.members.first { $0.member.address == row["address"]!.string }
      guard let member else { return .wrong("\(row["address"]!.string!) is not listed") }
      if member.health == .undetermined {
        result = .undetermined
      } else if member.health.rawValue != row["health"]!.string {
        return .wrong("\(member.member.address) \(member.health) by \(member.cause?.rawValue ?? "-")")
      }
    }
    return result
  }

  private func resolve(_ fact: FactTable.Fact) -> AzureFactsTests.Result {
    let network = try! Endpoint.network(fact.option("from")!, in: model)
    let answer = engine.resolve(fact.question[1], from: network)
    if answer.decisive?.verdict == .undetermined { return .undetermined }
    let wanted = Set(fact.answer["addresses"]!.elements.map { $0.string! })
    return verdict(Set(answer.addresses.map(\.description)) == wanted, "\(answer.addresses)")
  }
}
