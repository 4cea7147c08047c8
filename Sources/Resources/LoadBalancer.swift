import Outcomes
import PacketSets

/// An Azure Load Balancer (azure-semantics.md §2.5, §4.12).
package struct LoadBalancer: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// `Basic`, `Standard` or `Gateway`, as written; nil when not shown.
  package var sku: String?
  /// The addresses it answers at.
  package var frontends: [Frontend]
  /// The machines it spreads flows over.
  package var backendAddressPools: [Pool]
  /// What it passes on.
  package var rules: [Rule]
  /// What it passes on to one machine each.
  package var inboundNatRules: [Rule] = []
  /// How it finds out which machines are up.
  package var probes: [Probe]

  /// A load balancer.
  package init(
    id: ResourceID, origin: Origin, sku: String? = nil, frontends: [Frontend] = [], backendAddressPools: [Pool] = [],
    rules: [Rule] = [], probes: [Probe] = []
  ) {
    self.id = id
    self.origin = origin
    self.sku = sku
    self.frontends = frontends
    self.backendAddressPools = backendAddressPools
    self.rules = rules
    self.probes = probes
  }

  /// An address that it answers at.
  package struct Frontend: Equatable, Sendable {
    /// Its name.
    package var id: ResourceID
    /// The private address; nil for a public frontend, and when Azure has not shown it.
    package var privateIPAddress: IPAddress?
    /// The subnet of a private frontend.
    package var subnet: Reference?
    /// The public address of a public frontend.
    package var publicIPAddress: Reference?

    /// An address that it answers at.
    package init(id: ResourceID, privateIPAddress: IPAddress?, subnet: Reference?, publicIPAddress: Reference?) {
      self.id = id
      self.privateIPAddress = privateIPAddress
      self.subnet = subnet
      self.publicIPAddress = publicIPAddress
    }
  }

  /// The machines that a rule spreads flows over: network interfaces, or plain addresses of a network.
  package struct Pool: Equatable, Sendable {
    /// Its name.
    package var id: ResourceID
    /// Where it is written.
    package var origin: Origin
    /// Members by their address configuration.
    package var backendIPConfigurations: [Reference]
    /// Members by address.
    package var addresses: [(address: IPAddress, origin: Origin)]

    /// A pool.
    package init(
      id: ResourceID, origin: Origin, backendIPConfigurations: [Reference] = [],
      addresses: [(address: IPAddress, origin: Origin)] = []
    ) {
      self.id = id
      self.origin = origin
      self.backendIPConfigurations = backendIPConfigurations
      self.addresses = addresses
    }

    package static func == (a: Pool, b: Pool) -> Bool {
      a.id == b.id && a.origin == b.origin && a.backendIPConfigurations == b.backendIPConfigurations
        && a.addresses.elementsEqual(b.addresses) { $0 == $1 }
    }
  }

  /// What is passed on.
  package struct Rule: Equatable, Sendable {
    /// Its name.
    package var id: ResourceID
    /// Where it is written.
    package var origin: Origin
    /// The frontend it listens at.
    package var frontend: Reference?
    /// The pools it passes flows to.
    package var pools: [Reference]
    /// The probe that says which machines are up; nil means all are.
    package var probe: Reference?
    /// The protocol; `*` with port 0 is a high-availability ports rule.
    package var `protocol`: RuleProtocol
    /// The frontend's port; 0 means every port.
    package var frontendPort: Int
    /// The machines' port; 0 means the frontend's.
    package var backendPort: Int
    /// Whether packets keep the frontend's address (direct server return).
    package var enableFloatingIP: Bool
    /// What is particular about an inbound NAT rule; nil for a load balancing rule.
    package var inboundNat: InboundNat?

    /// An inbound NAT rule passes a port on to one machine, or each port of a range to another machine of a pool.
    package struct InboundNat: Equatable, Sendable {
      /// The machine, by its address configuration; nil where nothing is attached, and for a pool.
      package var machine: Reference?
      /// The last port of a range; nil for a single port.
      package var lastPort: Int?

      /// One machine, or a range of ports.
      package init(machine: Reference?, lastPort: Int?) {
        self.machine = machine
        self.lastPort = lastPort
      }
    }

    /// A rule.
    package init(
      id: ResourceID, origin: Origin, frontend: Reference?, pools: [Reference], probe: Reference?,
      protocol: RuleProtocol, frontendPort: Int, backendPort: Int, enableFloatingIP: Bool = false
    ) {
      self.id = id
      self.origin = origin
      self.frontend = frontend
      self.pools = pools
      self.probe = probe
      self.protocol = `protocol`
      self.frontendPort = frontendPort
      self.backendPort = backendPort
      self.enableFloatingIP = enableFloatingIP
    }
  }

  /// How it finds out whether a machine is up.
  package struct Probe: Equatable, Sendable {
    /// `protocol`.
    package enum Conversation: String, CaseIterable, Sendable {
      case tcp = "Tcp"
      case http = "Http"
      case https = "Https"
    }

    /// Its name.
    package var id: ResourceID
    /// Where it is written.
    package var origin: Origin
    /// The conversation; HTTP and HTTPS want status 200.
    package var `protocol`: Conversation
    /// The machines' port.
    package var port: UInt16
    /// The path asked for by HTTP and HTTPS.
    package var requestPath: String?
    /// Seconds between probes.
    package var intervalInSeconds: Int?
    /// Failures after which a machine is down.
    package var numberOfProbes: Int?

    /// A probe.
    package init(
      id: ResourceID, origin: Origin, protocol: Conversation, port: UInt16, requestPath: String?,
      intervalInSeconds: Int? = nil, numberOfProbes: Int? = nil
    ) {
      self.id = id
      self.origin = origin
      self.protocol = `protocol`
      self.port = port
      self.requestPath = requestPath
      self.intervalInSeconds = intervalInSeconds
      self.numberOfProbes = numberOfProbes
    }
  }
}
