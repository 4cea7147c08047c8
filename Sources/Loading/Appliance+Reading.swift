import Outcomes
import PacketSets
import Resources

extension Appliance {
  /// Reads an appliance; nil, with the reason reported, when it has no address.
  init?(_ reader: FieldReader) {
    reader.allowOnly(.appliance)
    let addresses = reader.statedAddresses()
    guard let first = addresses.first else { return nil }
    self.init(
      name: reader.string("name") ?? first.description, origin: reader.origin, addresses: addresses,
      virtualNetwork: reader.reference("virtualNetwork"), isStateful: reader.boolean("stateful") ?? true,
      sourceNat: reader.boolean("sourceNat") ?? false,
      rules: reader.field("rules") == nil ? nil : reader.readers("rules").compactMap { ApplianceRule($0) },
      delivers: reader.field("delivers") == nil ? [] : reader.prefixes("delivers", or: "delivers"))
  }
}

extension ApplianceRule {
  init?(_ reader: FieldReader) {
    reader.allowOnly(.applianceRule)
    guard let access = reader.enumeration("access", as: Access.self) else {
      reader.require("access")
      return nil
    }
    guard let source = reader.addressesOfRule("source"), let destination = reader.addressesOfRule("destination") else {
      return nil
    }
    self.init(
      name: reader.string("name"), origin: reader.origin, access: access,
      protocol: reader.enumeration("protocol", as: RuleProtocol.self) ?? .any, source: source,
      destination: destination, destinationPorts: reader.ports("destinationPort") ?? .all)
  }
}

extension FieldReader {
  /// `*`, an address, a prefix, or a list of them; missing means everyone. Nil, with the reason reported, for anything else.
  fileprivate func addressesOfRule(_ key: String) -> AddressSet? {
    guard let node = field(key) else { return .all }
    if node.kind == .array { return AddressSet(prefixes: prefixes(key, or: key)) }
    guard let written = string(key), written != "*" else { return .all }
    return prefix(written, field: key, at: origin(key)).map { AddressSet($0) }
  }
}
