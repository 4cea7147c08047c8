import Outcomes
import PacketSets
import Resources

/// What a rule of lint found, by topic.
package enum LintDetail: Hashable, Sendable {
  case group(GroupLint)
  case route(RouteLint)
  case network(NetworkLint)
  case name(NameLint)
  case gateway(GatewayLint)
  /// What a prediction finds besides the health that it predicts.
  case finding(Finding)
}

/// A security rule as findings mention it.
package struct RuleMention: Hashable, Sendable {
  /// Its name.
  package let name: String
  /// Its priority.
  package let priority: Int
  /// What it does.
  package let access: Access

  init(_ rule: SecurityRule) {
    name = rule.name
    priority = rule.priority
    access = rule.access
  }
}

/// What was found of a security group.
package enum GroupLint: Hashable, Sendable {
  /// Earlier rules decide every packet of the rule, some of them the other way.
  /// - free: the next number before those rules that no rule has.
  case shadowed(RuleMention, by: [RuleMention], free: Int?)
  /// Earlier rules do the same with every packet of the rule.
  case redundant(RuleMention, by: [RuleMention])
  /// The group at the other level of the way denies every packet that the rule allows.
  case chainBlocked(RuleMention, place: ResourceID, by: RuleMention, otherGroup: ResourceID, otherPlace: ResourceID)
  /// The rule names some addresses of a gateway's subnet and not the others.
  case instanceAddresses(RuleMention, addresses: AddressSet, subnet: ResourceID)
  /// The rule names the address of a load balancer's or a gateway's frontend, which no packet carries there.
  case frontendAddress(RuleMention, address: IPAddress, frontend: ResourceID, isSource: Bool)
  /// The rule restricts the sender's port and not the receiver's.
  case sourcePort(RuleMention, ports: PortSet, direction: TrafficDirection)
  /// The rule names a service tag that Azure is not known to have.
  case unknownTag(RuleMention, tag: String, near: [String])
  /// The rule names a prefix that another one of the same list holds.
  case duplicatePrefix(RuleMention, AddressPrefix, within: AddressPrefix, isSource: Bool)
  /// No number is left before a rule that denies everything.
  /// - later: allow rules after it, which open nothing.
  /// - free: the highest number that no rule has.
  case noPriorityLeft(RuleMention, later: [RuleMention], free: Int?)
  /// Nothing has the group.
  case unattached
}

/// What was found of a route table.
package enum RouteLint: Hashable, Sendable {
  /// What is wrong with the address that a route leads to.
  package enum Appliance: Hashable, Sendable {
    /// It lies in no network that is reached directly.
    case outOfReach
    /// No machine of the subnet has it.
    case vacant(subnet: ResourceID)
    /// The network interface that has it does not carry what is for others.
    case notForwarding(ResourceID)
  }

  /// The route's next hop is no appliance that works for these subnets.
  case appliance(IPAddress, Appliance, subnets: [ResourceID])
  /// Packets to these subnets pass an appliance that their replies do not pass.
  /// - only: the addresses in them that are meant; nil for all.
  /// - answered: the senders whose replies do not; nil for all.
  case oneSided(
    appliance: IPAddress, name: String, from: ResourceID, to: [ResourceID], only: AddressSet?, answered: AddressSet?)
  /// The table of a VPN or ExpressRoute gateway's own subnet has a default route, or keeps learned routes out.
  case gatewaySubnet(subnet: ResourceID, keepsLearnedRoutesOut: Bool)
  /// Two routes of the table have the same prefix.
  case duplicate(AddressPrefix, other: String)
  /// No subnet has the table.
  case unattached
}

/// What was found of networks and their peerings.
package enum NetworkLint: Hashable, Sendable {
  /// The other network has no peering object back.
  case noPeeringBack(remote: ResourceID, isDisconnected: Bool)
  /// The peering's state is not Connected; the state of the other side is nil where the input lacks it.
  case peeringState(VirtualNetworkPeering.State, remote: ResourceID?, otherSide: VirtualNetworkPeering.State?)
  /// The peering does not carry ranges that a network got later.
  case notInSync(remote: ResourceID?)
  /// One side forbids access and the other does not.
  case accessOneSided(remote: ResourceID)
  /// This side uses the other's gateway, and the other does not lend it.
  case transitNotAllowed(remote: ResourceID)
  /// Two peers of one network have overlapping ranges.
  case overlappingPeers(AddressPrefix, of: ResourceID, other: AddressPrefix, otherOwner: ResourceID)
  /// A gateway's subnet has fewer addresses than the gateways in it can need.
  case subnetTooSmall(usable: Int, needed: Int, gateways: [ResourceID])
}

/// What was found of private DNS zones.
package enum NameLint: Hashable, Sendable {
  /// The zone has the record of a gateway's member, and is not linked to the gateway's network.
  /// - losing: names of members that the zone has no record of, and that a link would leave without an answer.
  case notLinked(name: String, gateway: ResourceID, network: ResourceID, linkedTo: [String], losing: [String])
  /// The zone takes over a domain of Azure's own in a gateway's network.
  case platformZone(network: ResourceID)
}

/// What was found of an application gateway.
package enum GatewayLint: Hashable, Sendable {
  /// A part of a gateway that something has to name.
  package enum Part: String, Hashable, Sendable {
    case pool = "backend pool"
    case setting = "backend setting"
    case probe = "probe"
    case listener = "listener"
    case pathMap = "path map"
  }

  /// How a certificate stands at the moment.
  package enum Validity: Hashable, Sendable {
    case expired(String)
    case endsSoon(String, days: Int)
    case notYet(String)
  }

  /// The probe asks for one host name and requests carry another.
  case probeHost(String, setting: ResourceID, settingHost: String)
  /// The probe sends 127.0.0.1 to a service that many customers share.
  case defaultHost(setting: ResourceID, member: String)
  /// A certificate's validity.
  case certificate(title: String, Validity)
  /// A certificate's validity ends at a moment, and nothing says which moment it is now.
  case certificateUnjudged(title: String)
  /// An earlier pattern takes every path of this one.
  case pathRule(pattern: String, earlier: String, earlierRule: String)
  /// An earlier listener takes every request for this host.
  case listener(host: String, earlier: String, port: UInt16)
  /// Nothing names the part.
  case unused(Part)
  /// Clients of the Internet reach a member past the gateway.
  case openToInternet(address: IPAddress, port: UInt16, publicAddress: ResourceID)
  /// Azure cannot manage the gateway.
  case management(Step)
}
