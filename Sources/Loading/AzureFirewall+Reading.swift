import Outcomes
import PacketSets
import Resources

extension AzureFirewall {
  init(_ reader: FieldReader, id: ResourceID) {
    let configurations = reader.readers("ipConfigurations")
    let hub = reader.reader("hubIPAddresses")?.address("privateIPAddress")
    self.init(
      id: id, origin: reader.origin,
      addresses: configurations.compactMap { $0.address("privateIPAddress") } + [hub].compactMap { $0 },
      subnet: configurations.compactMap { $0.reference("subnet") }.first,
      firewallPolicy: reader.reference("firewallPolicy"),
      ruleCollections: reader.readers("networkRuleCollections").compactMap { FirewallRuleCollection($0, .network) }
        + reader.readers("applicationRuleCollections").compactMap { FirewallRuleCollection($0, .application) }
        + reader.readers("natRuleCollections").compactMap { FirewallRuleCollection($0, .nat) })
    publicIPAddresses = configurations.compactMap { $0.reference("publicIPAddress") }
  }
}

extension FirewallPolicy {
  init(_ reader: FieldReader, id: ResourceID) {
    let snat = reader.reader("snat")
    self.init(
      id: id, origin: reader.origin, basePolicy: reader.reference("basePolicy"),
      privateRanges: snat?.hasList("privateRanges") == true ? snat?.privateRanges : nil)
  }
}

extension FieldReader {
  /// Prefixes, and the word that stands for the private ones.
  fileprivate var privateRanges: [AddressPrefix] {
    strings("privateRanges").flatMap { written, origin -> [AddressPrefix] in
      if written.lowercased() == "ianaprivateranges" { return AddressPrefix.privateRanges }
      return prefix(written, field: "privateRanges", at: origin).map { [$0] } ?? []
    }
  }
}

extension FirewallRuleCollectionGroup {
  init?(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin, priority: reader.integer("priority", in: 100...65000) ?? 65000,
      ruleCollections: reader.readers("ruleCollections").compactMap { FirewallRuleCollection($0, nil) })
  }
}

extension FirewallRuleCollection {
  /// Reads a collection of a policy, whose rules say their own kind, or of a firewall, whose collections are of one kind each.
  init?(_ reader: FieldReader, _ kind: FirewallRule.Kind?) {
    let action = reader.reader("action")?.string("type")?.lowercased()
    let isNat = kind == .nat || (reader.string("ruleCollectionType")?.lowercased().contains("nat") ?? false)
    self.init(
      name: reader.string("name") ?? "", priority: reader.integer("priority", in: 100...65000) ?? 65000,
      access: action == "deny" ? .deny : .allow,
      rules: reader.readers("rules").compactMap { FirewallRule($0, kind ?? (isNat ? .nat : nil)) })
  }
}

extension FirewallRule {
  /// Reads a rule; nil, with the reason reported, when nothing says what kind it is.
  init?(_ reader: FieldReader, _ known: Kind?) {
    guard let kind = known ?? reader.enumeration("ruleType", as: Kind.self) else {
      reader.require("ruleType")
      return nil
    }
    let conversations = kind == .application ? reader.readers("protocols") : []
    let written = reader.strings("ipProtocols").isEmpty ? "protocols" : "ipProtocols"
    self.init(
      name: reader.string("name") ?? "", origin: reader.origin, kind: kind,
      sources: reader.ends("sourceAddresses", groups: "sourceIpGroups"),
      destinations: reader.ends("destinationAddresses", groups: "destinationIpGroups"),
      names: ["targetFqdns", "destinationFqdns", "fqdnTags", "targetUrls", "webCategories"].flatMap {
        reader.strings($0).map(\.text)
      },
      protocols: kind == .application
        ? [.tcp]
        : reader.strings(written).map { text, _ in
          RuleProtocol.allCases.first { $0.rawValue.lowercased() == text.lowercased() } ?? .any
        },
      ports: kind == .application
        ? PortSet(conversations.compactMap { $0.port("port") }.map { $0...$0 })
        : PortSet(
          reader.strings("destinationPorts").flatMap { range in
            if let ports = PortSet(range.text) { return ports.ranges }
            reader.context.report(
              .notA(.portRange, field: "destinationPorts", found: range.text), at: range.origin)
            return []
          }))
  }
}

extension FieldReader {
  /// The ends of a firewall rule: addresses, prefixes, ranges `10.0.0.1-10.0.0.9`, service tags and IP groups.
  fileprivate func ends(_ key: String, groups: String) -> [FirewallRule.End] {
    let written = strings(key).compactMap { text, origin -> FirewallRule.End? in
      let bounds = text.split(separator: "-").map { IPAddress(String($0)) }
      if bounds.count == 2, let low = bounds[0], let high = bounds[1], low <= high {
        return .range(AddressSet(low...high))
      }
      switch RuleAddress(text) {
      case .any: return .any
      case .prefix(let prefix): return .prefix(prefix)
      case .serviceTag(let tag): return .serviceTag(tag)
      case nil:
        context.report(.notA(.ruleAddress, field: key, found: text), at: origin)
        return nil
      }
    }
    return written + textReferences(groups).map { .ipGroup($0) }
  }
}

extension IPGroup {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin,
      addresses: reader.strings("ipAddresses").reduce(AddressSet()) { set, entry in
        let bounds = entry.text.split(separator: "-").map { IPAddress(String($0)) }
        if bounds.count == 2, let low = bounds[0], let high = bounds[1], low <= high {
          return set.union(AddressSet(low...high))
        }
        return reader.prefix(entry.text, field: "ipAddresses", at: entry.origin).map { set.union(AddressSet($0)) }
          ?? set
      })
  }
}
