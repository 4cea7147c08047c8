import PacketSets

/// A name looked up.
package struct NameStep: Hashable, Sendable {
  /// The name asked for, without the final dot.
  package let query: String
  /// Who answered.
  package let source: NameSource
  /// What came back.
  package let answer: NameAnswer

  /// A look-up.
  package init(query: String, source: NameSource, answer: NameAnswer) {
    self.query = query
    self.source = source
    self.answer = answer
  }
}

/// Who answers a name.
package enum NameSource: Hashable, Sendable {
  /// A private zone linked to the network that asks (azure-semantics.md §3.2).
  case privateZone(ResourceID)
  /// A forwarding ruleset linked to the network that asks (azure-semantics.md §3.2).
  case forwardingRuleset(ResourceID)
  /// Public DNS, by way of Azure-provided DNS.
  case publicDNS
  /// A custom server.
  case server(IPAddress)
  /// Several custom servers.
  case servers
  /// The member is an address already.
  case literal
}

/// What a look-up brought.
package enum NameAnswer: Hashable, Sendable {
  case addresses([IPAddress])
  case alias(String)
  /// Another server is asked.
  case forwarded(to: IPAddress)
  case noRecord
  case unreachable
  case loop
  /// Servers answer differently.
  case disagreement([ServerAnswer])
  /// Public DNS answers where a private endpoint has the name in a zone that is not asked.
  case publicAnswer(PublicAnswer)
  case undetermined
}

/// What one of several servers answers.
package struct ServerAnswer: Hashable, Sendable {
  /// The server.
  package let server: IPAddress
  /// Its addresses; empty when it has no answer.
  package let addresses: [IPAddress]
  /// Why it has no answer.
  package let failure: Outcome?

  /// An answer.
  package init(server: IPAddress, addresses: [IPAddress], failure: Outcome? = nil) {
    self.server = server
    self.addresses = addresses
    self.failure = failure
  }
}

/// A public answer to a name that has a private endpoint (azure-semantics.md §3.3).
package struct PublicAnswer: Hashable, Sendable {
  /// The public addresses; empty when the input does not say them.
  package let addresses: [IPAddress]
  /// The private endpoint's addresses.
  package let endpoints: [IPAddress]
  /// The private zone that holds them and is not asked; nil where only the endpoint itself is in the input.
  package let zone: ResourceID?
  /// The network that it would have to be linked to; nil where a custom server asks past Azure-provided DNS.
  package let network: ResourceID?

  /// A public answer.
  package init(addresses: [IPAddress], endpoints: [IPAddress], zone: ResourceID?, network: ResourceID?) {
    self.addresses = addresses
    self.endpoints = endpoints
    self.zone = zone
    self.network = network
  }
}
