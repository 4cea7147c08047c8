/// What Azure does not know of a network, as a scenario: its appliances. Loads beside `azureJSON` of the same network.
///
/// The virtual network of an appliance is written where several hold its address, and now and then elsewhere; facts that
/// equal their defaults are written or left out.
///
/// - Parameter seed: decides the variations; the facts do not depend on it.
package func scenarioJSON(_ network: ReferenceNetwork, seed: UInt64 = 0) -> String {
  var writer = ScenarioJSONWriter(network: network, random: SplitMix64(seed: seed))
  return ReferenceJSON.object([("appliances", .array(network.appliances.map { writer.appliance($0) }))]).text
}

/// Writes the appliances of one network; what varies is drawn from `random`.
private struct ScenarioJSONWriter {
  let network: ReferenceNetwork
  var random: SplitMix64

  mutating func appliance(_ item: ReferenceAppliance) -> ReferenceJSON {
    var facts: [(String, ReferenceJSON)] = [
      ("name", .string(item.name)), ("address", .string(ReferenceAddress.text(item.address))),
    ]
    let holders = network.virtualNetworks.filter { home in home.prefixes.contains { $0.contains(item.address) } }
    if holders.count > 1 || random.chance(30) { facts.append(("virtualNetwork", .string(item.virtualNetwork))) }
    if !item.isStateful || random.chance(50) { facts.append(("stateful", .bool(item.isStateful))) }
    if item.sourceNAT || random.chance(50) { facts.append(("sourceNat", .bool(item.sourceNAT))) }
    if let rules = item.rules { facts.append(("rules", .array(rules.map { rule($0) }))) }
    return .object(facts)
  }

  private mutating func rule(_ rule: ReferenceApplianceRule) -> ReferenceJSON {
    var facts: [(String, ReferenceJSON)] = [("access", .string(rule.access.rawValue))]
    let ports = rule.destinationPorts.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
    for (key, value) in [
      ("protocol", rule.protocol?.rawValue), ("source", rule.source?.description),
      ("destination", rule.destination?.description), ("destinationPort", ports),
    ] {
      if let value {
        facts.append((key, .string(value)))
      } else if random.chance(50) {
        facts.append((key, .string("*")))
      }
    }
    return .object(facts)
  }
}
