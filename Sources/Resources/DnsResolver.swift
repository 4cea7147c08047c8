import Outcomes
import PacketSets

/// A private resolver: Azure-provided DNS of a network with addresses of its own (azure-semantics.md §3.2).
package struct DnsResolver: Equatable, Sendable {
  /// Where others can ask: what arrives is answered as in the network that the endpoint stands in.
  package struct InboundEndpoint: Equatable, Sendable {
    /// Its name.
    package var id: ResourceID
    /// Where it is written.
    package var origin: Origin
    /// Its addresses.
    package var addresses: [IPAddress]
    /// The subnet it stands in.
    package var subnet: Reference?

    /// An inbound endpoint.
    package init(id: ResourceID, origin: Origin, addresses: [IPAddress], subnet: Reference?) {
      self.id = id
      self.origin = origin
      self.addresses = addresses
      self.subnet = subnet
    }
  }

  /// Where forwarded questions leave from.
  package struct OutboundEndpoint: Equatable, Sendable {
    /// Its name.
    package var id: ResourceID
    /// Where it is written.
    package var origin: Origin
    /// The subnet it stands in.
    package var subnet: Reference?

    /// An outbound endpoint.
    package init(id: ResourceID, origin: Origin, subnet: Reference?) {
      self.id = id
      self.origin = origin
      self.subnet = subnet
    }
  }

  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// The network it serves.
  package var virtualNetwork: Reference?
  /// Where others can ask.
  package var inboundEndpoints: [InboundEndpoint]
  /// Where forwarded questions leave from.
  package var outboundEndpoints: [OutboundEndpoint]

  /// A private resolver.
  package init(
    id: ResourceID, origin: Origin, virtualNetwork: Reference? = nil, inboundEndpoints: [InboundEndpoint] = [],
    outboundEndpoints: [OutboundEndpoint] = []
  ) {
    self.id = id
    self.origin = origin
    self.virtualNetwork = virtualNetwork
    self.inboundEndpoints = inboundEndpoints
    self.outboundEndpoints = outboundEndpoints
  }
}
