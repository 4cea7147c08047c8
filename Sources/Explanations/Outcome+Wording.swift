import Outcomes

extension Outcome {
  /// A few words that name it.
  package var title: String {
    switch self {
    case .dnsNoRecord: "the name has no address record"
    case .dnsServerUnreachable: "the DNS server cannot be reached"
    case .dnsLoop: "the name's aliases or forwarders form a circle"
    case .dnsPublicAnswer: "the name leads past its private endpoint"
    case .dnsServersDisagree: "the DNS servers answer differently"
    case .routeNone: "no route leads to the destination"
    case .routeInternet: "the route leads a private address to the Internet"
    case .routeApplianceAbsent: "the next hop appliance does not exist"
    case .addressUnassigned: "no machine has the address"
    case .routeApplianceNotForwarding: "the appliance does not forward"
    case .routeAsymmetric: "the replies take another way than the packets"
    case .routeLoop: "the routes lead in a circle"
    case .peeringForwardingDisabled: "the peering refuses forwarded traffic"
    case .peeringSubnetLeftOut: "the peering does not carry the subnet"
    case .peeringGlobalLoadBalancer: "a Basic load balancer in another region"
    case .peeringGlobalPrivateEndpoint: "a private endpoint in another region"
    case .loadBalancerNoRule: "the load balancer has no rule for the port"
    case .loadBalancerNoMember: "the load balancer has no machine that is up"
    case .privateEndpointNotApproved: "the private endpoint is not approved"
    case .applianceDenied: "denied by an appliance's rules"
    case .peeringNotConnected: "the peering is not connected"
    case .peeringAccessDisabled: "the peering does not allow access"
    case .peeringOutOfSync: "the peering does not know the range yet"
    case .connectionNotConnected: "the gateway's connection is down"
    case .nsgDenied: "denied by a network security group"
    case .guestDenied: "denied by the server's own firewall"
    case .portClosed: "nothing listens on the port"
    case .portWrong: "the server listens on another port"
    case .portProtocol: "the listener speaks another protocol"
    case .tlsProxyProtocol: "the server does not take the PROXY header"
    case .tlsVersion: "gateway and server have no TLS version in common"
    case .tlsCipher: "gateway and server have no cipher suite in common"
    case .tlsLeafMissing: "the server does not send its own certificate"
    case .tlsChainOrder: "the server sends its certificates in the wrong order"
    case .tlsChainIncomplete: "the intermediate certificate is missing"
    case .tlsUntrustedRoot: "the certificate's root is not trusted"
    case .tlsIntermediateUnknown: "no trusted root signed the intermediate one"
    case .tlsRootMismatch: "the uploaded root did not sign the certificate"
    case .tlsNotWhitelisted: "the server's certificate was not uploaded"
    case .tlsUnverifiable: "the certificate chain breaks a rule"
    case .tlsExpired: "a certificate is not valid at the moment"
    case .tlsNameMismatch: "the certificate is for another name"
    case .probeStatus: "the probe gets an unhealthy status code"
    case .probeBody: "the probe's answer lacks the wanted text"
    case .probeTimeout: "the probe's answer takes too long"
    case .hostRejected: "the server does not know the Host header"
    case .accessRestricted: "the site's access restrictions refuse the gateway"
    case .siteStopped: "the site is stopped"
    case .poolEmpty: "the backend pool is empty"
    case .managementBlocked: "Azure cannot manage the gateway"
    case .gatewayStopped: "the gateway is not running"
    case .gatewayFailed: "the gateway's last update failed"
    case .capacity: "the load is more than the gateway can carry"
    case .requestInvalid: "the gateway refuses the request itself"
    case .listenerNone: "no listener takes the request"
    case .ruleMissing: "no rule leads the request anywhere"
    case .redirectLoop: "the redirects lead in a circle"
    case .backendStatus: "the member answers with an error"
    case .requestTimeout: "the member's answer takes too long"
    case .connectionClosed: "the member closes the connection"
    case .clientClosed: "the client gives up first"
    case .noEgress: "the gateway has no way out to the Internet"
    case .adminRuleDenied: "denied by a security admin rule"
    case .memberStale: "no machine has the member's address"
    case .gatewayNotDeployable: "Azure refuses this configuration"
    case .instanceDependent: "the health depends on the instances' addresses"
    case .clientsBlocked: "no client reaches a listener"
    case .observedDiffers: "Azure reported another health"
    case .undeterminedListener: "what listens is not in the input"
    case .undeterminedResponse: "what the server answers is not known"
    case .undeterminedTLS: "the certificate cannot be judged"
    case .undeterminedName: "what the name resolves to is not known"
    case .undeterminedAddress: "the member's address is not in the input"
    case .undeterminedResource: "a resource on the path is not known"
    case .undeterminedServiceTag: "the service tag's prefixes are unknown"
    case .undeterminedAppliance: "the appliance's rules are not known"
    case .undeterminedLoadBalancer: "the load balancer's rules are not known"
    case .undeterminedPrivateEndpoint: "the private endpoint itself is unknown"
    case .undeterminedGateway: "the far side of the gateway is not known"
    case .undeterminedOnPremises: "what the premises do is not known"
    }
  }

  /// When exactly a flow or a probe has this outcome.
  package var condition: String {
    switch self {
    case .dnsNoRecord:
      "The DNS server or private zone that answers for the name, followed through every alias, has no A or AAAA record for it."
    case .dnsServerUnreachable:
      "Every custom DNS server that is asked is cut off: a route, a network security group or the server's own firewall stops "
        + "packets to its UDP port 53, for all or some of the gateway's addresses; or a forwarder's or forwarding rule's servers are."
    case .dnsLoop: "An alias leads back to a name, or a forwarder back to a server, that was asked already."
    case .dnsPublicAnswer:
      "Public DNS answers for a name that has a private endpoint, in a private DNS zone of the input or by the endpoint's own DNS "
        + "configuration, because no zone with it is linked to the network that asks or a custom server asks past Azure-provided "
        + "DNS; and the public address is not well."
    case .dnsServersDisagree:
      "Custom DNS servers that the gateway reaches answer the name differently, and their answers lead to different health."
    case .routeNone:
      "The effective route with the longest prefix that covers the destination has the next hop type None, or no effective "
        + "route covers it."
    case .routeInternet:
      "The effective route with the longest prefix that covers a private destination has the next hop type Internet, which "
        + "carries no private address."
    case .routeApplianceAbsent:
      "The chosen route has the next hop type VirtualAppliance, and the next hop's address lies neither in the virtual network "
        + "nor in one that is peered with it."
    case .addressUnassigned:
      "The destination lies in the address space of a virtual network of the input, and in none of its subnets."
    case .routeApplianceNotForwarding:
      "A route sends the packets to a network interface with enableIPForwarding false, and they are not for its own address."
    case .routeAsymmetric:
      "A device that keeps state sees the packets of one direction only, and does not translate the sender's address; or "
        + "packets for a public address leave an appliance with a private sender."
    case .routeLoop: "The routes send packets to an appliance that they have passed already."
    case .peeringForwardingDisabled:
      "Packets that did not begin in the network they come from cross a peering whose receiving side has allowForwardedTraffic "
        + "false."
    case .peeringSubnetLeftOut:
      "No route leads to the destination, and a peering with its network carries some subnets only (peerCompleteVnets false), not "
        + "that of the destination."
    case .peeringGlobalLoadBalancer:
      "The packets cross a peering between two regions, and they are for a Basic load balancer's frontend there, or routed to it: "
        + "global peering reaches the frontends of Standard ones only."
    case .peeringGlobalPrivateEndpoint:
      "A gateway with network isolation sends to a private endpoint over a peering between two regions, which drops them: a known "
        + "limit of such gateways."
    case .loadBalancerNoRule:
      "The packets are for a load balancer's frontend, or routed to it, and none of its load balancing and inbound NAT rules is for "
        + "their protocol and port."
    case .loadBalancerNoMember:
      "The rule's pool has no machine, or each machine's probe from 168.63.129.16 is denied by a network security group, by the "
        + "server's firewall, or not answered as the probe wants."
    case .privateEndpointNotApproved:
      "The packets are for a private endpoint whose connection is Pending, Rejected or Disconnected."
    case .applianceDenied:
      "The first rule of a virtual appliance or Azure Firewall that matches the packets denies them, or none matches."
    case .peeringNotConnected:
      "The packets cross a peering of which one side is missing, or has another peeringState than Connected."
    case .peeringAccessDisabled:
      "The packets cross a peering with allowVirtualNetworkAccess false, and no rule other than a default one allows them by "
        + "address or application security group."
    case .peeringOutOfSync:
      "The destination lies in a range that the other network got after the peering was made, and the peering's peeringSyncLevel "
        + "is not FullyInSync, so there is no route to it yet."
    case .connectionNotConnected:
      "No route leads to the destination, and the connection of a virtual network gateway that would lead there has the "
        + "connectionStatus NotConnected."
    case .nsgDenied:
      "In a network security group attached to a subnet or network interface on the path, the first rule in order of priority "
        + "that matches the packets has access Deny."
    case .guestDenied: "The first rule of the server's declared firewall that matches the packets has access Deny."
    case .portClosed: "The server's listeners are declared, and none uses the transport protocol at all."
    case .portWrong:
      "The server's listeners are declared, none has the port, and others have other ports."
    case .portProtocol:
      "A declared listener has the port, and its protocol is not the one that the probe speaks, such as Https on the server and "
        + "Http in the backend setting."
    case .tlsProxyProtocol:
      "The TLS setting preserves client addresses, or its probe sends the PROXY header, and the server's listener does not take "
        + "that header."
    case .tlsVersion:
      "The server's listener speaks none of the versions of TLS that the gateway uses toward servers: 1.2 and 1.3 for v2, 1.2 "
        + "for v1, and 1.0 to 1.2 for both before 31 August 2025."
    case .tlsCipher:
      "Gateway and server do not both speak TLS 1.3, and the server's listener has none of the cipher suites that the gateway "
        + "uses; a live v1 gateway was seen to report this as dates that are not valid."
    case .tlsLeafMissing: "Every certificate that the server sends is an authority's."
    case .tlsChainOrder:
      "The first certificate that the server sends is an authority's, and a later one is the server's own."
    case .tlsChainIncomplete:
      "The server's own certificate is signed by none of those that it sends nor by a trusted root, or it is self-signed and no "
        + "authority's."
    case .tlsUntrustedRoot:
      "The chain that the server sends ends with a root that is not well known, and the backend setting has no trusted root "
        + "certificates."
    case .tlsIntermediateUnknown:
      "The chain that the server sends ends with an intermediate certificate, and neither a well-known root nor one of the "
        + "backend setting's trusted root certificates signed it."
    case .tlsRootMismatch:
      "The chain that the server sends ends with a root that is neither well known nor among the backend setting's trusted root "
        + "certificates."
    case .tlsNotWhitelisted:
      "The gateway is a v1 gateway, and the server's certificate is not exactly one of the backend setting's authentication "
        + "certificates."
    case .tlsUnverifiable:
      "A trusted root is at the end of the chain, and the chain breaks a rule of RFC 5280 other than validity, such as an "
        + "issuer that may not issue, or a name that an authority may not sign for."
    case .tlsExpired:
      "The clock is before the notBefore or after the notAfter of a certificate of the chain."
    case .tlsNameMismatch:
      "The names of the server's certificate (the alternative names where there are any, else the common name; a wildcard stands "
        + "for one label) do not contain the name that the gateway sends: the custom probe's host, else the setting's hostName, "
        + "else the pool's name; on v1 the pool's name."
    case .probeStatus:
      "The server answers the probe with a status code outside the probe's statusCodes (default 200-399)."
    case .probeBody: "The body of the server's answer does not contain the probe's body text."
    case .probeTimeout: "The server's answer is complete only after the probe's timeout (default 30 seconds)."
    case .hostRejected:
      "The platform in front of the server, or the server itself, answers the Host header that the gateway sends with an error, "
        + "and would answer another one well: App Service knows only host names that are bound to it."
    case .accessRestricted:
      "The access restrictions of an App Service deny the address or subnet that the gateway calls from, or name others only: 403."
    case .siteStopped: "The App Service that is called is in the state Stopped, and answers 403."
    case .poolEmpty: "A rule sends requests to a backend pool without members."
    case .managementBlocked:
      "The gateway subnet's network security group denies GatewayManager inbound on ports 65200-65535 (v2) or 65503-65534 (v1), "
        + "or denies everything outbound to the Internet, or the gateway subnet's route for 0.0.0.0/0 leads away from the "
        + "Internet; and the gateway is not isolated."
    case .gatewayStopped: "The gateway's operationalState is given and is not Running."
    case .gatewayFailed: "The gateway's provisioningState is Failed."
    case .capacity:
      "The declared load is more capacity units than ten for each instance that the gateway may have: what is over is answered "
        + "502, though every member is healthy."
    case .requestInvalid:
      "The gateway answers without asking a member: plain HTTP to an HTTPS port or the other way round, no Host header or an illegal "
        + "one, TRACE, a URL or a header of more than 32 KB."
    case .listenerNone:
      "No listener of the frontend has the port, and nothing answers; or those that have it name other hosts, and v2 answers 404."
    case .ruleMissing:
      "The listener has no rule, or the rule that takes the request names neither a pool nor a redirect."
    case .redirectLoop: "A client that follows the gateway's redirects comes back to a URL where it was."
    case .backendStatus: "The member answers the request with a status of 400 or more, which the client gets."
    case .requestTimeout:
      "The member's answer takes longer than the setting's requestTimeout: 504 from v2, once no other member answers, 502 from v1."
    case .connectionClosed:
      "The member closes the connection without an answer, as a process that crashes or restarts does, or keeps idle connections "
        + "for a shorter time than the gateway: 502."
    case .clientClosed: "The client's own limit is shorter than the answer takes: v2 logs 499, v1 0."
    case .noEgress:
      "The destination is public, the gateway is isolated with private frontends only, and its subnet has no NAT gateway; the "
        + "chosen route leads to the Internet."
    case .adminRuleDenied:
      "A security admin rule of Virtual Network Manager with access Deny is the first in order of priority that matches the "
        + "packets, in a virtual network that a network group of its rule collection holds. The subnet of a gateway is left out "
        + "unless every gateway in it is isolated."
    case .memberStale:
      "The member is an address of a known subnet, and no network interface, frontend or private endpoint of the input has it. "
        + "As a cause: the subnet lists everything in it (ipConfigurations), and the input knows the address of each; or Azure shows the "
        + "network interface that has the address, and that it belongs to no machine. As a "
        + "finding: the input lists network interfaces of the subnet, all with their addresses, and may lack some."
    case .gatewayNotDeployable:
      "A v2 gateway without network isolation whose subnet's group denies the management ports or a part of the Internet, or "
        + "whose subnet has a user's route for 0.0.0.0/0 that does not lead to Internet; or any gateway that shares its subnet "
        + "with a network interface. A finding, with the code of Azure's refusal; the health is what such a gateway would report."
    case .instanceDependent:
      "Some usable addresses of the gateway subnet reach the member, and others do not. A finding beside Partial: it names both, "
        + "and where today's instances stand if they have the first addresses."
    case .clientsBlocked:
      "The gateway subnet's group denies every packet of clients to the port of a listener that a rule uses: from the Internet "
        + "for a public frontend, from anywhere for a private one. The receiver is the subnet, or the frontend's own address where public and private "
        + "listeners share the port. A finding; probes do not depend on it."
    case .observedDiffers:
      "The input holds show-backend-health, and it reports another health than the predicted one, where both are definite. A "
        + "finding that names what the input most likely lacks."
    case .undeterminedListener:
      "No server of the input describes what listens on the address, and nothing is assumed of it."
    case .undeterminedResponse: "A listener is declared, but none of its responses is for the probe's host and path."
    case .undeterminedTLS:
      "The listener's certificate is not described, or what decides on it is not known: the well-known roots, the moment, or an "
        + "uploaded certificate's data."
    case .undeterminedName:
      "A public name, a custom DNS server or a private zone decides, and the input does not say what it answers."
    case .undeterminedAddress: "The member is a network interface without an address in the input."
    case .undeterminedResource:
      "A resource on the path is not in the input, or how it carries packets is not evaluated."
    case .undeterminedServiceTag:
      "A rule or route that may decide names a service tag whose prefixes are not in the input."
    case .undeterminedAppliance:
      "A route leads to a virtual appliance, and the input does not say what it lets through."
    case .undeterminedLoadBalancer:
      "The packets are for a load balancer whose rules or machines are not in the input, or that passes them on with its own address."
    case .undeterminedPrivateEndpoint:
      "The destination is the network interface of a private endpoint that is not in the input itself."
    case .undeterminedGateway:
      "The chosen route leads to a virtual network gateway, and the far side is not in the input; or no route covers the "
        + "destination, and the network has a gateway, a Route Server or a Virtual WAN hub whose routes are not in the input."
    case .undeterminedOnPremises:
      "The sender's address lies in no virtual network of the input and behind no gateway of it; or a learned default route "
        + "sends a public address to the premises, and the input does not say whether they pass it on."
    }
  }

  /// What repairs it, for any resource.
  package var remedy: String {
    switch self {
    case .dnsNoRecord: "add the record to the zone that answers, or correct the pool's name"
    case .dnsServerUnreachable: "open the path to port 53 of the DNS server, both ways"
    case .dnsLoop: "take one alias or forwarder of the circle out"
    case .dnsPublicAnswer: "link the private endpoint's zone to the network that asks"
    case .dnsServersDisagree: "give all DNS servers of the network the same records"
    case .routeNone: "delete the route to None, or add one that leads to the destination"
    case .routeInternet: "add the route or the peering that should carry the destination"
    case .routeApplianceAbsent: "correct the route's next hop address, or create the appliance"
    case .addressUnassigned: "correct the address in the pool, or give it to the machine"
    case .routeApplianceNotForwarding: "turn on IP forwarding at the appliance's network interface"
    case .routeAsymmetric: "route both ways through the device, or let it translate senders"
    case .routeLoop: "take the route off the appliance's own subnet"
    case .peeringForwardingDisabled: "set allowForwardedTraffic to true at the receiving network's peering"
    case .peeringSubnetLeftOut: "add the subnet to both sides of the peering, or peer the whole networks"
    case .peeringGlobalLoadBalancer: "replace the Basic load balancer by a Standard one"
    case .peeringGlobalPrivateEndpoint: "give the service a private endpoint in the gateway's own region"
    case .loadBalancerNoRule: "add a rule for the port, or set the backend setting to the rule's port"
    case .loadBalancerNoMember: "allow AzureLoadBalancer to the probe's port, and answer the probe"
    case .privateEndpointNotApproved: "approve the private endpoint's connection at its service"
    case .applianceDenied: "add a rule to the appliance that lets the packets pass"
    case .peeringNotConnected:
      "create the missing side, or both anew where one is Disconnected"
    case .peeringAccessDisabled: "set allowVirtualNetworkAccess to true on both sides"
    case .peeringOutOfSync: "synchronise the peering"
    case .connectionNotConnected: "bring the connection up: compare keys and addresses of both ends"
    case .nsgDenied: "add an Allow rule with a lower priority number than the denying rule"
    case .guestDenied: "allow the gateway subnet in the server's firewall"
    case .portClosed: "start the service on the port"
    case .portWrong: "set the backend setting to the port that the server listens on"
    case .portProtocol: "set the backend setting and its probe to the listener's protocol"
    case .tlsProxyProtocol: "let the server take the PROXY header, or let the setting not send it"
    case .tlsVersion: "let the server speak TLS 1.2 or 1.3"
    case .tlsCipher: "let the server use a cipher suite that the gateway has"
    case .tlsLeafMissing: "install the server's own certificate before those of its authorities"
    case .tlsChainOrder: "put the server's own certificate first, then each one's issuer"
    case .tlsChainIncomplete: "let the server send the intermediate certificates after its own"
    case .tlsUntrustedRoot: "upload the root certificate, and name it in the backend setting"
    case .tlsIntermediateUnknown: "upload the root that signed it, and name it in the backend setting"
    case .tlsRootMismatch: "upload the root that signed the chain, and name it in the setting"
    case .tlsNotWhitelisted: "upload the server's certificate, and name it in the backend setting"
    case .tlsUnverifiable: "have the certificate issued anew by an authority that may issue it"
    case .tlsExpired: "renew the certificate on the server"
    case .tlsNameMismatch: "send a name that is in the certificate, or have one issued for it"
    case .probeStatus: "probe a path that answers with an accepted status, or accept it"
    case .probeBody: "correct the text that the probe wants, or the page that it asks for"
    case .probeTimeout: "raise the probe's timeout, or make the page answer sooner"
    case .hostRejected: "send a host name that the site knows"
    case .accessRestricted: "allow the gateway in the access restrictions"
    case .siteStopped: "start the site"
    case .poolEmpty: "add a member to the pool"
    case .managementBlocked: "allow GatewayManager in, the Internet out, and 0.0.0.0/0 to Internet"
    case .gatewayStopped: "start the gateway, or wait until it has started"
    case .gatewayFailed: "repeat the update; take the last change back when it fails again"
    case .capacity: "raise the gateway's instance count or its maximum"
    case .requestInvalid: "correct the request"
    case .listenerNone: "add a listener for the port and the host, or ask for one that there is"
    case .ruleMissing: "give the listener a rule with a pool and a setting, or a redirect"
    case .redirectLoop: "let the redirect lead to another listener, or take it out"
    case .backendStatus: "read the member's own log: the error is its answer"
    case .requestTimeout: "raise the setting's request timeout, or make the page answer sooner"
    case .connectionClosed: "keep the member's connections open longer, and see why it restarts"
    case .clientClosed: "let the client wait longer, or make the page answer sooner"
    case .noEgress: "give the subnet a NAT gateway, or the gateway a public frontend"
    case .adminRuleDenied: "allow the probe by an admin rule with a lower priority number"
    case .memberStale: "put the address that the machine has into the pool"
    case .gatewayNotDeployable: "change what Azure refuses before deploying"
    case .instanceDependent: "let rules and routes treat the whole gateway subnet alike"
    case .clientsBlocked: "add an inbound rule for the listener's clients"
    case .observedDiffers: "add the fact that the finding names, or export anew"
    case .undeterminedListener: "declare the server's listeners in a scenario file"
    case .undeterminedResponse: "declare the response to the probe in a scenario file"
    case .undeterminedTLS: "declare the certificate, the clock or the well-known roots"
    case .undeterminedName: "declare the answer in a scenario file"
    case .undeterminedAddress: "export the network interface once it has an address"
    case .undeterminedResource: "export the resource and add the file"
    case .undeterminedServiceTag: "add Azure's published file of service tags"
    case .undeterminedAppliance: "describe the appliance in a scenario file"
    case .undeterminedLoadBalancer: "export the load balancer with its rules and pools"
    case .undeterminedPrivateEndpoint: "export the private endpoint"
    case .undeterminedGateway: "state the routes that are learned, or judge the far side by hand"
    case .undeterminedOnPremises: "state what lies behind the gateway, or judge the premises by hand"
    }
  }

  /// The guide's resolution for it; nil where the guide has none.
  package var guideResolution: GuideResolution? {
    switch self {
    case .routeNone, .routeInternet, .routeApplianceAbsent, .addressUnassigned, .peeringNotConnected,
      .peeringAccessDisabled, .peeringOutOfSync, .connectionNotConnected, .nsgDenied, .guestDenied, .portClosed,
      .portWrong:
      .a
    case .routeApplianceNotForwarding, .routeAsymmetric, .routeLoop, .peeringForwardingDisabled, .applianceDenied: .a
    case .peeringGlobalLoadBalancer, .peeringGlobalPrivateEndpoint, .peeringSubnetLeftOut: .a
    case .loadBalancerNoRule, .loadBalancerNoMember, .privateEndpointNotApproved: .a
    case .noEgress, .adminRuleDenied, .memberStale, .instanceDependent: .a
    case .gatewayNotDeployable: .c
    case .clientsBlocked, .observedDiffers: nil
    case .portProtocol, .probeStatus, .probeBody, .probeTimeout: .b
    case .tlsProxyProtocol, .tlsVersion, .tlsCipher, .tlsLeafMissing, .tlsChainOrder, .tlsChainIncomplete,
      .tlsUntrustedRoot, .tlsIntermediateUnknown, .tlsRootMismatch, .tlsNotWhitelisted, .tlsUnverifiable, .tlsExpired,
      .tlsNameMismatch:
      .f
    case .managementBlocked: .c
    case .hostRejected, .accessRestricted, .siteStopped: .i
    case .capacity: .h
    case .listenerNone, .ruleMissing, .redirectLoop: .e
    case .requestInvalid, .backendStatus, .requestTimeout, .connectionClosed, .clientClosed: nil
    case .poolEmpty: .d
    case .gatewayStopped, .gatewayFailed: .g
    case .dnsNoRecord, .dnsServerUnreachable, .dnsLoop, .dnsPublicAnswer, .dnsServersDisagree: nil
    case .undeterminedListener, .undeterminedResponse, .undeterminedTLS, .undeterminedName, .undeterminedAddress,
      .undeterminedResource, .undeterminedServiceTag, .undeterminedAppliance, .undeterminedLoadBalancer,
      .undeterminedPrivateEndpoint, .undeterminedGateway, .undeterminedOnPremises:
      nil
    }
  }
}

extension Outcome.Repair {
  /// Who can repair it, in words.
  package var words: String {
    switch self {
    case .configuration: "the configuration"
    case .server: "the server"
    case .client: "the client"
    case .input: "a fact in the input"
    case .neither: "neither: ask Azure support when repeating the update fails"
    }
  }
}
