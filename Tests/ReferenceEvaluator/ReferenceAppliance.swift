/// What a person says about a virtual appliance: the part of it that Azure's own resources do not tell.
package struct ReferenceAppliance: Equatable, Sendable {
  package let name: String
  /// The address of its network interface.
  package let address: UInt32
  /// The name of the virtual network of that interface, as networks that are not peered may use an address twice.
  package let virtualNetwork: String
  /// Drops what belongs to no conversation it has seen begin (azure-semantics §2.7).
  package let isStateful: Bool
  /// Replaces the source of what it forwards by its own address (azure-semantics §1.4, §2.7).
  package let sourceNAT: Bool
  /// The first rule that matches decides and what matches none is denied; nil lets everything pass.
  package let rules: [ReferenceApplianceRule]?

  /// An appliance, by default stateful, without NAT, letting everything pass.
  package init(
    name: String, address: UInt32, virtualNetwork: String, isStateful: Bool = true, sourceNAT: Bool = false,
    rules: [ReferenceApplianceRule]? = nil
  ) {
    self.name = name
    self.address = address
    self.virtualNetwork = virtualNetwork
    self.isStateful = isStateful
    self.sourceNAT = sourceNAT
    self.rules = rules
  }

  /// Whether it must see both directions of a conversation: NAT cannot work without state, whatever `isStateful` says.
  package var keepsState: Bool { isStateful || sourceNAT }

  /// Whether the rules let a packet pass, as it arrives: before any NAT.
  func lets(_ packet: ReferencePacket) -> Bool {
    guard let rules else { return true }
    return rules.first { $0.matches(packet) }?.access == .allow
  }
}

/// One rule of an appliance; what is nil matches everything.
package struct ReferenceApplianceRule: Equatable, Sendable {
  package let access: ReferenceAccess
  package let `protocol`: ReferenceProtocol?
  package let source: ReferencePrefix?
  package let destination: ReferencePrefix?
  package let destinationPorts: ClosedRange<UInt16>?

  /// A rule; what is left out matches everything.
  package init(
    access: ReferenceAccess, protocol: ReferenceProtocol? = nil, source: ReferencePrefix? = nil,
    destination: ReferencePrefix? = nil, destinationPorts: ClosedRange<UInt16>? = nil
  ) {
    self.access = access
    self.protocol = `protocol`
    self.source = source
    self.destination = destination
    self.destinationPorts = destinationPorts
  }

  /// Whether a packet is the rule's business; ports are not looked at for ICMP, as in groups (azure-semantics §1.1).
  func matches(_ packet: ReferencePacket) -> Bool {
    if let wanted = `protocol`, wanted != packet.protocol { return false }
    if let source, !source.contains(packet.source) { return false }
    if let destination, !destination.contains(packet.destination) { return false }
    if packet.protocol == .icmp { return true }
    return destinationPorts?.contains(packet.destinationPort) ?? true
  }
}
