import PacketSets

/// One thing that happened to a set of packets on their way: which stage, who decided, and why.
package struct Step: Hashable, Sendable {
  /// On the way there or back.
  package let leg: Leg
  /// What it did with `packets`.
  package let verdict: StepVerdict
  /// Why, when the verdict is deny or undetermined.
  package let outcome: Outcome?
  /// Who decided.
  package let subject: Subject?
  /// The packets this record speaks of, as the sender of the forward leg emits them.
  package let packets: PacketSet
  /// What was looked at.
  package let detail: StepDetail
  /// The fact that the input lacks, when the verdict is undetermined.
  package let missing: MissingFact?

  /// A step record.
  package init(
    _ leg: Leg, _ verdict: StepVerdict, _ detail: StepDetail, packets: PacketSet, outcome: Outcome? = nil,
    subject: Subject? = nil, missing: MissingFact? = nil
  ) {
    self.leg = leg
    self.verdict = verdict
    self.detail = detail
    self.packets = packets
    self.outcome = outcome ?? missing?.outcome
    self.subject = subject
    self.missing = missing
  }

  /// The same record with another verdict, once it is known what it does to the whole.
  package func judged(_ verdict: StepVerdict) -> Step {
    Step(leg, verdict, detail, packets: packets, outcome: outcome, subject: subject, missing: missing)
  }
}

/// What a step looked at, with the facts that a reader wants to see.
package enum StepDetail: Hashable, Sendable {
  case name(NameStep)
  case route(RouteStep)
  case rule(RuleStep)
  /// No network security group is attached here, so everything passes.
  case noSecurityGroup(FilterPoint)
  /// Replies of an allowed flow pass every network security group.
  case flowState
  case peering(PeeringStep)
  case appliance(ApplianceStep)
  case loadBalancer(LoadBalancerStep)
  case privateEndpoint(PrivateEndpointStep)
  case guestFirewall(address: IPAddress, rule: String?)
  case listener(ListenerStep)
  case tls(TLSStep)
  case response(ResponseStep)
  case gateway(GatewayStep)
  /// The pool has no member.
  case emptyPool
}

/// The route that a subnet's effective routes choose.
package struct RouteStep: Hashable, Sendable {
  /// The subnet whose routes were asked; nil outside Azure.
  package let subnet: ResourceID?
  /// The chosen prefix; nil when no route covers the destination.
  package let prefix: AddressPrefix?
  /// Where the chosen route comes from.
  package let source: RouteSource
  /// Where it sends the packet.
  package let nextHop: NextHop

  /// A chosen route.
  package init(subnet: ResourceID?, prefix: AddressPrefix?, source: RouteSource, nextHop: NextHop) {
    self.subnet = subnet
    self.prefix = prefix
    self.source = source
    self.nextHop = nextHop
  }
}

/// Where an effective route comes from, spelt as Azure spells it (azure-semantics.md §2.3).
package enum RouteSource: String, CaseIterable, Hashable, Sendable {
  case system = "Default"
  case user = "User"
  case virtualNetworkGateway = "VirtualNetworkGateway"
}

/// A next hop: its type as in effective routes, and the address that goes with it.
package struct NextHop: Hashable, Sendable {
  /// The types of azure-semantics.md §2.3.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case vnetLocal = "VnetLocal"
    case vnetPeering = "VNetPeering"
    case vnetGlobalPeering = "VNetGlobalPeering"
    case virtualNetworkGateway = "VirtualNetworkGateway"
    case internet = "Internet"
    case virtualAppliance = "VirtualAppliance"
    case serviceEndpoint = "VirtualNetworkServiceEndpoint"
    case interfaceEndpoint = "InterfaceEndpoint"
    case none = "None"

    /// The type as Network Watcher's next hop spells it (azure-semantics.md §2.3).
    package var toolName: String {
      switch self {
      case .vnetLocal: "VirtualNetwork"
      case .vnetPeering, .vnetGlobalPeering: "VirtualNetworkPeering"
      case .serviceEndpoint, .virtualNetworkGateway, .internet, .virtualAppliance, .interfaceEndpoint, .none: rawValue
      }
    }
  }

  /// The type.
  package let kind: Kind
  /// The appliance's or gateway's address.
  package let address: IPAddress?

  /// A next hop.
  package init(_ kind: Kind, address: IPAddress? = nil) {
    self.kind = kind
    self.address = address
  }
}

/// A place where a network security group is or could be attached, and which way packets pass it.
package struct FilterPoint: Hashable, Sendable {
  /// Inbound to or outbound from the resource.
  package let direction: TrafficDirection
  /// The subnet or the network interface.
  package let attachedTo: ResourceID

  /// A place to filter.
  package init(_ direction: TrafficDirection, at attachedTo: ResourceID) {
    self.direction = direction
    self.attachedTo = attachedTo
  }
}

/// Azure's two directions of a security rule.
package enum TrafficDirection: String, CaseIterable, Hashable, Sendable {
  case inbound = "Inbound"
  case outbound = "Outbound"
}

/// What a rule does with what it matches.
package enum Access: String, CaseIterable, Hashable, Sendable {
  case allow = "Allow"
  case deny = "Deny"
}

/// The rule of a network security group that decided.
package struct RuleStep: Hashable, Sendable {
  /// Where the group is attached.
  package let point: FilterPoint
  /// The deciding rule's priority.
  package let priority: Int
  /// Whether it is one of the six that every group has.
  package let isDefault: Bool
  /// Rules that nearly let the packets through; empty for an allow.
  package let nearMisses: [NearMiss]
  /// The packets as they look here, where a device on the way has translated them or they are replies; nil where they look as
  /// their sender emits them.
  package let translated: PacketSet?

  /// A deciding rule.
  package init(
    point: FilterPoint, priority: Int, isDefault: Bool, nearMisses: [NearMiss] = [], translated: PacketSet? = nil
  ) {
    self.point = point
    self.priority = priority
    self.isDefault = isDefault
    self.nearMisses = nearMisses
    self.translated = translated
  }
}

/// An Allow rule that would have let the packets through but for one thing.
package struct NearMiss: Hashable, Sendable {
  /// What the rule lacks.
  package enum Lack: Hashable, Sendable {
    /// It matches, but comes after the rule that denies.
    case precedence
    case source(allowed: AddressSet, needed: AddressSet)
    case sourcePort(allowed: PortSet, needed: PortSet)
    case destination(allowed: AddressSet, needed: AddressSet)
    case destinationPort(allowed: PortSet, needed: PortSet)
    case `protocol`(allowed: ProtocolSet, needed: ProtocolSet)
  }

  /// The rule.
  package let rule: String
  /// Its priority.
  package let priority: Int
  /// Where it stands.
  package let origin: Origin?
  /// What it lacks.
  package let lack: Lack

  /// A near miss.
  package init(rule: String, priority: Int, origin: Origin?, lack: Lack) {
    self.rule = rule
    self.priority = priority
    self.origin = origin
    self.lack = lack
  }
}

/// A peering on the way.
package struct PeeringStep: Hashable, Sendable {
  /// The network that holds the peering object.
  package let network: ResourceID
  /// The network at its other end.
  package let remote: ResourceID

  /// A peering.
  package init(network: ResourceID, remote: ResourceID) {
    self.network = network
    self.remote = remote
  }
}

/// A virtual appliance or firewall on the way.
package struct ApplianceStep: Hashable, Sendable {
  /// What it did with the packets.
  package enum Event: Hashable, Sendable {
    /// It passed them on, by a rule when it has rules.
    case passed(rule: String?)
    /// It passed them on with its own address in place of the sender's.
    case translated(rule: String?)
    /// It handed them to a receiver behind it.
    case delivered
    /// Azure drops what is not for its network interface's own address, as IP forwarding is off there.
    case notForwarding
    /// A rule drops them; without a name no rule lets them through.
    case dropped(rule: String?)
    /// It keeps state, and the other half of the conversation does not pass it.
    case sawOneHalf
    /// Packets for a public address leave it with the sender's private address, so that replies never return.
    case publicWithoutTranslation
    /// The route sends them to a device that they have passed already.
    case passedBefore
    /// What it does is not known.
    case unknown
  }

  /// Its name.
  package let name: String
  /// The address that the route names.
  package let address: IPAddress
  /// What it did.
  package let event: Event

  /// A device on the way.
  package init(name: String, address: IPAddress, event: Event) {
    self.name = name
    self.address = address
    self.event = event
  }
}

/// A load balancer at the receiver's address or at a next hop (azure-semantics.md §4.12).
package struct LoadBalancerStep: Hashable, Sendable {
  /// What it did with the packets.
  package enum Event: Hashable, Sendable {
    /// It spreads them over these machines, at this port.
    case spread(over: [IPAddress], port: UInt16?)
    /// No rule passes on what comes to this port.
    case noRule(port: UInt16?)
    /// The rule's pool has no machine that is up.
    case noMember
    /// A machine gets nothing, as the load balancer's own probe does not succeed there.
    case down(IPAddress, why: Outcome)
    /// What it does is not known.
    case unknown
  }

  /// Its name.
  package let id: ResourceID
  /// The frontend's address.
  package let address: IPAddress
  /// The rule that passes packets on.
  package let rule: String?
  /// What it did.
  package let event: Event

  /// A load balancer on the way.
  package init(id: ResourceID, address: IPAddress, rule: String?, event: Event) {
    self.id = id
    self.address = address
    self.rule = rule
    self.event = event
  }
}

/// A private endpoint at the receiver's address.
package struct PrivateEndpointStep: Hashable, Sendable {
  /// Its name.
  package let id: ResourceID
  /// Its address.
  package let address: IPAddress
  /// The connection's state as Azure spells it; nil when it is not shown.
  package let state: String?
  /// Whether its subnet's network security group is looked at.
  package let isFiltered: Bool

  /// A private endpoint.
  package init(id: ResourceID, address: IPAddress, state: String?, isFiltered: Bool) {
    self.id = id
    self.address = address
    self.state = state
    self.isFiltered = isFiltered
  }
}

/// What answers at an address and port.
package struct ListenerStep: Hashable, Sendable {
  /// The address asked.
  package let address: IPAddress
  /// The port asked.
  package let port: UInt16
  /// Ports on which the declared server does listen.
  package let listening: [UInt16]
  /// The server's name, when one is declared.
  package let server: String?

  /// A look at a server.
  package init(address: IPAddress, port: UInt16, listening: [UInt16] = [], server: String? = nil) {
    self.address = address
    self.port = port
    self.listening = listening
    self.server = server
  }
}

/// What a server answers to a probe, and what the probe wants.
package struct ResponseStep: Hashable, Sendable {
  /// The Host header sent; nil for TCP and TLS.
  package let host: String?
  /// The path asked for.
  package let path: String
  /// The status that comes back; nil when nothing says so.
  package let status: Int?
  /// Statuses that count as healthy.
  package let expected: [ClosedRange<Int>]
  /// Text that the body must contain; empty when any will do.
  package let expectedBody: String
  /// Milliseconds until the answer is complete.
  package let delayMilliseconds: Double
  /// Seconds that the probe waits.
  package let timeoutSeconds: Int

  /// An answer and what is wanted.
  package init(
    host: String?, path: String, status: Int?, expected: [ClosedRange<Int>], expectedBody: String,
    delayMilliseconds: Double, timeoutSeconds: Int
  ) {
    self.host = host
    self.path = path
    self.status = status
    self.expected = expected
    self.expectedBody = expectedBody
    self.delayMilliseconds = delayMilliseconds
    self.timeoutSeconds = timeoutSeconds
  }
}

/// A look at the gateway itself, before any packet.
package enum GatewayStep: Hashable, Sendable {
  /// `operationalState` as written; nil when not shown.
  case operationalState(String?)
  /// `provisioningState` as written.
  case provisioningState(String)
  /// Azure's management packets to these ports, judged at the gateway's subnet.
  case management(ports: PortSet)
  /// The gateway's own packets to Azure's public endpoints at this port.
  case platformEndpoints(port: UInt16)
  /// The default route of the gateway's subnet leads away from the Internet.
  case defaultRoute(RouteStep)
}
