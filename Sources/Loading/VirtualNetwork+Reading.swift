import Outcomes
import PacketSets
import Resources

extension VirtualNetwork {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin, location: region(reader.stringIfConcrete("location")),
      addressPrefixes: reader.reader("addressSpace")?.prefixes("addressPrefixes", or: "addressPrefix")
        ?? reader.prefixes("addressPrefixes", or: "addressPrefix"),
      dnsServers: reader.reader("dhcpOptions")?.addresses("dnsServers") ?? [],
      subnets: reader.readers("subnets").map { Subnet($0, id: $0.childID(of: id, "subnets")) },
      peerings: reader.readers("virtualNetworkPeerings").map {
        VirtualNetworkPeering($0, id: $0.childID(of: id, "virtualNetworkPeerings"))
      }, listsSubnets: reader.hasList("subnets"))
  }
}

/// A region's name as ids of it compare: `West Europe` and `westeurope` are the same.
private func region(_ written: String?) -> String {
  (written ?? "").lowercased().filter { $0 != " " }
}

extension Subnet {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin, addressPrefixes: reader.prefixes("addressPrefixes", or: "addressPrefix"),
      networkSecurityGroup: reader.reference("networkSecurityGroup"), routeTable: reader.reference("routeTable"),
      serviceEndpoints: reader.readers("serviceEndpoints").compactMap { ServiceEndpoint($0) },
      privateEndpointNetworkPolicies: reader.string("privateEndpointNetworkPolicies"))
    natGateway = reader.reference("natGateway")
    if reader.hasList("ipConfigurations") {
      ipConfigurations = reader.ipConfigurations("ipConfigurations").compactMap(\.id)
    }
  }
}

extension ServiceEndpoint {
  init?(_ reader: FieldReader) {
    guard let service = reader.string("service") else { return nil }
    self.init(service: service, locations: reader.stringsIfConcrete("locations").map { region($0) })
  }
}

extension VirtualNetworkPeering {
  init(_ reader: FieldReader, id: ResourceID) {
    // The first is what the peering carries, the second what the other network has by now.
    let space = reader.reader("remoteAddressSpace") ?? reader.reader("remoteVirtualNetworkAddressSpace")
    self.init(
      id: id, origin: reader.origin, remoteVirtualNetwork: reader.reference("remoteVirtualNetwork"),
      remoteAddressPrefixes: space?.prefixes("addressPrefixes", or: "addressPrefix") ?? [],
      allowVirtualNetworkAccess: reader.boolean("allowVirtualNetworkAccess") ?? true,
      allowForwardedTraffic: reader.boolean("allowForwardedTraffic") ?? false,
      allowGatewayTransit: reader.boolean("allowGatewayTransit") ?? false,
      useRemoteGateways: reader.boolean("useRemoteGateways") ?? false,
      isInSync: reader.string("peeringSyncLevel").map { $0.lowercased() == "fullyinsync" } ?? true,
      isWhole: reader.boolean("peerCompleteVnets") ?? true,
      carriesIPv6Only: reader.boolean("enableOnlyIPv6Peering") ?? false,
      state: reader.enumeration("peeringState", as: State.self))
    localSubnetNames = reader.strings("localSubnetNames").map(\.text)
    remoteSubnetNames = reader.strings("remoteSubnetNames").map(\.text)
  }
}
