/// The two kinds of load balancer that differ in what they reach (azure-semantics §2.6).
package enum ReferenceLoadBalancerSKU: String, CaseIterable, Sendable {
  case basic = "Basic"
  case standard = "Standard"
}

/// An internal load balancer; all of it lies in one virtual network.
package struct ReferenceLoadBalancer: Equatable, Sendable {
  package let name: String
  /// The name of the virtual network of its frontends and members.
  package let virtualNetwork: String
  package let sku: ReferenceLoadBalancerSKU
  package let frontends: [ReferenceFrontend]
  package let pools: [ReferenceBackendPool]
  package let rules: [ReferenceLoadBalancingRule]

  /// A load balancer.
  package init(
    name: String, virtualNetwork: String, sku: ReferenceLoadBalancerSKU = .standard, frontends: [ReferenceFrontend],
    pools: [ReferenceBackendPool], rules: [ReferenceLoadBalancingRule]
  ) {
    self.name = name
    self.virtualNetwork = virtualNetwork
    self.sku = sku
    self.frontends = frontends
    self.pools = pools
    self.rules = rules
  }

  /// The rule that a packet which comes to a frontend falls under.
  func rule(for packet: ReferencePacket, at frontend: ReferenceFrontend) -> ReferenceLoadBalancingRule? {
    rules.first { $0.frontend == frontend.name && $0.takes(packet) }
  }
}

/// A private address of a load balancer.
package struct ReferenceFrontend: Equatable, Sendable {
  package let name: String
  package let address: UInt32
  /// The name of its subnet.
  package let subnet: String

  /// A frontend.
  package init(name: String, address: UInt32, subnet: String) {
    self.name = name
    self.address = address
    self.subnet = subnet
  }
}

/// The network interfaces that share a load balancer's work.
package struct ReferenceBackendPool: Equatable, Sendable {
  package let name: String
  /// The names of the members' interfaces.
  package let members: [String]

  /// A pool.
  package init(name: String, members: [String]) {
    self.name = name
    self.members = members
  }
}

/// What a load balancer does with what comes to one of its frontends.
package struct ReferenceLoadBalancingRule: Equatable, Sendable {
  package let name: String
  /// The name of the frontend.
  package let frontend: String
  /// The name of the pool.
  package let pool: String
  /// Nil stands for `All`.
  package let `protocol`: ReferenceProtocol?
  /// 0 stands for every port.
  package let frontendPort: UInt16
  /// 0 leaves the port as it is.
  package let backendPort: UInt16
  /// The TCP port that is probed, whatever the probe speaks; nil for a rule without a probe.
  package let probePort: UInt16?

  /// A rule; without anything but the names, an HA-ports rule without a probe.
  package init(
    name: String, frontend: String, pool: String, protocol: ReferenceProtocol? = nil, frontendPort: UInt16 = 0,
    backendPort: UInt16 = 0, probePort: UInt16? = nil
  ) {
    self.name = name
    self.frontend = frontend
    self.pool = pool
    self.protocol = `protocol`
    self.frontendPort = frontendPort
    self.backendPort = backendPort
    self.probePort = probePort
  }

  /// Whether the rule is for packets of this kind.
  ///
  /// Reading: `All` is TCP and UDP, as Azure's page on HA ports has it; no rule takes ICMP.
  func takes(_ packet: ReferencePacket) -> Bool {
    if packet.protocol == .icmp { return false }
    if let wanted = `protocol`, wanted != packet.protocol { return false }
    return frontendPort == 0 || frontendPort == packet.destinationPort
  }
}
