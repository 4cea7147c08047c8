import JSONText
import OrderedCollections
import Outcomes
import Resources

/// Everything that was read, as one scenario: what is modelled and nothing else, in an order of its own, under the shortest names
/// that lead to one thing.
///
/// Which resources there are, and which children each has, the records say; what stands in each, the transcript. So parts that
/// were given on their own stand in their parents, and of what was given twice only that stays which counted.
struct ScenarioWriter {
  let resources: Resources
  private(set) var writer: TranscriptWriter
  private let descriptions: [JSONValue]
  private var members: [JSONValue.Member] = []

  init(_ resources: Resources, _ transcript: Transcript) {
    self.resources = resources
    descriptions = transcript.descriptions
    writer = TranscriptWriter(
      transcript, ResourceIndex(resources),
      networkGroups: Set(resources.networkGroupMembers.keys.compactMap(\.parent)))
  }

  /// The scenario's keys and values, in the order in which its format lists them.
  consuming func document() -> [JSONValue.Member] {
    write()
    // Only now it shows which full ids there are, and so whose names must not be taken for theirs.
    let ids = members.flatMap(\.value.ids)
    if !ids.isEmpty {
      for id in ids { writer.mention(id) }
      members = []
      write()
    }
    let order = Dictionary(uniqueKeysWithValues: ObjectShape.scenario.names.enumerated().map { ($1, $0) })
    return members.sorted { order[$0.key, default: 0] < order[$1.key, default: 0] }
  }

  private mutating func write() {
    add("description", Self.joined(descriptions))
    for kind in ResourceKind.allCases {
      guard let collection = kind.collection else { continue }
      add(collection, .array(kind == .networkManager ? networkManagers : writer.resources(entries(of: kind), of: kind)))
    }
    addFacts()
    addServiceTags()
  }

  private mutating func add(_ key: String, _ value: JSONValue?) {
    switch value {
    case .array([])?, .object([])?, nil: break
    case let value?: members.append(.init(key, value))
    }
  }

  private static func joined(_ descriptions: [JSONValue]) -> JSONValue? {
    let texts = descriptions.flatMap { description -> [JSONValue] in
      if case .array(let several) = description { several } else { [description] }
    }
    return texts.count == 1 ? texts[0] : .array(texts)
  }

  // MARK: Facts of scenarios

  private mutating func addFacts() {
    func objects(_ origins: [Origin]) -> JSONValue { .array(origins.map { writer.object(at: $0) }) }
    add("servers", objects(resources.servers.map(\.origin)))
    add("dnsServers", objects(resources.dnsServers.map(\.origin)))
    add("publicDns", .object(resources.publicDns.map { .init($0.name, $0.json) }))
    add("appliances", objects(resources.appliances.map(\.origin)))
    add("learnedRoutes", objects(resources.learnedRoutes.map(\.origin)))
    add(
      "load",
      .array(
        resources.loads.map { load in
          ["gateway": .string(writer.text(of: load.gateway)), "capacityUnits": .integer(Int(load.capacityUnits))]
        }))
    add("observedHealth", .array(observedHealth))
    if let roots = resources.wellKnownRoots {
      members.append(
        .init("wellKnownRoots", .array(roots.files.map { .string($0 == WellKnownRoots.systemBundle ? "system" : $0) })))
    }
    add("clock", resources.clock.map(JSONValue.string))
    if resources.assume != Assume() {
      add("assume", ["undeclaredServers": .string(resources.assume.undeclaredServers.rawValue)])
    }
    add("changes", .object(resources.changes.map { .init($0.name, $0.json) }))
    add("expect", objects(resources.expectations.map(\.origin)))
  }

  /// What `show-backend-health` said, gateway by gateway.
  private var observedHealth: [JSONValue] {
    var gateways: OrderedDictionary<ResourceID, OrderedDictionary<[ResourceID], [ObservedHealth]>> = [:]
    for report in resources.observedHealth {
      gateways[report.pool.parent ?? report.pool, default: [:]][[report.pool, report.setting], default: []].append(
        report)
    }
    return gateways.values.map { pairs in
      let pools = pairs.map { pair, reports -> JSONValue in
        let isLayer4 = pair[1].typeKey.hasSuffix("/backendsettingscollection")
        let setting = JSONValue.members([
          (isLayer4 ? "backendSettings" : "backendHttpSettings", ["id": .string(writer.text(of: pair[1]))]),
          (
            "servers",
            .array(
              reports.map { report in
                .members([
                  ("address", .string(report.address)), ("health", .string(report.health.rawValue)),
                  ("healthProbeLog", report.healthProbeLog.map(JSONValue.string)),
                  ("ipConfiguration", report.ipConfiguration.map { ["id": .string(writer.text(of: $0))] }),
                ])
              })
          ),
        ])
        return .object([
          .init("backendAddressPool", ["id": .string(writer.text(of: pair[0]))]),
          .init(isLayer4 ? "backendSettingsCollection" : "backendHttpSettingsCollection", [setting]),
        ])
      }
      return ["backendAddressPools": .array(pools)]
    }
  }

  /// The prefixes of tags that a resource names, and of those whose words stand somewhere else in the scenario, such as in a change.
  /// Azure's file has thousands of others.
  private mutating func addServiceTags() {
    guard !resources.serviceTags.isEmpty else { return }
    var words: Set<String> = []
    for member in members { member.value.collectWords(into: &words) }
    // Where a region's prefixes are not known, they are among the whole service's.
    let named = Set(
      resources.namedServiceTags.map { $0.lowercased() }.flatMap { [$0, String($0.prefix { $0 != "." })] })
    let tags = resources.serviceTags.names.filter { tag in
      named.contains(tag) || tag.split(separator: ".").allSatisfy { words.contains(String($0)) }
    }
    add(
      "serviceTags",
      .object(
        tags.map { tag in
          .init(tag, .array((resources.serviceTags[tag] ?? []).map { .string($0.description) }))
        }))
  }
}

extension JSONValue {
  /// The full ids in it, those in the middle of a text included: command lines have such.
  fileprivate var ids: [ResourceID] {
    switch self {
    case .string(let text):
      guard text.contains("/providers/") else { return [] }
      if let id = ResourceID(text) { return [id] }
      return text.split { $0.isWhitespace || "\"'=,;".contains($0) }.compactMap { ResourceID(String($0)) }
    case .array(let elements): return elements.flatMap(\.ids)
    case .object(let members): return members.flatMap(\.value.ids)
    case .null, .boolean, .integer, .number: return []
    }
  }

  /// Adds the words of every text in it, in lower case.
  fileprivate func collectWords(into words: inout Set<String>) {
    switch self {
    case .string(let text):
      for word in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "_" }) {
        words.insert(String(word))
      }
    case .array(let elements): for element in elements { element.collectWords(into: &words) }
    case .object(let members): for member in members { member.value.collectWords(into: &words) }
    case .null, .boolean, .integer, .number: break
    }
  }
}

extension DeclaredName {
  fileprivate var json: JSONValue {
    switch answer {
    case .addresses(let addresses): .array(addresses.map { .string($0.description) })
    case .cname(let name): ["cname": .string(name)]
    }
  }
}

extension NamedChange {
  fileprivate var json: JSONValue {
    let values = parts.compactMap { part -> JSONValue? in
      switch part {
      case .script(let text, origin: _): .string(Secrets.removed(from: text))
      case .json(let slice): (try? slice.parse()).map { Secrets.removed(from: JSONValue($0)) }
      }
    }
    return values.count == 1 ? values[0] : .array(values)
  }
}
