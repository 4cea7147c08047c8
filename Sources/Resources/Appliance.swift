import Outcomes
import PacketSets

/// A virtual appliance as a person describes it: what passes through the guest behind a next hop (azure-semantics.md §2.5).
package struct Appliance: Sendable {
  /// Its name.
  package var name: String
  /// Where it is written.
  package var origin: Origin
  /// Its addresses; packets enter and leave at the one that a route names.
  package var addresses: [IPAddress]
  /// The network that the addresses lie in, when the same address stands in several.
  package var virtualNetwork: Reference?
  /// Whether it drops packets of a conversation whose beginning it has not seen.
  package var isStateful: Bool
  /// Whether it puts its own address in place of the sender's.
  package var sourceNat: Bool
  /// Its rules, first match decides and nothing matching is dropped; nil when it passes everything.
  package var rules: [ApplianceRule]?
  /// Prefixes whose packets it hands over itself, to pods or to a network behind it.
  package var delivers: [AddressPrefix]

  /// An appliance.
  package init(
    name: String, origin: Origin, addresses: [IPAddress], virtualNetwork: Reference? = nil, isStateful: Bool = true,
    sourceNat: Bool = false, rules: [ApplianceRule]? = nil, delivers: [AddressPrefix] = []
  ) {
    self.name = name
    self.origin = origin
    self.addresses = addresses
    self.virtualNetwork = virtualNetwork
    self.isStateful = isStateful
    self.sourceNat = sourceNat
    self.rules = rules
    self.delivers = delivers
  }
}

/// One rule of an appliance.
package struct ApplianceRule: Sendable {
  /// Its name, for output.
  package var name: String?
  /// Where it is written.
  package var origin: Origin
  /// What it does.
  package var access: Access
  /// Which protocols it looks at.
  package var `protocol`: RuleProtocol
  /// Senders.
  package var source: AddressSet
  /// Receivers.
  package var destination: AddressSet
  /// Ports of the receiver.
  package var destinationPorts: PortSet

  /// A rule.
  package init(
    name: String?, origin: Origin, access: Access, protocol: RuleProtocol, source: AddressSet,
    destination: AddressSet, destinationPorts: PortSet
  ) {
    self.name = name
    self.origin = origin
    self.access = access
    self.protocol = `protocol`
    self.source = source
    self.destination = destination
    self.destinationPorts = destinationPorts
  }
}
