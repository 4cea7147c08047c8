import Outcomes
import PacketSets

/// A network security group (azure-semantics.md §1).
package struct NetworkSecurityGroup: Hashable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// The user's rules, in the order given.
  package var securityRules: [SecurityRule]
  /// Subnets that name themselves as associated (back-references).
  package var subnets: [Reference]
  /// Network interfaces that name themselves as associated (back-references).
  package var networkInterfaces: [Reference]

  /// A group.
  package init(
    id: ResourceID, origin: Origin, securityRules: [SecurityRule], subnets: [Reference] = [],
    networkInterfaces: [Reference] = []
  ) {
    self.id = id
    self.origin = origin
    self.securityRules = securityRules
    self.subnets = subnets
    self.networkInterfaces = networkInterfaces
  }
}

/// One rule as written, its tags not yet expanded.
package struct SecurityRule: Sendable, Hashable {
  /// Its name, unique in its group.
  package var name: String
  /// Where it is written; nil for the six default rules.
  package var origin: Origin?
  /// 100–4096 for users' rules; the lower number is looked at first.
  package var priority: Int
  /// Which packets it looks at.
  package var direction: TrafficDirection
  /// What it does with those it matches.
  package var access: Access
  /// Protocol as written: `Tcp`, `*` …
  package var `protocol`: RuleProtocol
  /// Sender.
  package var source: RuleEndpoint
  /// Receiver.
  package var destination: RuleEndpoint
  /// What its author says of it.
  package var description: String?

  /// A rule.
  package init(
    name: String, origin: Origin?, priority: Int, direction: TrafficDirection, access: Access, protocol: RuleProtocol,
    source: RuleEndpoint, destination: RuleEndpoint
  ) {
    self.name = name
    self.origin = origin
    self.priority = priority
    self.direction = direction
    self.access = access
    self.protocol = `protocol`
    self.source = source
    self.destination = destination
  }

  /// Whether it is one of the six that every group has.
  package var isDefault: Bool { priority >= 65000 }
}

/// The protocols a rule can name.
package enum RuleProtocol: String, CaseIterable, Sendable {
  case any = "*"
  case tcp = "Tcp"
  case udp = "Udp"
  case icmp = "Icmp"
  case esp = "Esp"
  case ah = "Ah"

  /// The IP protocols it covers; `*` covers all (azure-semantics.md §1.1, UNCONFIRMED for Esp and Ah).
  package var protocols: ProtocolSet {
    switch self {
    case .any: .all
    case .tcp: ProtocolSet(.tcp)
    case .udp: ProtocolSet(.udp)
    case .icmp: ProtocolSet([IPProtocol.icmp, .icmpv6].map { $0...$0 })
    case .esp: ProtocolSet(.esp)
    case .ah: ProtocolSet(.ah)
    }
  }
}

/// One end of a rule: addresses or application security groups, and ports.
package struct RuleEndpoint: Sendable, Hashable {
  /// Addresses as written; empty when application security groups are named.
  package var addresses: [RuleAddress]
  /// Application security groups instead of addresses.
  package var applicationSecurityGroups: [Reference]
  /// Port ranges as written; `*` is 0–65535.
  package var ports: PortSet

  /// One end of a rule.
  package init(
    addresses: [RuleAddress] = [.any], applicationSecurityGroups: [Reference] = [], ports: PortSet = .all
  ) {
    self.addresses = addresses
    self.applicationSecurityGroups = applicationSecurityGroups
    self.ports = ports
  }
}

/// An address in a rule.
package enum RuleAddress: Sendable, Hashable {
  case any
  case prefix(AddressPrefix)
  /// A service tag such as `VirtualNetwork` or `Storage.WestEurope`.
  case serviceTag(String)

  /// As Azure writes it.
  package var text: String {
    switch self {
    case .any: "*"
    case .prefix(let prefix): prefix.description
    case .serviceTag(let tag): tag
    }
  }
}

extension NetworkSecurityGroup {
  /// The six rules that every group has (azure-semantics.md §1.2), named as Azure's answers spell them.
  package static let defaultSecurityRules: [SecurityRule] = {
    func rule(
      _ name: String, _ priority: Int, _ direction: TrafficDirection, _ access: Access, from source: RuleAddress,
      to destination: RuleAddress
    ) -> SecurityRule {
      SecurityRule(
        name: name, origin: nil, priority: priority, direction: direction, access: access, protocol: .any,
        source: RuleEndpoint(addresses: [source]), destination: RuleEndpoint(addresses: [destination]))
    }
    let network = RuleAddress.serviceTag("VirtualNetwork")
    return [
      rule("AllowVnetInBound", 65000, .inbound, .allow, from: network, to: network),
      rule("AllowAzureLoadBalancerInBound", 65001, .inbound, .allow, from: .serviceTag("AzureLoadBalancer"), to: .any),
      rule("DenyAllInBound", 65500, .inbound, .deny, from: .any, to: .any),
      rule("AllowVnetOutBound", 65000, .outbound, .allow, from: network, to: network),
      rule("AllowInternetOutBound", 65001, .outbound, .allow, from: .any, to: .serviceTag("Internet")),
      rule("DenyAllOutBound", 65500, .outbound, .deny, from: .any, to: .any),
    ]
  }()
}

/// An application security group: network interfaces name it, rules use it.
package struct ApplicationSecurityGroup: Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin

  /// A group.
  package init(id: ResourceID, origin: Origin) {
    self.id = id
    self.origin = origin
  }
}
