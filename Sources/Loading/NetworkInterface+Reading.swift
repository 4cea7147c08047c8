import Outcomes
import PacketSets
import Resources

extension NetworkInterface {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin,
      ipConfigurations: reader.readers("ipConfigurations").map {
        IPConfiguration($0, id: $0.childID(of: id, "ipConfigurations"))
      },
      enableIPForwarding: reader.boolean("enableIPForwarding") ?? false, isPrimary: reader.boolean("primary") ?? false,
      networkSecurityGroup: reader.reference("networkSecurityGroup"),
      virtualMachine: reader.reference("virtualMachine"),
      privateEndpoint: reader.reference("privateEndpoint"))
    isUnattached =
      reader.string("resourceGuid") != nil && reader.string("provisioningState")?.lowercased() == "succeeded"
      && virtualMachine == nil && privateEndpoint == nil && (reader.string("macAddress") ?? "").isEmpty
      && reader.reference("privateLinkService") == nil && reader.reference("managedBy") == nil
      && reader.strings("hostedWorkloads").isEmpty
  }
}

extension IPConfiguration {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin, privateIPAddress: reader.address("privateIPAddress"),
      subnet: reader.reference("subnet"), isPrimary: reader.boolean("primary") ?? false,
      publicIPAddress: reader.reference("publicIPAddress"),
      applicationSecurityGroups: reader.references("applicationSecurityGroups"),
      applicationGatewayBackendAddressPools: reader.references("applicationGatewayBackendAddressPools"),
      loadBalancerBackendAddressPools: reader.references("loadBalancerBackendAddressPools"))
  }
}

extension VirtualMachine {
  init(_ reader: FieldReader, id: ResourceID) {
    let cards = reader.reader("networkProfile")?.readers("networkInterfaces") ?? []
    self.init(
      id: id, origin: reader.origin,
      networkInterfaces: cards.compactMap { card in
        guard let interface = card.reference("id") else { return nil }
        return (interface, card.boolean("primary") ?? false)
      })
  }
}

extension VirtualMachineScaleSet {
  init(_ reader: FieldReader, id: ResourceID) {
    let profile = reader.reader("virtualMachineProfile")?.reader("networkProfile")
    self.init(
      id: id, origin: reader.origin,
      interfaces: (profile?.readers("networkInterfaceConfigurations") ?? []).map { card in
        let cardID = id.child("networkInterfaces", card.string("name") ?? "")
        return InterfaceProfile(
          name: card.string("name") ?? "",
          ipConfigurations: card.readers("ipConfigurations").map {
            IPConfiguration($0, id: cardID.child("ipConfigurations", $0.string("name") ?? ""))
          },
          networkSecurityGroup: card.reference("networkSecurityGroup"),
          enableIPForwarding: card.boolean("enableIPForwarding") ?? false)
      })
  }
}

extension PublicIPAddress {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin, ipAddress: reader.address("ipAddress"),
      fqdn: reader.reader("dnsSettings")?.string("fqdn"))
  }
}
