import PacketSets

/// Something an answer rests on that the input does not say. Every one that was used is printed.
package enum Assumption: Hashable, Sendable {
  /// `assume.undeclaredServers` is `listening`: something answers there, well.
  case serverListens(address: IPAddress, port: UInt16)
  /// The gateway's `sku` is not given, so it is taken for a v2 gateway.
  case gatewayIsV2(ResourceID)
  /// A network has several DNS servers: the first that can be reached answers, and the others hold the same records
  /// (azure-semantics.md §3.5).
  case dnsServersAgree(name: String)
  /// DNS servers answer a name differently, and whichever answers first, the health is the same (azure-semantics.md §3.5).
  case anyServerAnswers(name: String)
  /// Public DNS makes a name an alias of its privatelink name, as it does once a private endpoint exists (azure-semantics.md §3.3).
  case privateLinkAlias(name: String, target: String)
  /// A machine of a network with a registration link has registered its name.
  case registeredName(String, machine: ResourceID)
  /// A gateway remembers no addresses of a name that no longer resolves; until it is changed or restarted it would go on using
  /// them (azure-semantics.md §3.6).
  case noRememberedAddresses(name: String)
  /// A DNS server with a public address that nothing describes answers as public DNS does.
  case publicResolver(IPAddress)
  /// A DNS server outside the virtual networks of the input reaches another one there.
  case serversReach(from: IPAddress, to: IPAddress)
  /// A private zone takes over a domain of Azure's own, and the gateway's updates still succeed (azure-semantics.md §3.2).
  case platformZoneLinked(zone: ResourceID, network: ResourceID)
  /// The gateway's `operationalState` is not given, so it is taken as running.
  case gatewayRunning(ResourceID)
  /// Public addresses answer, and the replies come back, unless the input says otherwise.
  case internetDelivers(AddressSet)
  /// Packets of the Internet get to private addresses, by public addresses of their own or a load balancer's.
  case internetLeads(to: AddressSet)
  /// The Host header of a default probe is the setting's host name (azure-semantics.md §4.1, UNCONFIRMED).
  case defaultProbeHost(String)
  /// Every address that a name resolves to must work (azure-semantics.md §3.6, UNCONFIRMED).
  case everyAddressMustWork(name: String)
  /// A member without a fixed address may have any usable address of its subnet.
  case anyAddressOfSubnet(ResourceID)
  /// The premises behind a gateway have these addresses, and know the way back to a network that sends to them.
  case premisesAnswer(AddressSet, to: ResourceID)
  /// Packets from these addresses of the premises behind a gateway come in by that gateway.
  case premisesSend(AddressSet, to: ResourceID)
  /// A network learns no other routes from its gateways than the input states, although there may be some.
  case learnsNoMore(ResourceID)
  /// An address that no network interface of the input has is taken for a machine of its subnet without a network security
  /// group of its own.
  case machineAt(IPAddress)
  /// Azure's well-known certificate authorities are those of these files.
  case wellKnownRoots(files: [String])
  /// A described certificate without `notAfter` is valid.
  case certificateIsCurrent(name: String)
  /// A described chain ends with the uploaded root that has the name of its issuer.
  case rootByName(String)
  /// A gateway that sends no server name takes whatever name the certificate is for (azure-semantics.md §4.5, UNCONFIRMED).
  case nameNotChecked(address: IPAddress, port: UInt16)
  /// A v1 gateway compares the certificate and not its validity (azure-semantics.md §4.5, UNCONFIRMED).
  case expiryNotCheckedByV1(ResourceID)
  /// A v1 gateway sends the pool's name to servers and not the client's host, where the setting has none (azure-semantics.md §8
  /// row 35).
  case poolNameIsSent(String, host: String)
  /// The cipher suites that gateways use toward servers (azure-semantics.md §4.5, UNCONFIRMED).
  case gatewayCipherSuites
  /// A listener's `frontendPort` is not given, so it has its protocol's usual port.
  case listenerPort(ResourceID, UInt16)
  /// Who asks is not given: somebody whom the network lets in.
  case clientIsLetIn
  /// A web application firewall passes the request: its rules look at headers and bodies.
  case webFirewallPasses(ResourceID)
  /// A rewrite of headers or of the URL changes nothing that matters.
  case rewriteChangesNothing(ResourceID)
  /// A gateway that scales by itself has as many instances as the load needs, up to its limit.
  case scaledOut(ResourceID)
  /// Members and gateway have these idle times: Azure documents the one towards clients only (azure-semantics.md §5.4).
  case backendIdleTime(seconds: Int)
  /// Some probes come too late, and never so many in a row that the member turns Unhealthy.
  case lateProbesAreFew(percent: Double, inARow: Int)
  /// An appliance that a scenario describes forwards packets: its network interface is not in the input.
  case applianceForwards(String, IPAddress)
  /// A load balancer's machine answers its probe: nothing describes the server there.
  case loadBalancerProbeAnswered(ResourceID, IPAddress)
  /// Appliances behind a load balancer: packets of one conversation go to the same one both ways.
  case loadBalancerKeepsFlow(ResourceID)
  /// A private endpoint's connection is approved: its state is not shown.
  case privateEndpointApproved(ResourceID)
  /// An appliance passes an isolated gateway's packets on to a private endpoint in another region: Azure documents that they are
  /// dropped where the gateway sends them itself (azure-semantics.md §1.9).
  case applianceReachesEndpoint(ResourceID)
  /// Replies of a private endpoint do not use the route table of its subnet (azure-semantics.md §2.6).
  case privateEndpointRepliesDirectly(ResourceID)
  /// A configuration of security admin rules is deployed to the regions of its networks: the input does not show deployments.
  case adminRulesDeployed(ResourceID)
  /// A network group holds its static members and no others: members by policy do not show in the input.
  case networkGroupIsStatic(ResourceID)
  /// Azure accepts an outbound deny at the subnet of a classic v2 gateway that leaves the Internet open; field reports say that
  /// it refused any (azure-semantics.md §1.9).
  case outboundDenyAccepted(Subject)
  /// What neither of two inputs holds is the same in both.
  case sameInBoth(MissingFact)
  /// Service tags whose prefixes only one of two inputs lists hold the same ones in the other.
  case sharedServiceTags
}
