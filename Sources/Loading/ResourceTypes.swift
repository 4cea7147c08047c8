import Outcomes
import PacketSets
import Resources

/// How one type of Azure resource is read. A new type is one more row.
struct ResourceType: Sendable {
  let kind: ResourceKind
  let read: @Sendable (FieldReader, ResourceID, Assembly) -> Void

  static let table: [String: ResourceType] = Dictionary(
    uniqueKeysWithValues: rows.map { ($0.kind.rawValue.lowercased(), $0) })

  private static let rows: [ResourceType] = [
    ResourceType(kind: .virtualNetwork) { reader, id, assembly in
      assembly.add(
        VirtualNetwork(reader, id: id), id: id, origin: reader.origin, to: \.virtualNetworks, earlier: \.origin)
    },
    ResourceType(kind: .subnet) { reader, id, assembly in
      assembly.subnets.append(.init(id: id, origin: reader.origin, value: Subnet(reader, id: id)))
    },
    ResourceType(kind: .virtualNetworkPeering) { reader, id, assembly in
      assembly.peerings.append(.init(id: id, origin: reader.origin, value: VirtualNetworkPeering(reader, id: id)))
    },
    ResourceType(kind: .networkSecurityGroup) { reader, id, assembly in
      assembly.add(
        NetworkSecurityGroup(reader, id: id), id: id, origin: reader.origin, to: \.networkSecurityGroups,
        earlier: \.origin)
    },
    ResourceType(kind: .securityRule) { reader, id, assembly in
      guard let rule = SecurityRule(reader.named(id.name)) else { return }
      assembly.securityRules.append(.init(id: id, origin: reader.origin, value: rule))
    },
    ResourceType(kind: .applicationSecurityGroup) { reader, id, assembly in
      assembly.add(
        ApplicationSecurityGroup(reader, id: id), id: id, origin: reader.origin, to: \.applicationSecurityGroups,
        earlier: \.origin)
    },
    ResourceType(kind: .routeTable) { reader, id, assembly in
      assembly.add(RouteTable(reader, id: id), id: id, origin: reader.origin, to: \.routeTables, earlier: \.origin)
    },
    ResourceType(kind: .route) { reader, id, assembly in
      guard let route = Route(reader.named(id.name)) else { return }
      assembly.routes.append(.init(id: id, origin: reader.origin, value: route))
    },
    ResourceType(kind: .networkInterface, read: networkInterface),
    ResourceType(kind: .scaleSetNetworkInterface, read: networkInterface),
    ResourceType(kind: .virtualMachine) { reader, id, assembly in
      assembly.add(
        VirtualMachine(reader, id: id), id: id, origin: reader.origin, to: \.virtualMachines, earlier: \.origin)
    },
    ResourceType(kind: .virtualMachineScaleSet) { reader, id, assembly in
      assembly.add(
        VirtualMachineScaleSet(reader, id: id), id: id, origin: reader.origin, to: \.virtualMachineScaleSets,
        earlier: \.origin)
    },
    ResourceType(kind: .publicIPAddress) { reader, id, assembly in
      assembly.add(
        PublicIPAddress(reader, id: id), id: id, origin: reader.origin, to: \.publicIPAddresses, earlier: \.origin)
    },
    ResourceType(kind: .applicationGateway) { reader, id, assembly in
      assembly.add(
        ApplicationGateway(reader, id: id), id: id, origin: reader.origin, to: \.applicationGateways, earlier: \.origin)
    },
    ResourceType(kind: .virtualNetworkGateway) { reader, id, assembly in
      assembly.add(
        VirtualNetworkGateway(reader, id: id), id: id, origin: reader.origin, to: \.virtualNetworkGateways,
        earlier: \.origin)
    },
    ResourceType(kind: .localNetworkGateway) { reader, id, assembly in
      assembly.add(
        LocalNetworkGateway(reader, id: id), id: id, origin: reader.origin, to: \.localNetworkGateways,
        earlier: \.origin)
    },
    ResourceType(kind: .connection) { reader, id, assembly in
      guard let connection = Connection(reader, id: id) else { return }
      assembly.add(connection, id: id, origin: reader.origin, to: \.connections, earlier: \.origin)
    },
    ResourceType(kind: .hubConnection) { reader, id, assembly in
      assembly.add(
        HubConnection(reader, id: id), id: id, origin: reader.origin, to: \.hubConnections, earlier: \.origin)
    },
    ResourceType(kind: .connectivityConfiguration) { reader, id, assembly in
      assembly.add(
        ConnectivityConfiguration(reader, id: id), id: id, origin: reader.origin, to: \.connectivityConfigurations,
        earlier: \.origin)
    },
    ResourceType(kind: .privateDnsZone) { reader, id, assembly in
      assembly.add(
        PrivateDnsZone(reader, id: id), id: id, origin: reader.origin, to: \.privateDnsZones, earlier: \.origin)
    },
    ResourceType(kind: .virtualNetworkLink) { reader, id, assembly in
      assembly.links.append(.init(id: id, origin: reader.origin, value: VirtualNetworkLink(reader, id: id)))
    },
    ResourceType(kind: .dnsForwardingRuleset) { reader, id, assembly in
      assembly.add(
        DnsForwardingRuleset(reader, id: id), id: id, origin: reader.origin, to: \.dnsForwardingRulesets,
        earlier: \.origin)
    },
    ResourceType(kind: .forwardingRule) { reader, id, assembly in
      guard let rule = ForwardingRule(reader.named(id.name)) else { return }
      assembly.forwardingRules.append(.init(id: id, origin: reader.origin, value: rule))
    },
    ResourceType(kind: .forwardingRulesetLink) { reader, id, assembly in
      assembly.rulesetLinks.append(.init(id: id, origin: reader.origin, value: RulesetLink(reader, id: id)))
    },
    ResourceType(kind: .dnsResolver) { reader, id, assembly in
      assembly.add(
        DnsResolver(reader, id: id), id: id, origin: reader.origin, to: \.dnsResolvers, earlier: \.origin)
    },
    ResourceType(kind: .inboundEndpoint) { reader, id, assembly in
      assembly.inboundEndpoints.append(
        .init(id: id, origin: reader.origin, value: DnsResolver.InboundEndpoint(reader, id: id)))
    },
    ResourceType(kind: .outboundEndpoint) { reader, id, assembly in
      assembly.outboundEndpoints.append(
        .init(id: id, origin: reader.origin, value: DnsResolver.OutboundEndpoint(reader, id: id)))
    },
    ResourceType(kind: .privateEndpoint) { reader, id, assembly in
      assembly.add(
        PrivateEndpoint(reader, id: id), id: id, origin: reader.origin, to: \.privateEndpoints, earlier: \.origin)
    },
    ResourceType(kind: .loadBalancer) { reader, id, assembly in
      assembly.add(
        LoadBalancer(reader, id: id), id: id, origin: reader.origin, to: \.loadBalancers, earlier: \.origin)
    },
    ResourceType(kind: .azureFirewall) { reader, id, assembly in
      assembly.add(
        AzureFirewall(reader, id: id), id: id, origin: reader.origin, to: \.azureFirewalls, earlier: \.origin)
    },
    ResourceType(kind: .firewallPolicy) { reader, id, assembly in
      assembly.add(
        FirewallPolicy(reader, id: id), id: id, origin: reader.origin, to: \.firewallPolicies, earlier: \.origin)
      // Azure itself writes ids alone here.
      for child in reader.children("ruleCollectionGroups", that: { $0.field("ruleCollections") != nil }) {
        ruleCollectionGroup(child, child.childID(of: id, "ruleCollectionGroups"), assembly)
      }
    },
    ResourceType(kind: .ruleCollectionGroup, read: ruleCollectionGroup),
    ResourceType(kind: .ipGroup) { reader, id, assembly in
      assembly.add(IPGroup(reader, id: id), id: id, origin: reader.origin, to: \.ipGroups, earlier: \.origin)
    },
    ResourceType(kind: .natGateway) { reader, id, assembly in
      assembly.add(NatGateway(reader, id: id), id: id, origin: reader.origin, to: \.natGateways, earlier: \.origin)
    },
    ResourceType(kind: .networkManager, read: NetworkManagerReader.manager),
    ResourceType(kind: .networkGroup, read: NetworkManagerReader.group),
    ResourceType(kind: .networkGroupMember, read: NetworkManagerReader.member),
    ResourceType(kind: .securityAdminConfiguration, read: NetworkManagerReader.configuration),
    ResourceType(kind: .adminRuleCollection, read: NetworkManagerReader.collection),
    ResourceType(kind: .securityAdminRule, read: NetworkManagerReader.rule),
    ResourceType(kind: .webApp) { reader, id, assembly in
      assembly.add(WebApp(reader, id: id), id: id, origin: reader.origin, to: \.webApps, earlier: \.origin)
    },
  ]

  @Sendable private static func ruleCollectionGroup(_ reader: FieldReader, _ id: ResourceID, _ assembly: Assembly) {
    guard let group = FirewallRuleCollectionGroup(reader, id: id) else { return }
    assembly.add(group, id: id, origin: reader.origin, to: \.ruleCollectionGroups, earlier: \.origin)
  }

  @Sendable private static func networkInterface(_ reader: FieldReader, _ id: ResourceID, _ assembly: Assembly) {
    assembly.add(
      NetworkInterface(reader, id: id), id: id, origin: reader.origin, to: \.networkInterfaces, earlier: \.origin)
  }

  /// Reads a resource of any type; a record set of a private zone carries its record type in its resource type.
  static func read(_ reader: FieldReader, id: ResourceID, into assembly: Assembly) {
    let type = id.typeKey
    if let row = table[type] {
      row.read(reader, id, assembly)
    } else if type.hasPrefix(ResourceKind.privateDnsZone.rawValue.lowercased() + "/") {
      guard let set = RecordSet(reader.named(id.name)) else { return }
      assembly.recordSets.append(.init(id: id, origin: reader.origin, value: set))
    } else {
      assembly.context.notes.append(.notModelled(type: id.type, name: id.path, origin: reader.origin))
    }
  }
}
