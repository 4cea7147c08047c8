import OrderedCollections
import Outcomes

/// Everything that was read: Azure's resources and a scenario's facts as typed records, references not yet followed.
package struct Resources: Sendable {
  /// Virtual networks with subnets and peerings.
  package var virtualNetworks: OrderedDictionary<ResourceID, VirtualNetwork> = [:]
  /// Network security groups.
  package var networkSecurityGroups: OrderedDictionary<ResourceID, NetworkSecurityGroup> = [:]
  /// Application security groups.
  package var applicationSecurityGroups: OrderedDictionary<ResourceID, ApplicationSecurityGroup> = [:]
  /// Route tables.
  package var routeTables: OrderedDictionary<ResourceID, RouteTable> = [:]
  /// Network interfaces, scale sets' instances included.
  package var networkInterfaces: OrderedDictionary<ResourceID, NetworkInterface> = [:]
  /// Virtual machines.
  package var virtualMachines: OrderedDictionary<ResourceID, VirtualMachine> = [:]
  /// Virtual machine scale sets.
  package var virtualMachineScaleSets: OrderedDictionary<ResourceID, VirtualMachineScaleSet> = [:]
  /// Public addresses.
  package var publicIPAddresses: OrderedDictionary<ResourceID, PublicIPAddress> = [:]
  /// Application gateways.
  package var applicationGateways: OrderedDictionary<ResourceID, ApplicationGateway> = [:]
  /// VPN and ExpressRoute gateways.
  package var virtualNetworkGateways: OrderedDictionary<ResourceID, VirtualNetworkGateway> = [:]
  /// On-premises ends of VPNs.
  package var localNetworkGateways: OrderedDictionary<ResourceID, LocalNetworkGateway> = [:]
  /// Connections of gateways.
  package var connections: OrderedDictionary<ResourceID, Connection> = [:]
  /// Connections of networks with Virtual WAN hubs.
  package var hubConnections: OrderedDictionary<ResourceID, HubConnection> = [:]
  /// Connectivity configurations of Virtual Network Manager.
  package var connectivityConfigurations: OrderedDictionary<ResourceID, ConnectivityConfiguration> = [:]
  /// Private DNS zones.
  package var privateDnsZones: OrderedDictionary<ResourceID, PrivateDnsZone> = [:]
  /// Web apps of App Service.
  package var webApps: OrderedDictionary<ResourceID, WebApp> = [:]
  /// DNS forwarding rulesets.
  package var dnsForwardingRulesets: OrderedDictionary<ResourceID, DnsForwardingRuleset> = [:]
  /// Private resolvers with their endpoints.
  package var dnsResolvers: OrderedDictionary<ResourceID, DnsResolver> = [:]
  /// Private endpoints.
  package var privateEndpoints: OrderedDictionary<ResourceID, PrivateEndpoint> = [:]
  /// Load balancers.
  package var loadBalancers: OrderedDictionary<ResourceID, LoadBalancer> = [:]
  /// Azure Firewalls.
  package var azureFirewalls: OrderedDictionary<ResourceID, AzureFirewall> = [:]
  /// Policies of Azure Firewalls.
  package var firewallPolicies: OrderedDictionary<ResourceID, FirewallPolicy> = [:]
  /// Groups of rule collections of those policies.
  package var ruleCollectionGroups: OrderedDictionary<ResourceID, FirewallRuleCollectionGroup> = [:]
  /// Lists of addresses that firewall rules name.
  package var ipGroups: OrderedDictionary<ResourceID, IPGroup> = [:]
  /// NAT gateways.
  package var natGateways: OrderedDictionary<ResourceID, NatGateway> = [:]
  /// Security admin rules of Virtual Network Manager.
  package var securityAdminRules: OrderedDictionary<ResourceID, SecurityAdminRule> = [:]
  /// Their collections.
  package var adminRuleCollections: OrderedDictionary<ResourceID, AdminRuleCollection> = [:]
  /// Static members of network groups.
  package var networkGroupMembers: OrderedDictionary<ResourceID, NetworkGroupMember> = [:]

  /// Servers that a scenario describes.
  package var servers: [Server] = []
  /// Virtual appliances that a scenario describes.
  package var appliances: [Appliance] = []
  /// Custom DNS servers that a scenario describes.
  package var dnsServers: [DnsServer] = []
  /// Public names that a scenario states.
  package var publicDns: [DeclaredName] = []
  /// Load that a scenario states.
  package var loads: [GatewayLoad] = []
  /// What gateways learn, as a scenario states it.
  package var learnedRoutes: [LearnedRoutes] = []
  /// Changes that expectations can be judged after.
  package var changes: [NamedChange] = []
  /// What scenarios expect, in the order given.
  package var expectations: [Expectation] = []
  /// The health that Azure reported, in the order given; of several reports of one member the last counts.
  package var observedHealth: [ObservedHealth] = []
  /// Whether the resources were changed since Azure reported the health.
  package var isChangedSinceObserved = false
  /// Prefixes of service tags.
  package var serviceTags = ServiceTags()
  /// What may be taken for granted.
  package var assume = Assume()
  /// The roots of well-known certificate authorities; nil when nothing says which those are.
  package var wellKnownRoots: WellKnownRoots?
  /// The moment that certificates are judged at, as written.
  package var clock: String?

  /// Nothing.
  package init() {}
}
