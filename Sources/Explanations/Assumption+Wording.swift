import Outcomes

extension Assumption {
  /// A stable name.
  package var code: String {
    switch self {
    case .serverListens: "server-listens"
    case .gatewayIsV2: "gateway-is-v2"
    case .dnsServersAgree: "dns-servers-agree"
    case .anyServerAnswers: "any-server-answers"
    case .privateLinkAlias: "private-link-alias"
    case .registeredName: "registered-name"
    case .noRememberedAddresses: "no-remembered-addresses"
    case .publicResolver: "public-resolver"
    case .serversReach: "servers-reach"
    case .platformZoneLinked: "platform-zone-linked"
    case .gatewayRunning: "gateway-running"
    case .internetDelivers: "internet-delivers"
    case .internetLeads: "internet-leads"
    case .defaultProbeHost: "default-probe-host"
    case .everyAddressMustWork: "every-address-must-work"
    case .anyAddressOfSubnet: "any-address-of-subnet"
    case .premisesAnswer: "premises-answer"
    case .premisesSend: "premises-send"
    case .learnsNoMore: "learns-no-more"
    case .machineAt: "machine-at"
    case .wellKnownRoots: "well-known-roots"
    case .certificateIsCurrent: "certificate-is-current"
    case .rootByName: "root-by-name"
    case .nameNotChecked: "name-not-checked"
    case .expiryNotCheckedByV1: "expiry-not-checked-by-v1"
    case .poolNameIsSent: "pool-name-is-sent"
    case .gatewayCipherSuites: "gateway-cipher-suites"
    case .listenerPort: "listener-port"
    case .clientIsLetIn: "client-is-let-in"
    case .webFirewallPasses: "web-firewall-passes"
    case .rewriteChangesNothing: "rewrite-changes-nothing"
    case .scaledOut: "scaled-out"
    case .backendIdleTime: "backend-idle-time"
    case .lateProbesAreFew: "late-probes-are-few"
    case .applianceForwards: "appliance-forwards"
    case .loadBalancerProbeAnswered: "load-balancer-probe-answered"
    case .loadBalancerKeepsFlow: "load-balancer-keeps-flow"
    case .privateEndpointApproved: "private-endpoint-approved"
    case .applianceReachesEndpoint: "appliance-reaches-endpoint"
    case .privateEndpointRepliesDirectly: "private-endpoint-replies-directly"
    case .adminRulesDeployed: "admin-rules-deployed"
    case .networkGroupIsStatic: "network-group-is-static"
    case .outboundDenyAccepted: "outbound-deny-accepted"
    case .sameInBoth: "same-in-both"
    case .sharedServiceTags: "shared-service-tags"
    }
  }

  /// What is taken for granted.
  package var sentence: String {
    let text =
      switch self {
      case .serverListens(let address, let port):
        "a server answers well on \(endpoint(address, port)), because undeclared servers are assumed to be listening"
      case .gatewayIsV2(let gateway):
        "\(gateway) is a v2 gateway: the input does not show its sku"
      case .dnsServersAgree(let name):
        "the network's DNS servers hold the same records: \(name) is asked of the first that can be reached"
      case .anyServerAnswers(let name):
        "the network's DNS servers answer \(name) differently, and whichever answers first, the health is the same"
      case .privateLinkAlias(let name, let target):
        "public DNS makes \(name) an alias of \(target), as it does for a service with a private endpoint"
      case .registeredName(let name, let machine):
        "\(machine) has registered itself as \(name), as a link with registration lets it"
      case .noRememberedAddresses(let name):
        "the gateway remembers no addresses of \(name) from before: until it is changed or restarted it would go on using them"
      case .publicResolver(let address):
        "the DNS server \(address), which the input does not describe, answers as public DNS does"
      case .serversReach(let from, let to):
        "the DNS server at \(from) reaches \(to) outside the virtual networks of the input"
      case .platformZoneLinked(let zone, let network):
        "updates of the gateway succeed although the private DNS zone \(zone) takes over a domain of Azure's own in \(network): "
          + "Azure warns that they fail"
      case .gatewayRunning(let gateway):
        "\(gateway) is running: the input does not show its operationalState"
      case .internetDelivers(let addresses):
        "packets to the public \(addresses.count == 1 ? "address" : "addresses") \(addresses.exactSummary) arrive and their replies return"
      case .internetLeads(let addresses):
        "a public address or a load balancer leads packets of the Internet to \(addresses.exactSummary)"
      case .defaultProbeHost(let host):
        "the default probe sends the Host header \(host), which Azure does not document exactly"
      case .everyAddressMustWork(let name):
        "every address that \(name) resolves to must work, since any of them can be used"
      case .anyAddressOfSubnet(let subnet):
        "the machine can have any usable address of \(subnet), since the input does not fix it"
      case .premisesAnswer(let addresses, let network):
        "the premises behind the gateway have \(addresses.exactSummary), let the packets pass and know the way back to \(network)"
      case .premisesSend(let addresses, let network):
        "the premises behind the gateway send from \(addresses.exactSummary) to \(network) through it"
      case .learnsNoMore(let network):
        "\(network) learns no other routes from its gateways than the input states"
      case .machineAt(let address):
        "\(address) belongs to a machine of its subnet without a network security group of its own: no network interface of "
          + "the input has it"
      case .wellKnownRoots(let files):
        "Azure's well-known certificate authorities are those of \(files.joined(separator: ", "))"
      case .certificateIsCurrent(let name):
        "the certificate for \(name) is valid: its description has no notAfter"
      case .rootByName(let name):
        "the uploaded root \(name) signed the described certificate: their names are the same"
      case .nameNotChecked(let address, let port):
        "the gateway sends no server name to \(endpoint(address, port)) and takes a certificate for any name, which Azure does not "
          + "document exactly"
      case .expiryNotCheckedByV1(let gateway):
        "\(gateway) is a v1 gateway and does not look at the certificate's dates, which Azure does not document exactly"
      case .poolNameIsSent(let name, let host):
        "a v1 gateway sends the server name \(name) and not the client's \(host), on which Azure's documentation contradicts itself"
      case .gatewayCipherSuites:
        "gateways use the cipher suites of their TLS policies toward servers too, which Azure does not document exactly"
      case .listenerPort(let listener, let port):
        "\(listener) listens on port \(port): the input does not show its frontendPort"
      case .clientIsLetIn: "the client reaches the gateway: nothing says who it is (--client)"
      case .webFirewallPasses(let gateway):
        "the web application firewall of \(gateway) lets the request pass: its rules on headers and bodies are not evaluated"
      case .rewriteChangesNothing(let rule):
        "the rewrites of \(rule) change nothing that matters here: they are not evaluated"
      case .scaledOut(let gateway):
        "\(gateway) has as many instances as the load needs, which takes it some minutes after the load rises"
      case .backendIdleTime(let seconds):
        "the gateway keeps idle connections to members for \(seconds) s, as it does towards clients; Azure does not document it"
      case .lateProbesAreFew(let percent, let row):
        "no \(row) probes in a row come too late, though up to \(number(percent)) % of them may"
      case .applianceForwards(let name, let address):
        "IP forwarding is on at \(name): no network interface of the input has \(address)"
      case .loadBalancerProbeAnswered(let balancer, let address):
        "\(address) answers the probe of \(balancer): nothing in the input describes the server there"
      case .loadBalancerKeepsFlow(let balancer):
        "\(balancer) sends packets and replies of one conversation to the same machine"
      case .privateEndpointApproved(let endpoint):
        "the connection of \(endpoint) is Approved: the input does not show its state"
      case .applianceReachesEndpoint(let endpoint):
        "the appliance on the way reaches \(endpoint) in the other region for the isolated gateway, which could not send there itself"
      case .privateEndpointRepliesDirectly(let endpoint):
        "replies of \(endpoint) do not use the route table of its subnet, whose policy leaves routes out"
      case .adminRulesDeployed(let configuration):
        "the security admin configuration \(configuration) is deployed: the input does not show deployments"
      case .networkGroupIsStatic(let group):
        "the network group \(group) holds its static members only: members by policy do not show in the input"
      case .outboundDenyAccepted(let rule):
        "Azure accepts the outbound rule \(rule) at the gateway subnet: reports from the field say that it refused any deny"
      case .sameInBoth(.resource(let resource, let owner, _)):
        "\(resource) is in neither input and is taken to be the same in both; \(owner) refers to it"
      case .sameInBoth(let fact):
        "what neither input says is the same in both: \(fact.sentence)"
      case .sharedServiceTags:
        "service tags whose prefixes only one of the inputs lists hold the same prefixes in the other"
      }
    return text.printable
  }
}
