import Outcomes
import PacketSets
import Resources

extension NetworkSecurityGroup {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin, securityRules: reader.readers("securityRules").compactMap { SecurityRule($0) },
      subnets: reader.references("subnets"), networkInterfaces: reader.references("networkInterfaces"))
  }
}

extension SecurityRule {
  /// Reads a rule; nil, with the reason reported, when a part without which it cannot be judged is missing or illegal.
  init?(_ reader: FieldReader) {
    guard let name = reader.string("name") else {
      reader.report(.missingField("name"))
      return nil
    }
    let priority = reader.integer("priority", in: 100...4096)
    let direction = reader.enumeration("direction", as: TrafficDirection.self)
    let access = reader.enumeration("access", as: Access.self)
    let ruleProtocol = reader.enumeration("protocol", as: RuleProtocol.self)
    reader.require("priority", "direction", "access", "protocol")
    let source = RuleEndpoint(reader, "source")
    let destination = RuleEndpoint(reader, "destination")
    guard let priority, let direction, let access, let ruleProtocol else { return nil }
    self.init(
      name: name, origin: reader.origin, priority: priority, direction: direction, access: access,
      protocol: ruleProtocol, source: source, destination: destination)
    description = reader.string("description").flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension RuleEndpoint {
  /// Reads `sourceAddressPrefix(es)`, `sourceApplicationSecurityGroups` and `sourcePortRange(s)`, or the destination's.
  init(_ reader: FieldReader, _ side: String) {
    let groups = reader.references(side + "ApplicationSecurityGroups")
    let addresses = reader.strings(side + "AddressPrefixes", or: side + "AddressPrefix")
    let ports = reader.strings(side + "PortRanges", or: side + "PortRange")
    if addresses.isEmpty && groups.isEmpty { reader.report(.missingField(side + "AddressPrefix")) }
    self.init(
      addresses: addresses.compactMap { written, origin in
        if let address = RuleAddress(written) {
          if case .serviceTag(let tag) = address { reader.context.serviceTags.append((tag, origin)) }
          return address
        }
        reader.context.report(.notA(.ruleAddress, field: side + "AddressPrefix", found: written), at: origin)
        return nil
      },
      applicationSecurityGroups: groups,
      ports: ports.isEmpty
        ? .all
        : PortSet(
          ports.flatMap { range in
            if let ports = PortSet(range.text) { return ports.ranges }
            reader.context.report(.notA(.portRange, field: side + "PortRange", found: range.text), at: range.origin)
            return []
          }))
  }
}

extension ApplicationSecurityGroup {
  init(_ reader: FieldReader, id: ResourceID) { self.init(id: id, origin: reader.origin) }
}
