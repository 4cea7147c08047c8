import PacketSets

/// A fact that an answer needs and the input does not hold.
package enum MissingFact: Hashable, Sendable {
  /// Nothing says whether anything listens there.
  case listener(address: IPAddress, port: UInt16)
  /// A server listens there, but nothing says what it answers to the probe.
  case response(address: IPAddress, port: UInt16, path: String)
  /// The member's certificate is not described.
  case certificate(address: IPAddress, port: UInt16)
  /// Nothing says which roots are well known, and the certificate's root was not uploaded.
  case wellKnownRoots(address: IPAddress, port: UInt16)
  /// Nothing says which moment the certificate's validity is judged at.
  case clock(address: IPAddress, port: UInt16)
  /// Nothing says which moment a certificate of this name is judged at.
  case moment(certificate: String)
  /// The gateway's certificate is not shown, so nobody can tell what it signed.
  case certificateData(ResourceID)
  /// Nothing says whether the server takes a PROXY header.
  case proxyProtocol(address: IPAddress, port: UInt16)
  /// Nothing says what a public name resolves to.
  case publicName(String)
  /// A custom DNS server is not described, so nobody knows what it answers.
  case dnsServer(address: IPAddress, name: String)
  /// No network interface of the input has an address for this member.
  case address(of: ResourceID)
  /// A resource that another one refers to is not in the input.
  case resource(ResourceID, referencedBy: ResourceID, origin: Origin?)
  /// No network interface of the input has the address, and a rule names application security groups.
  case networkInterface(at: IPAddress, rule: Subject)
  /// The records of a private DNS zone are not in the input.
  case zoneRecords(ResourceID)
  /// The links of a private DNS zone are not in the input.
  case zoneLinks(ResourceID)
  /// The rules of a DNS forwarding ruleset are not in the input.
  case rulesetRules(ResourceID)
  /// The links of a DNS forwarding ruleset are not in the input.
  case rulesetLinks(ResourceID)
  /// A peering that carries only some subnets of its networks, and whether the sender's is among them is not certain.
  case subnetPeering(ResourceID)
  /// Whether a peering joins two regions is not known, as a network's region is not in the input, and it matters to what is there.
  case region(of: ResourceID, matters: ResourceID)
  /// The SKU of a load balancer beyond a peering between regions, which carries nothing to Basic ones.
  case loadBalancerSku(ResourceID)
  /// A public address of the input: what has it is there too, and how packets get to it is not evaluated.
  case publicAddress(ResourceID, IPAddress)
  /// A service tag whose prefixes are not known.
  case serviceTag(String, rule: Subject)
  /// A virtual appliance that a route sends packets to is not described.
  case appliance(IPAddress)
  /// A firewall's rule names receivers by name, and nothing says which name the packets are for.
  case firewallNames(Subject)
  /// The address belongs to a load balancer's frontend, and what it passes on is not in the input.
  case loadBalancer(ResourceID, IPAddress)
  /// A load balancer's rule leaves the frontend's address as the receiver's, and which rules let such packets through, and whether
  /// the machine takes them, is not evaluated.
  case floatingIP(Subject)
  /// Packets are for a firewall's own address: it may translate their receiver's address, and where to is not evaluated.
  case firewallAddress(ResourceID, IPAddress)
  /// Which public address something calls from is not in the input, or not certain.
  case egressAddress(of: ResourceID)
  /// The address belongs to a private endpoint that is not in the input itself.
  case privateEndpoint(ResourceID, IPAddress)
  /// A virtual network gateway forwards, and what lies behind it is not in the input.
  case virtualNetworkGateway(ResourceID?)
  /// Whether a virtual network is in the network group that a security admin rule is for.
  case networkGroupMembers(ResourceID, rule: Subject)
  /// Azure does not document what a v1 gateway answers to a host that no listener names (azure-semantics.md §8 row 25).
  case unmatchedHost(ResourceID)
  /// A network learns routes from a gateway or a Route Server by BGP, and the input does not say which.
  case learnedRoutes(network: ResourceID, from: ResourceID)
  /// A network is connected with a Virtual WAN hub, and what that routes is not evaluated.
  case virtualHub(ResourceID, network: ResourceID)
  /// A mesh of Virtual Network Manager may connect the network with others; who is in it is not evaluated.
  case connectedGroup(ResourceID, network: ResourceID)
  /// The subnets of a network are not in the input.
  case subnets(of: ResourceID)
  /// The addresses lie in no virtual network of the input.
  case onPremises(AddressSet)
  /// A public address that a learned default route sends to the premises, which may pass it on or not.
  case forcedTunnel(IPAddress)

  /// The outcome that this lack leads to.
  package var outcome: Outcome {
    switch self {
    case .listener: .undeterminedListener
    case .response: .undeterminedResponse
    case .unmatchedHost: .undeterminedResponse
    case .certificate: .undeterminedTLS
    case .wellKnownRoots, .clock, .moment, .certificateData, .proxyProtocol: .undeterminedTLS
    case .publicName, .dnsServer, .zoneRecords, .zoneLinks: .undeterminedName
    case .rulesetRules, .rulesetLinks: .undeterminedName
    case .address: .undeterminedAddress
    case .resource, .networkInterface, .subnetPeering, .publicAddress: .undeterminedResource
    case .connectedGroup, .subnets, .region: .undeterminedResource
    case .serviceTag: .undeterminedServiceTag
    case .appliance: .undeterminedAppliance
    case .firewallNames, .firewallAddress: .undeterminedAppliance
    case .egressAddress: .undeterminedResource
    case .loadBalancer, .loadBalancerSku, .floatingIP: .undeterminedLoadBalancer
    case .privateEndpoint: .undeterminedPrivateEndpoint
    case .virtualNetworkGateway: .undeterminedGateway
    case .networkGroupMembers: .undeterminedResource
    case .learnedRoutes, .virtualHub: .undeterminedGateway
    case .onPremises, .forcedTunnel: .undeterminedOnPremises
    }
  }
}

extension MissingFact {
  /// Whether a line about one server supplies it.
  package var isAboutServer: Bool {
    switch self {
    case .listener, .response, .certificate, .proxyProtocol: true
    case .wellKnownRoots, .clock, .moment, .certificateData, .unmatchedHost, .networkGroupMembers: false
    case .publicName, .dnsServer, .address, .resource, .serviceTag, .appliance, .loadBalancer,
      .privateEndpoint, .virtualNetworkGateway, .onPremises, .networkInterface, .zoneRecords, .zoneLinks,
      .subnetPeering, .publicAddress, .firewallNames, .rulesetRules, .rulesetLinks, .learnedRoutes, .virtualHub,
      .connectedGroup, .subnets, .forcedTunnel, .region, .loadBalancerSku, .floatingIP,
      .firewallAddress, .egressAddress:
      false
    }
  }

  /// Whether it shows once packets get on their way: what a server or an appliance does with them.
  package var isBehind: Bool {
    switch self {
    case .appliance, .wellKnownRoots, .clock, .certificateData: true
    default: isAboutServer
    }
  }
}
