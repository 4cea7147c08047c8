import JSONText
import Outcomes
import PacketSets
import Resources

/// Reads Azure Virtual Network Manager's security admin rules and what they are for; children may stand in their parents or on
/// their own.
enum NetworkManagerReader {
  @Sendable static func manager(_ reader: FieldReader, _ id: ResourceID, _ assembly: Assembly) {
    for child in reader.readers("networkGroups") { group(child, child.childID(of: id, "networkGroups"), assembly) }
    for child in reader.readers("securityAdminConfigurations") {
      configuration(child, child.childID(of: id, "securityAdminConfigurations"), assembly)
    }
  }

  @Sendable static func group(_ reader: FieldReader, _ id: ResourceID, _ assembly: Assembly) {
    for child in reader.readers("staticMembers") { member(child, child.childID(of: id, "staticMembers"), assembly) }
  }

  @Sendable static func member(_ reader: FieldReader, _ id: ResourceID, _ assembly: Assembly) {
    guard let resource = reader.reference("resourceId") else { return reader.report(.missingField("resourceId")) }
    assembly.add(
      NetworkGroupMember(id: id, origin: reader.origin, resource: resource), id: id, origin: reader.origin,
      to: \.networkGroupMembers, earlier: \.origin)
  }

  @Sendable static func configuration(_ reader: FieldReader, _ id: ResourceID, _ assembly: Assembly) {
    for child in reader.readers("ruleCollections") {
      collection(child, child.childID(of: id, "ruleCollections"), assembly)
    }
  }

  @Sendable static func collection(_ reader: FieldReader, _ id: ResourceID, _ assembly: Assembly) {
    assembly.add(
      AdminRuleCollection(
        id: id, origin: reader.origin,
        networkGroups: reader.readers("appliesToGroups").compactMap { $0.reference("networkGroupId") }),
      id: id, origin: reader.origin, to: \.adminRuleCollections, earlier: \.origin)
    for child in reader.readers("rules") { rule(child, child.childID(of: id, "rules"), assembly) }
  }

  @Sendable static func rule(_ reader: FieldReader, _ id: ResourceID, _ assembly: Assembly) {
    guard let rule = SecurityAdminRule(reader, id: id) else { return }
    assembly.add(rule, id: id, origin: reader.origin, to: \.securityAdminRules, earlier: \.origin)
  }
}

extension SecurityAdminRule {
  /// Reads a rule; nil, with the reason reported, when a part without which it cannot be judged is missing or illegal.
  init?(_ reader: FieldReader, id: ResourceID) {
    // The documentation shows 0–99, the interface takes up to 4096 (azure-semantics.md §1.8).
    let priority = reader.integer("priority", in: 0...4096)
    let direction = reader.enumeration("direction", as: TrafficDirection.self)
    let access = reader.enumeration("access", as: AdminRuleAccess.self)
    let ruleProtocol: RuleProtocol? =
      reader.string("protocol")?.lowercased() == "any" ? .any : reader.enumeration("protocol", as: RuleProtocol.self)
    reader.require("priority", "direction", "access", "protocol")
    guard let priority, let direction, let access, let ruleProtocol else { return nil }
    let source = reader.adminEndpoint("source")
    let destination = reader.adminEndpoint("destination")
    self.init(
      id: id, origin: reader.origin, priority: priority, direction: direction, access: access, protocol: ruleProtocol,
      source: source.end, destination: destination.end, networkGroup: source.networkGroup ?? destination.networkGroup)
  }
}

extension FieldReader {
  /// One end of a security admin rule: `sources` and `sourcePortRanges`, or the destination's. Without addresses it is any.
  fileprivate func adminEndpoint(_ side: String) -> (end: RuleEndpoint, networkGroup: ResourceID?) {
    var networkGroup: ResourceID?
    var addresses: [RuleAddress] = []
    for item in readers(side + "s") {
      guard let written = item.string("addressPrefix") else { continue }
      if item.string("addressPrefixType")?.lowercased() == "networkgroup" {
        networkGroup = ResourceID(written) ?? ResourceID(type: ResourceKind.networkGroup.rawValue, names: [written])
      } else if let address = RuleAddress(written) {
        addresses.append(address)
      } else {
        context.report(.notA(.ruleAddress, field: "addressPrefix", found: written), at: item.origin("addressPrefix"))
      }
    }
    let ports = strings(side + "PortRanges", or: side + "PortRange").flatMap { range -> [ClosedRange<UInt16>] in
      if let ports = PortSet(range.text) { return Array(ports.ranges) }
      context.report(.notA(.portRange, field: side + "PortRange", found: range.text), at: range.origin)
      return []
    }
    return (
      RuleEndpoint(
        addresses: addresses.isEmpty ? [.any] : addresses, ports: ports.isEmpty ? .all : PortSet(ports)),
      networkGroup
    )
  }
}

extension NatGateway {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin, publicIPAddresses: reader.references("publicIpAddresses"),
      subnets: reader.references("subnets"))
  }
}
