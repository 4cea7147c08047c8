import Outcomes
import PacketSets
import Resources

extension VirtualNetworkGateway {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin, gatewayType: reader.string("gatewayType") ?? "Vpn",
      enableBgp: reader.boolean("enableBgp") ?? false,
      subnets: reader.readers("ipConfigurations").compactMap { $0.reference("subnet") },
      clientPrefixes: reader.reader("vpnClientConfiguration")?.reader("vpnClientAddressPool")?
        .prefixes("addressPrefixes", or: "addressPrefix") ?? [])
  }
}

extension LocalNetworkGateway {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin,
      addressPrefixes: reader.reader("localNetworkAddressSpace")?.prefixes("addressPrefixes", or: "addressPrefix") ?? []
    )
  }
}

extension Connection {
  /// Reads a connection; nil, with the reason reported, when its type is illegal.
  init?(_ reader: FieldReader, id: ResourceID) {
    guard let type = reader.enumeration("connectionType", as: ConnectionType.self) else {
      reader.require("connectionType")
      return nil
    }
    self.init(
      id: id, origin: reader.origin, connectionType: type, enableBgp: reader.boolean("enableBgp") ?? false,
      status: reader.string("connectionStatus"), virtualNetworkGateway1: reader.reference("virtualNetworkGateway1"),
      virtualNetworkGateway2: reader.reference("virtualNetworkGateway2"),
      localNetworkGateway2: reader.reference("localNetworkGateway2"))
  }
}
