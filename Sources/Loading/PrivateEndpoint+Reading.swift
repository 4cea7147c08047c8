import Outcomes
import PacketSets
import Resources

extension PrivateEndpoint {
  /// Reads an endpoint: its addresses stand in its static configurations, its DNS hints and its network interface.
  init(_ reader: FieldReader, id: ResourceID) {
    let hints = reader.readers("customDnsConfigs")
    let connections =
      reader.readers("privateLinkServiceConnections") + reader.readers("manualPrivateLinkServiceConnections")
    let states = connections.compactMap { connection in
      connection.reader("privateLinkServiceConnectionState")?.enumeration("status", as: ConnectionState.self)
    }
    self.init(
      id: id, origin: reader.origin,
      addresses: reader.readers("ipConfigurations").compactMap { $0.address("privateIPAddress") }
        + hints.flatMap { $0.addresses("ipAddresses") },
      subnet: reader.reference("subnet"), networkInterfaces: reader.references("networkInterfaces"),
      connectionState: states.first { $0 != .approved } ?? states.first,
      service: connections.lazy.compactMap { $0.reference("privateLinkServiceId") }.first,
      fqdns: hints.compactMap { $0.string("fqdn") })
  }
}
