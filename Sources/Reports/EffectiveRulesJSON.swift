import Explanations
import JSONText
import Outcomes
import PacketSets
import Reachability
import Resources

/// `agwsim effective-rules --format json`: the shape of `az network nic list-effective-nsg` (azure-json-shapes.md §5.7).
package enum EffectiveRulesJSON {
  /// The groups that apply, and in `agwsim` those that are not in the input.
  package static func answer(_ answer: EffectiveRulesAnswer) -> JSONValue {
    .members([
      ("value", .array(answer.groups.map(group))),
      ("agwsim", agwsim(answer)),
    ])
  }

  /// What Azure's list has no place for: groups that are not in the input, and security admin rules.
  private static func agwsim(_ answer: EffectiveRulesAnswer) -> JSONValue? {
    let missing = answer.missing + answer.adminRules.compactMap(\.missing)
    if missing.isEmpty, answer.adminRules.isEmpty { return nil }
    return .members([
      ("missing", missing.isEmpty ? nil : .array(missing.uniqued.map { $0.json() })),
      ("securityAdminRules", answer.adminRules.isEmpty ? nil : .array(answer.adminRules.map(adminRule))),
    ])
  }

  private static func adminRule(_ effective: EffectiveAdminRule) -> JSONValue {
    let rule = effective.rule
    func addresses(_ end: RuleEndpoint) -> JSONValue { .array(end.addresses.map { .string($0.text) }) }
    func ports(_ end: RuleEndpoint) -> JSONValue { .array(end.ports.effectiveRanges.map { .string($0) }) }
    return .members([
      ("access", .string(rule.access.rawValue)), ("applies", .string(effective.missing == nil ? "yes" : "unknown")),
      ("destinations", addresses(rule.destination)), ("destinationPortRanges", ports(rule.destination)),
      ("direction", .string(rule.direction.rawValue)), ("id", .string(rule.id.text)),
      ("priority", .integer(rule.priority)), ("protocol", .string(rule.protocol.effectiveName)),
      ("sources", addresses(rule.source)), ("sourcePortRanges", ports(rule.source)),
    ])
  }

  private static func group(_ group: EffectiveSecurityGroup) -> JSONValue {
    let isSubnet = ResourceKind(type: group.attachedTo.type) == .subnet
    return [
      "association": .object([.init(isSubnet ? "subnet" : "networkInterface", reference(group.attachedTo))]),
      "effectiveSecurityRules": .array(group.rules.map(rule)), "networkSecurityGroup": reference(group.group),
    ]
  }

  private static func rule(_ effective: EffectiveSecurityGroup.Rule) -> JSONValue {
    let rule = effective.rule
    let sources = rule.source.effectivePrefixes
    let destinations = rule.destination.effectivePrefixes
    let sourcePorts = rule.source.ports.effectiveRanges
    let destinationPorts = rule.destination.ports.effectiveRanges
    func texts(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
    func expanded(_ set: AddressSet?) -> JSONValue? { set.map { texts($0.prefixes.map(\.description)) } }
    return .members([
      ("access", .string(rule.access.rawValue)),
      ("destinationAddressPrefix", destinations.count == 1 ? .string(destinations[0]) : nil),
      ("destinationAddressPrefixes", texts(rule.destination.effectivePlural)),
      ("destinationPortRange", destinationPorts.count == 1 ? .string(destinationPorts[0]) : nil),
      ("destinationPortRanges", texts(destinationPorts)), ("direction", .string(rule.direction.rawValue)),
      ("expandedDestinationAddressPrefix", expanded(effective.expandedDestination)),
      ("expandedSourceAddressPrefix", expanded(effective.expandedSource)), ("name", .string(rule.effectiveName)),
      ("priority", .integer(rule.priority)), ("protocol", .string(rule.protocol.effectiveName)),
      ("sourceAddressPrefix", sources.count == 1 ? .string(sources[0]) : nil),
      ("sourceAddressPrefixes", texts(rule.source.effectivePlural)),
      ("sourcePortRange", sourcePorts.count == 1 ? .string(sourcePorts[0]) : nil),
      ("sourcePortRanges", texts(sourcePorts)),
    ])
  }
}

/// `{"id", "resourceGroup"}` as az prints references.
func reference(_ id: ResourceID) -> JSONValue {
  .members([("id", .string(id.text)), ("resourceGroup", id.resourceGroup.isEmpty ? nil : .string(id.resourceGroup))])
}

extension SecurityRule {
  /// The name as effective lists and IP flow verify write it.
  var effectiveName: String { (isDefault ? "defaultSecurityRules/" : "securityRules/") + name }
}

extension RuleProtocol {
  /// The protocol as effective lists write it.
  var effectiveName: String {
    switch self {
    case .any: "All"
    case .tcp, .udp, .icmp, .esp, .ah: rawValue
    }
  }
}

extension RuleEndpoint {
  /// Its addresses as effective lists write them, `*` as `0.0.0.0/0`; application security groups by their ids.
  var effectivePrefixes: [String] {
    addresses.map { address in
      switch address {
      case .any: "0.0.0.0/0"
      case .prefix, .serviceTag: address.text
      }
    } + applicationSecurityGroups.map(\.text)
  }
}

extension RuleEndpoint {
  /// The plural field, in which Azure lists `*` twice.
  var effectivePlural: [String] { addresses == [.any] ? ["0.0.0.0/0", "0.0.0.0/0"] : effectivePrefixes }
}

extension PortSet {
  /// The ports as effective lists write them: `0-65535`, `22-22`.
  var effectiveRanges: [String] { ranges.map { "\($0.lowerBound)-\($0.upperBound)" } }
}
