import Outcomes
import PacketSets

/// A server as a person describes it: what listens where, and what it answers.
package struct Server: Sendable {
  /// Its name, for output.
  package var name: String
  /// Where it is written.
  package var origin: Origin
  /// Its addresses.
  package var addresses: [IPAddress]
  /// The network that the addresses lie in, when the same address stands in several.
  package var virtualNetwork: Reference?
  /// The guest's own firewall, first match decides, nothing matching passes; nil when not described.
  package var firewall: [GuestRule]?
  /// What listens; present means complete, nil means not described.
  package var listeners: [Listener]?

  /// A server.
  package init(
    name: String, origin: Origin, addresses: [IPAddress], virtualNetwork: Reference? = nil,
    firewall: [GuestRule]? = nil,
    listeners: [Listener]? = nil
  ) {
    self.name = name
    self.origin = origin
    self.addresses = addresses
    self.virtualNetwork = virtualNetwork
    self.firewall = firewall
    self.listeners = listeners
  }
}

/// One rule of a guest's firewall.
package struct GuestRule: Sendable {
  /// Its name, for output.
  package var name: String?
  /// Where it is written.
  package var origin: Origin
  /// What it does.
  package var access: Access
  /// Which protocols it looks at.
  package var `protocol`: RuleProtocol
  /// Senders.
  package var source: AddressSet
  /// Ports of the server.
  package var destinationPorts: PortSet

  /// A rule.
  package init(
    name: String?, origin: Origin, access: Access, protocol: RuleProtocol, source: AddressSet, destinationPorts: PortSet
  ) {
    self.name = name
    self.origin = origin
    self.access = access
    self.protocol = `protocol`
    self.source = source
    self.destinationPorts = destinationPorts
  }
}

/// Something that listens.
package struct Listener: Sendable {
  /// The conversation it understands.
  package enum Conversation: String, CaseIterable, Sendable {
    case http = "Http"
    case https = "Https"
    case tcp = "Tcp"
    case tls = "Tls"
    case udp = "Udp"
  }

  /// Where it is written.
  package var origin: Origin
  /// Its ports.
  package var ports: PortSet
  /// The conversation it understands.
  package var `protocol`: Conversation
  /// What it answers, first match decides; nil when not described.
  package var responses: [Response]?
  /// What it does in a TLS handshake.
  package var tls = ListenerTLS()

  /// A listener.
  package init(origin: Origin, ports: PortSet, protocol: Conversation, responses: [Response]?) {
    self.origin = origin
    self.ports = ports
    self.protocol = `protocol`
    self.responses = responses
  }
}

/// An answer to requests for a host and a path.
package struct Response: Sendable {
  /// Where it is written.
  package var origin: Origin
  /// Host header it answers to; `*` stands for any run of characters.
  package var host: String
  /// Path it answers to; `*` stands for any run of characters.
  package var path: String
  /// Status code.
  package var status: Int
  /// Body; nil when not described.
  package var body: String?
  /// Milliseconds until the answer is complete.
  package var delayMilliseconds: Double

  /// An answer.
  package init(origin: Origin, host: String, path: String, status: Int, body: String?, delayMilliseconds: Double) {
    self.origin = origin
    self.host = host
    self.path = path
    self.status = status
    self.body = body
    self.delayMilliseconds = delayMilliseconds
  }
}

/// A custom DNS server as a person describes it.
package struct DnsServer: Sendable {
  /// Where it is written.
  package var origin: Origin
  /// Its address.
  package var address: IPAddress
  /// Its own zones: domain, then name relative to it, then the answer.
  package var zones: [(domain: String, records: [(name: String, answer: DeclaredName.Answer)])]
  /// Domains (`.` for all others) and the servers it asks for them.
  package var forwarders: [(domain: String, servers: [IPAddress])]

  /// A DNS server.
  package init(
    origin: Origin, address: IPAddress,
    zones: [(domain: String, records: [(name: String, answer: DeclaredName.Answer)])],
    forwarders: [(domain: String, servers: [IPAddress])]
  ) {
    self.origin = origin
    self.address = address
    self.zones = zones
    self.forwarders = forwarders
  }
}

/// What public DNS answers to a name, as a person states it.
package struct DeclaredName: Sendable {
  /// An answer.
  package enum Answer: Sendable, Hashable {
    case addresses([IPAddress])
    case cname(String)
  }

  /// Where it is written.
  package var origin: Origin
  /// The name in lower case, without the final dot.
  package var name: String
  /// The answer.
  package var answer: Answer

  /// A name and its answer.
  package init(origin: Origin, name: String, answer: Answer) {
    self.origin = origin
    self.name = name
    self.answer = answer
  }
}

/// What the scenario's `assume` allows to be taken for granted.
package struct Assume: Sendable, Hashable {
  /// What to think of a server that nothing describes.
  package enum UndeclaredServers: String, CaseIterable, Sendable {
    case undetermined, listening
  }

  /// What to think of a server that nothing describes.
  package var undeclaredServers: UndeclaredServers

  /// What may be taken for granted.
  package init(undeclaredServers: UndeclaredServers = .undetermined) { self.undeclaredServers = undeclaredServers }
}
