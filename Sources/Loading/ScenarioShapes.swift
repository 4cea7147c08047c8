import Outcomes
import Resources

/// What the value of a scenario's key looks like. The reader takes the legal keys from here and the JSON Schema is made of it, so
/// the two cannot differ.
package indirect enum ValueShape: Sendable {
  case text
  case boolean
  case integer(ClosedRange<Int>)
  case oneOf([String])
  case address
  case prefix
  /// A port as a number, or `*`, `80`, `8000-8010` as text.
  case port
  /// `40ms`, `2s`, or a number of milliseconds.
  case duration
  /// `2026-11-01T00:00:00Z`.
  case moment
  /// An id, the tail of a path of names, or `{"id": …}`.
  case reference
  /// An Azure resource as `az … show` prints it.
  case azure(ResourceKind)
  case list(ValueShape)
  case object(ObjectShape)
  /// An object with names of the person's own.
  case map(ValueShape)
  case either([ValueShape])
  /// An object of Azure's.
  case anyObject
  /// A part of the format that is not evaluated yet.
  case anything
}

/// An object whose keys are closed.
package struct ObjectShape: Sendable {
  /// One key.
  package struct Key: Sendable {
    /// Its name.
    package let name: String
    /// What its value looks like.
    package let value: ValueShape
    /// What it means.
    package let meaning: String

    init(_ name: String, _ value: ValueShape, _ meaning: String) {
      self.name = name
      self.value = value
      self.meaning = meaning
    }
  }

  /// What it describes.
  package let title: String
  /// Its keys; others are errors.
  package let keys: [Key]
  /// Keys that must be there.
  package let required: [String]
  /// Keys of which one at least must be there; empty when any will do.
  package let oneOf: [String]

  init(_ title: String, required: [String] = [], oneOf: [String] = [], _ keys: [Key]) {
    self.title = title
    self.required = required
    self.oneOf = oneOf
    self.keys = keys
  }

  /// The names of its keys.
  var names: [String] { keys.map(\.name) }
}

extension ObjectShape {
  static let response = ObjectShape(
    "an answer to requests; the first that fits is given", oneOf: ["status", "closesConnection"],
    [
      .init("host", .text, "Host header it answers to; * stands for any run of characters"),
      .init("path", .text, "path it answers to; * stands for any run of characters"),
      .init("status", .integer(100...599), "status code"),
      .init("body", .text, "body"),
      .init(
        "delay", .either([.duration, .object(percentiles)]), "time until the answer is complete, or percentiles of it"),
      .init("method", .text, "method it answers to; any when left out"),
      .init("location", .text, "where a redirect sends the client"),
      .init("closesConnection", .boolean, "whether the connection is closed without an answer, as by a crash"),
    ])

  static let percentiles = ObjectShape(
    "percentiles of response times", oneOf: ResponseTime.shares.map(\.name),
    ResponseTime.shares.map { name, _ in
      .init(name, .duration, name == "max" ? "the longest time" : "the time that this share of answers needs at most")
    })

  static let accessRestriction = ObjectShape(
    "a rule of an App Service's access restrictions, as Azure writes it", required: ["action"],
    [
      .init("name", .text, "its name"),
      .init("priority", .integer(1...Int(Int32.max)), "lower comes first"),
      .init("action", .oneOf(Access.allCases.map(\.rawValue)), "what becomes of the callers"),
      .init("ipAddress", .text, "their prefixes, Any, or a service tag"),
      .init("tag", .text, "ServiceTag where ipAddress names one"),
      .init("vnetSubnetResourceId", .reference, "the subnet whose service endpoint they use"),
      .init("description", .text, "what it is for"),
    ])

  static let ingress = ObjectShape(
    "a rule of an AKS ingress",
    [
      .init("host", .text, "its host; every one when left out"),
      .init("path", .text, "its path and everything below it; / when left out"),
      .init("service", .text, "the service, for the reader"),
      .init(
        "readyPods", .integer(0...100_000), "how many pods of the service are ready; the controller answers 503 at 0"),
    ])

  static let load = ObjectShape(
    "load on a gateway", required: ["gateway", "capacityUnits"],
    [
      .init("gateway", .reference, "the gateway"),
      .init("capacityUnits", .integer(0...1_000_000), "capacity units, as the metric CapacityUnits shows them"),
    ])

  static let listener = ObjectShape(
    "something that listens", required: ["port"],
    [
      .init("port", .port, "its port"),
      .init(
        "protocol", .oneOf(Listener.Conversation.allCases.map(\.rawValue)), "what it understands; Tcp when left out"),
      .init("responses", .list(.object(response)), "what it answers, first match decides"),
      .init("certificateChain", .text, "PEM file of the certificates it sends, in their order, relative to this file"),
      .init("certificate", .object(certificate), "the certificate it sends, in a few words instead of a file"),
      .init(
        "tlsVersions", .list(.oneOf(TLSVersion.allCases.map(\.rawValue))),
        "versions of TLS it speaks; any when left out"),
      .init(
        "cipherSuites", .list(.text), "cipher suites it speaks up to TLS 1.2, by their IANA names; any when left out"),
      .init("keepAliveTimeout", .duration, "time without a request after which it closes a connection"),
      .init("proxyProtocol", .boolean, "whether it takes a PROXY header before the handshake"),
    ])

  static let certificate = ObjectShape(
    "a certificate and its chain", required: ["names"],
    [
      .init("names", .list(.text), "the names it is for; * stands for the left-most label"),
      .init("issuer", .text, "the common name of the root that its chain ends with"),
      .init("notBefore", .moment, "its first moment"),
      .init("notAfter", .moment, "its last moment"),
      .init(
        "chain", .oneOf(DescribedCertificate.Chain.allCases.map(\.rawValue)), "what is sent; complete when left out"),
      .init("wellKnown", .boolean, "whether its root is one of a well-known certificate authority"),
    ])

  static let guestRule = ObjectShape(
    "a rule of a guest's own firewall", required: ["access"],
    [
      .init("name", .text, "its name, for output"),
      .init("access", .oneOf(Access.allCases.map(\.rawValue)), "what it does"),
      .init("protocol", .oneOf(RuleProtocol.allCases.map(\.rawValue)), "protocol; any when left out"),
      .init("source", .either([.prefix, .oneOf(["*"])]), "senders; any when left out"),
      .init("destinationPort", .port, "ports of the server; any when left out"),
    ])

  static let applianceRule = ObjectShape(
    "a rule of a virtual appliance", required: ["access"],
    [
      .init("name", .text, "its name, for output"),
      .init("access", .oneOf(Access.allCases.map(\.rawValue)), "what it does"),
      .init("protocol", .oneOf(RuleProtocol.allCases.map(\.rawValue)), "protocol; any when left out"),
      .init("source", .either([.prefix, .oneOf(["*"]), .list(.prefix)]), "senders; any when left out"),
      .init("destination", .either([.prefix, .oneOf(["*"]), .list(.prefix)]), "receivers; any when left out"),
      .init("destinationPort", .port, "ports of the receiver; any when left out"),
    ])

  static let appliance = ObjectShape(
    "a virtual appliance: what passes through it", oneOf: ["address", "addresses"],
    [
      .init("name", .text, "its name, for output"),
      .init("address", .address, "its address"),
      .init("addresses", .list(.address), "its addresses"),
      .init("virtualNetwork", .reference, "the network of the address, where several hold it"),
      .init("stateful", .boolean, "drops what belongs to no conversation that it saw begin; true when left out"),
      .init("sourceNat", .boolean, "puts its own address in place of the sender's; false when left out"),
      .init(
        "rules", .list(.object(applianceRule)),
        "its rules, first match decides and nothing matching is dropped; without rules everything passes"),
      .init("delivers", .list(.prefix), "prefixes that it hands packets to itself, such as its pods"),
    ])

  static let server = ObjectShape(
    "a server: what listens where", oneOf: ["address", "addresses"],
    [
      .init("name", .text, "its name, for output"),
      .init("address", .address, "its address"),
      .init("addresses", .list(.address), "its addresses"),
      .init("virtualNetwork", .reference, "the network of the address, where several hold it"),
      .init(
        "firewall", .list(.object(guestRule)), "the guest's firewall, first match decides, what matches nothing passes"),
      .init("listeners", .list(.object(listener)), "what listens; present means complete: every other port is closed"),
      .init(
        "kind", .oneOf(HostedSite.Kind.allCases.map(\.rawValue)),
        "the platform, which listens on 80 and 443 and refuses host names that it does not know"),
      .init("hostNames", .list(.text), "the host names that the platform knows; * stands for any run of characters"),
      .init("state", .oneOf(SiteState.allCases.map(\.rawValue)), "whether the site runs; a stopped one answers 403"),
      .init("accessRestrictions", .list(.object(accessRestriction)), "whom the site lets in; others get 403"),
      .init("responses", .list(.object(response)), "what the site answers, first match decides"),
      .init("ingresses", .list(.object(ingress)), "the rules of an AKS ingress controller"),
    ])

  static let declaredName = ObjectShape(
    "what a name resolves to", oneOf: ["cname", "addresses"],
    [
      .init("cname", .text, "the name it is an alias of"),
      .init("addresses", .list(.address), "its addresses"),
    ])

  static let dnsServer = ObjectShape(
    "a custom DNS server", required: ["address"],
    [
      .init("address", .address, "its address"),
      .init(
        "zones", .map(.map(.either([.list(.address), .object(declaredName)]))), "its own zones: names and answers"),
      .init("forwarders", .map(.list(.address)), "domains, . for all others, and the servers asked for them"),
    ])

  static let learnedRoutes = ObjectShape(
    "all that a network's gateway or Route Server learns by BGP", required: ["virtualNetwork", "prefixes", "from"],
    [
      .init("virtualNetwork", .reference, "the network whose gateway learns them; peers that use it learn them too"),
      .init("prefixes", .list(.prefix), "what is learned; empty when nothing is"),
      .init("from", .oneOf(LearnedRoutes.Teacher.allCases.map(\.rawValue)), "who told Azure"),
    ])

  static let assume = ObjectShape(
    "what may be taken for granted",
    [
      .init(
        "undeclaredServers", .oneOf(Assume.UndeclaredServers.allCases.map(\.rawValue)),
        "whether a server that nothing describes listens")
    ])

  static let flowEnds = ObjectShape(
    "the two ends of a flow", required: ["from", "to"],
    [
      .init("from", .text, "sender: an address, VNET:ADDRESS, machine, network interface, subnet, or Internet"),
      .init("to", .text, "receiver with its port: 10.0.2.4:8080"),
      .init("protocol", .oneOf(RuleProtocol.allCases.map(\.rawValue)), "protocol; Tcp when left out"),
    ])

  static let nextHopEnds = ObjectShape(
    "the two ends of a route choice", required: ["from", "to"],
    [.init("from", .text, "sender"), .init("to", .address, "receiver")])

  private static let after = Key("after", .text, "the change that it holds after")
  private static let cause = Key("cause", .oneOf(Outcome.allCases.map(\.rawValue)), "why, as in docs/outcomes.md")
  private static let by = Key("by", .text, "the blamed resource and rule: nsg-api/Deny-All")
  private static let path = Key(
    "path", .oneOf(PathVerdict.allCases.map(\.rawValue)), "what the network alone does, whatever listens")

  /// A client's request.
  static let request = ObjectShape(
    "a client's request; must hold for every answer that the client can get", required: ["request"],
    oneOf: ["verdict", "status", "errorInfo", "cause", "by", "pool", "location"],
    [
      .init("request", .text, "the URL: https://app.contoso.com/orders"),
      .init("method", .text, "the method; GET when left out"),
      .init("headers", .list(.text), "headers: Host: app.contoso.com"),
      .init("client", .text, "who asks: an address, machine, subnet, or Internet"),
      .init("patience", .integer(1...86400), "seconds after which the client gives up"),
      .init("gateway", .text, "narrows the choice"),
      .init("verdict", .oneOf(RequestVerdict.allCases.map(\.rawValue)), "what becomes of it"),
      .init("status", .integer(0...599), "the status that the client gets; 0 for no answer at all"),
      .init("errorInfo", .oneOf(ErrorInfo.allCases.map(\.rawValue)), "error_info of the access log"), cause, by,
      .init("pool", .text, "the backend pool that the request goes to"),
      .init("location", .text, "where a redirect sends the client"), after,
    ])

  /// The kinds of expectation, each told by its first key.
  static let expectations = [
    ObjectShape(
      "a pool member; must hold for every match", required: ["member"],
      oneOf: ["health", "cause", "by", "path", "finding"],
      [
        .init("member", .text, "[GATEWAY/]POOL/MEMBER"),
        .init("gateway", .text, "narrows the choice"), .init("setting", .text, "narrows the choice"),
        .init("health", .oneOf(Health.allCases.map(\.rawValue)), "the health Azure will report"), cause, by, path,
        .init("finding", .oneOf(Outcome.allCases.map(\.rawValue)), "what is found of it or of its gateway besides"),
        after,
      ]),
    ObjectShape(
      "a flow", required: ["flow"], oneOf: ["verdict", "path", "cause", "by"],
      [
        .init("flow", .object(flowEnds), "its ends"),
        .init("verdict", .oneOf(FlowVerdict.allCases.map(\.rawValue)), "what becomes of it"), path, cause, by, after,
      ]),
    ObjectShape(
      "a name", required: ["resolve", "from"], oneOf: ["addresses", "cause"],
      [
        .init("resolve", .text, "the name"), .init("from", .text, "the network that asks"),
        .init("addresses", .list(.address), "the addresses that come back, in any order"), cause, after,
      ]),
    ObjectShape(
      "a route choice", required: ["nextHop"], oneOf: ["type", "address"],
      [
        .init("nextHop", .object(nextHopEnds), "its ends"),
        .init(
          "type",
          .oneOf(NextHopType.allCases.map(\.rawValue)), "the next hop's type"),
        .init("address", .address, "the next hop's address"), after,
      ]),
    request,
    ObjectShape(
      "a promise that no packet gets through", required: ["never"],
      [.init("never", .object(flowEnds), "the flow, proved for every packet"), after]),
    ObjectShape(
      "a promise that every packet gets through", required: ["always"],
      [.init("always", .object(flowEnds), "the flow, proved for every packet"), after]),
    ObjectShape(
      "everything that agwsim lint finds", required: ["lint"],
      [
        .init(
          "lint", .list(.text),
          "each finding as its rule and what it is about: shadowed-rule nsg-api/Allow-AppGw; undetermined before it for what cannot be told"
        ), after,
      ]),
    ObjectShape(
      "a refusal", required: ["refused", "after"],
      [
        .init("refused", .oneOf(Refusal.allCases.map(\.rawValue)), "the code with which Azure refuses the change"),
        after,
      ]),
  ]

  /// A scenario file as a whole.
  package static let scenario = ObjectShape(
    "an agwsim scenario",
    [
      .init("$schema", .text, "this schema"),
      .init("description", .either([.text, .list(.text)]), "what the scenario shows"),
      .init(
        "include", .either([.text, .list(.text)]), "files and folders, relative to this file; * is allowed in names"),
    ]
      + ResourceKind.allCases.compactMap { kind in
        kind.collection.map { .init($0, .list(.azure(kind)), "as az … show prints them") }
      }
      + [
        .init("servers", .list(.object(server)), "what listens where"),
        .init("dnsServers", .list(.object(dnsServer)), "custom DNS servers and what they answer"),
        .init("publicDns", .map(.either([.list(.address), .object(declaredName)])), "what public names resolve to"),
        .init("appliances", .list(.object(appliance)), "virtual appliances and what they let through"),
        .init("learnedRoutes", .list(.object(learnedRoutes)), "what gateways and Route Servers learn by BGP"),
        .init("load", .either([.object(load), .list(.object(load))]), "load on the gateways"),
        .init("observedHealth", .list(.anyObject), "what az network application-gateway show-backend-health printed"),
        .init(
          "serviceTags", .either([.text, .map(.list(.prefix))]),
          "Azure's published file of service tags, or tags and their prefixes"),
        .init(
          "wellKnownRoots", .either([.text, .list(.text)]),
          "PEM files with the roots of well-known certificate authorities, relative to this file; system for the machine's"
        ),
        .init("clock", .moment, "the moment that certificates are judged at"),
        .init("assume", .object(assume), "what may be taken for granted"),
        .init(
          "changes",
          .map(.either([.text, .anyObject, .list(.either([.text, .anyObject]))])),
          "changes by name: az command lines, or Azure resources that replace those of the same ids"),
        .init("expect", .list(.either(expectations.map(ValueShape.object))), "what must be predicted"),
      ])
}
