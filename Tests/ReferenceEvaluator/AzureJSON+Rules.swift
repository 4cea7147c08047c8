/// Security rules in all their spellings (azure-json-shapes §5.5).
extension AzureJSONWriter {
  mutating func securityRule(
    _ rule: ReferenceSecurityRule, _ parent: String, _ collection: String
  ) -> ReferenceJSON {
    var facts: [(String, ReferenceJSON)] = [
      ("priority", .number(rule.priority)), ("direction", enumeration(rule.direction.rawValue)),
      ("access", enumeration(rule.access.rawValue)),
      ("protocol", rule.protocol.map { enumeration($0.rawValue) } ?? .string("*")),
    ]
    facts += side(rule.source, "source")
    facts += side(rule.destination, "destination")
    facts += ports(rule.sourcePorts, "source")
    facts += ports(rule.destinationPorts, "destination")
    return child(parent, collection, rule.name, facts)
  }

  private mutating func side(_ side: ReferenceRuleSide, _ end: String) -> [(String, ReferenceJSON)] {
    switch side {
    case .any: return oneOrMany(random.chance(20) ? "0.0.0.0/0" : "*", "\(end)AddressPrefix", "es")
    case .serviceTag(let tag): return oneOrMany(tag, "\(end)AddressPrefix", "es")
    case .prefixes(let prefixes):
      let texts = prefixes.map { prefix in
        prefix.length == 32 && random.chance(50) ? ReferenceAddress.text(prefix.first) : prefix.description
      }
      return oneOrMany(texts, "\(end)AddressPrefix", "es")
    case .applicationSecurityGroups(let groups):
      let references = groups.map { reference("applicationSecurityGroups", $0) }
      var facts: [(String, ReferenceJSON)] = [("\(end)ApplicationSecurityGroups", .array(references))]
      if random.chance(50) { facts.append(("\(end)AddressPrefixes", .array([]))) }
      return facts
    }
  }

  private mutating func ports(_ ports: ReferencePorts, _ end: String) -> [(String, ReferenceJSON)] {
    switch ports {
    case .any: return oneOrMany(random.chance(20) ? "0-65535" : "*", "\(end)PortRange", "s")
    case .ranges(let ranges):
      let texts = ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      return oneOrMany(texts, "\(end)PortRange", "s")
    }
  }

  /// The singular key; the plural one is missing or empty.
  private mutating func oneOrMany(_ text: String, _ key: String, _ plural: String) -> [(String, ReferenceJSON)] {
    var facts: [(String, ReferenceJSON)] = [(key, .string(text))]
    if random.chance(50) { facts.append((key + plural, .array([]))) }
    return facts
  }

  /// The plural key, the singular one missing, null or empty; a single text mostly as the singular key.
  private mutating func oneOrMany(_ texts: [String], _ key: String, _ plural: String) -> [(String, ReferenceJSON)] {
    if texts.count == 1 && random.chance(70) { return oneOrMany(texts[0], key, plural) }
    var facts: [(String, ReferenceJSON)] = [(key + plural, .array(texts.map { .string($0) }))]
    if random.chance(30) { facts.append((key, random.chance(50) ? .null : .string(""))) }
    return facts
  }
}
