import Outcomes
import Resources

extension DnsResolver {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin, virtualNetwork: reader.reference("virtualNetwork"),
      inboundEndpoints: reader.readers("inboundEndpoints").map {
        InboundEndpoint($0, id: $0.childID(of: id, "inboundEndpoints"))
      },
      outboundEndpoints: reader.readers("outboundEndpoints").map {
        OutboundEndpoint($0, id: $0.childID(of: id, "outboundEndpoints"))
      })
  }
}

extension DnsResolver.InboundEndpoint {
  init(_ reader: FieldReader, id: ResourceID) {
    let configurations = reader.readers("ipConfigurations")
    self.init(
      id: id, origin: reader.origin, addresses: configurations.compactMap { $0.address("privateIpAddress") },
      subnet: configurations.lazy.compactMap { $0.reference("subnet") }.first)
  }
}

extension DnsResolver.OutboundEndpoint {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(id: id, origin: reader.origin, subnet: reader.reference("subnet"))
  }
}
