import JSONText
import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Something that has to be done and that no command does which is read here: at a DNS server or an appliance of one's own, at
/// another owner's service, by a command of one of az's extensions, or by waiting. It is simulated like a command.
package enum Errand: Hashable, Sendable {
  /// A DNS server gets a record of a name in one of its zones.
  case dnsRecord(server: IPAddress, domain: String, name: String, addresses: [IPAddress])
  /// A DNS server asks others for a domain.
  case dnsForwarder(server: IPAddress, domain: String, to: [IPAddress])
  /// An appliance lets packets pass by a rule before all others.
  case applianceRule(appliance: String, sources: AddressSet, destinations: AddressSet, ports: PortSet, RuleProtocol)
  /// The owner of a service approves a private endpoint's connection.
  case approveConnection(ResourceID)
  /// A connection of a VPN or ExpressRoute gateway comes up.
  case connectionUp(ResourceID)
  /// A gateway that is being started runs.
  case gatewayRuns(ResourceID)
  /// The owner of a web app starts it.
  case siteStarts(String)
  /// A web app that a scenario describes lets callers in before all its restrictions.
  case siteAllows(String, [AddressPrefix])
  /// A security admin rule is added to a collection, which is deployed anew.
  case adminRule(
    name: String, in: ResourceID, for: ResourceID?, priority: Int, TrafficDirection, RuleProtocol, sources: AddressSet,
    destinations: AddressSet, ports: PortSet)
  /// A network rule is added to a collection of a firewall policy.
  case firewallRule(
    name: String, in: ResourceID, collection: String, RuleProtocol, sources: AddressSet, destinations: AddressSet,
    ports: PortSet)
  /// A rule of a DNS forwarding ruleset is enabled and leads to these servers.
  case forwardingRule(name: String, in: ResourceID, to: [ForwardingRule.Target])
  /// A certificate for clients, which its owner has, is uploaded to a gateway under a name.
  case clientCertificate(ResourceID, name: String)
  /// The certificate of an authority, of which the input has the name alone, is uploaded to a gateway and named in a setting
  /// beside others.
  case trustedRoot(issuer: String, name: String, for: ResourceID, besides: [String])
  /// An ingress controller of AKS gets a rule for a host and a path.
  case ingressRule(controller: String, host: String, path: String)
  /// A network interface that belongs to nothing gets a machine.
  case machine(with: ResourceID)
  /// The service behind a private endpoint gets another one, at an address of a subnet.
  case privateEndpoint(like: ResourceID, name: String, in: ResourceID, at: IPAddress)
  /// A Basic load balancer becomes a Standard one.
  case standardLoadBalancer(ResourceID)
  /// A subnet calls the Internet through a NAT gateway of the input.
  case natGateway(ResourceID, at: ResourceID)
  /// A subnet calls the Internet through a NAT gateway that is made for it.
  case newNatGateway(at: ResourceID)

  /// The resources once it is done.
  package func apply(to resources: inout Resources) {
    switch self {
    case .dnsRecord(let server, let domain, let name, let addresses):
      for index in resources.dnsServers.indices where resources.dnsServers[index].address == server {
        var zones = resources.dnsServers[index].zones
        let place = zones.firstIndex { $0.domain == domain } ?? zones.endIndex
        if place == zones.endIndex { zones.append((domain, [])) }
        zones[place].records.removeAll { $0.name == name }
        zones[place].records.append((name, .addresses(addresses)))
        resources.dnsServers[index].zones = zones
        resources.dnsServers[index].origin = origin
      }
    case .dnsForwarder(let server, let domain, let targets):
      for index in resources.dnsServers.indices where resources.dnsServers[index].address == server {
        resources.dnsServers[index].forwarders.removeAll { $0.domain == domain }
        resources.dnsServers[index].forwarders.append((domain, targets))
        resources.dnsServers[index].origin = origin
      }
    case .applianceRule(let name, let sources, let destinations, let ports, let transport):
      for index in resources.appliances.indices where resources.appliances[index].name == name {
        let rule = ApplianceRule(
          name: nil, origin: resources.appliances[index].origin, access: .allow, protocol: transport, source: sources,
          destination: destinations, destinationPorts: ports)
        resources.appliances[index].rules = [rule] + (resources.appliances[index].rules ?? [])
        resources.appliances[index].origin = origin
      }
    case .approveConnection(let endpoint): resources.privateEndpoints[endpoint]?.connectionState = .approved
    case .connectionUp(let connection): resources.connections[connection]?.status = "Connected"
    case .gatewayRuns(let gateway): resources.applicationGateways[gateway]?.operationalState = "Running"
    case .siteStarts(let name):
      for index in resources.servers.indices where resources.servers[index].name == name {
        resources.servers[index].site?.isRunning = true
        resources.servers[index].origin = origin
      }
    case .siteAllows(let name, let callers):
      for index in resources.servers.indices where resources.servers[index].name == name {
        let rule = AccessRestriction(
          name: nil, origin: resources.servers[index].origin, priority: 1, access: .allow, caller: .prefixes(callers))
        resources.servers[index].site?.accessRestrictions.insert(rule, at: 0)
        resources.servers[index].origin = origin
      }
    case .adminRule(
      let name, let collection, let group, let priority, let direction, let transport, let sources, let targets,
      let ports):
      let id = collection.child("rules", name)
      resources.securityAdminRules[id] = SecurityAdminRule(
        id: id, origin: origin, priority: priority, direction: direction, access: .allow, protocol: transport,
        source: RuleEndpoint(addresses: sources.subnetPrefixes.map { .prefix($0) }),
        destination: RuleEndpoint(addresses: targets.subnetPrefixes.map { .prefix($0) }, ports: ports),
        networkGroup: group)
    case .firewallRule(let name, let group, let collection, let transport, let sources, let targets, let ports):
      guard
        let index = resources.ruleCollectionGroups[group]?.ruleCollections.firstIndex(where: { $0.name == collection })
      else { return }
      resources.ruleCollectionGroups[group]!.ruleCollections[index].rules.append(
        FirewallRule(
          name: name, origin: origin, kind: .network, sources: sources.subnetPrefixes.map { .prefix($0) },
          destinations: targets.subnetPrefixes.map { .prefix($0) }, names: [], protocols: [transport], ports: ports))
    case .forwardingRule(let name, let ruleset, let targets):
      guard let index = resources.dnsForwardingRulesets[ruleset]?.forwardingRules.firstIndex(where: { $0.name == name })
      else { return }
      resources.dnsForwardingRulesets[ruleset]!.forwardingRules[index].isEnabled = true
      resources.dnsForwardingRulesets[ruleset]!.forwardingRules[index].targets = targets
    case .standardLoadBalancer(let balancer): resources.loadBalancers[balancer]?.sku = "Standard"
    case .natGateway(let nat, let subnet):
      resources.edit(subnet) { $0.natGateway = Reference(.id(nat), origin: origin) }
    case .newNatGateway(let subnet):
      let address = subnet.neighbour(.publicIPAddress, "pip-ng-\(subnet.name)")
      let nat = subnet.neighbour(.natGateway, "ng-\(subnet.name)")
      resources.publicIPAddresses[address] = PublicIPAddress(id: address, origin: origin, ipAddress: nil, fqdn: nil)
      resources.natGateways[nat] = NatGateway(
        id: nat, origin: origin, publicIPAddresses: [Reference(.id(address), origin: origin)], subnets: [])
      resources.edit(subnet) { $0.natGateway = Reference(.id(nat), origin: origin) }
    // Listeners name such certificates; no prediction looks into them.
    case .clientCertificate: break
    case .trustedRoot(_, let name, let setting, _):
      let holder = resources.applicationGateways.values.first { $0.backendSettings.contains { $0.id == setting } }
      guard let gateway = holder?.id,
        let index = resources.applicationGateways[gateway]?.backendSettings.firstIndex(where: { $0.id == setting })
      else { return }
      let id = gateway.child("trustedRootCertificates", name)
      resources.applicationGateways[gateway]!.trustedRootCertificates.append(
        GatewayCertificate(id: id, origin: origin, certificates: nil))
      resources.applicationGateways[gateway]!.backendSettings[index].tls.trustedRootCertificates.append(
        Reference(.id(id), origin: origin))
    case .ingressRule(let controller, let host, let path):
      let answer = Response(
        origin: origin, host: host, path: path, status: 200, body: nil, delay: ResponseTime(milliseconds: 0))
      for index in resources.servers.indices where resources.servers[index].name == controller {
        // The first answer that fits is the one that is given.
        for place in (resources.servers[index].listeners ?? []).indices {
          resources.servers[index].listeners![place].responses?.insert(answer, at: 0)
        }
        resources.servers[index].origin = origin
      }
    case .machine(let card):
      resources.networkInterfaces[card]?.isUnattached = false
      resources.networkInterfaces[card]?.virtualMachine = Reference(
        .id(card.neighbour(.virtualMachine, card.name)), origin: origin)
    case .privateEndpoint(let model, let name, let subnet, let address):
      guard var endpoint = resources.privateEndpoints[model] else { return }
      for index in resources.servers.indices
      where !Set(endpoint.addresses).isDisjoint(with: resources.servers[index].addresses) {
        resources.servers[index].addresses.append(address)
        resources.servers[index].origin = origin
      }
      endpoint.id = subnet.neighbour(.privateEndpoint, name)
      endpoint.origin = origin
      endpoint.addresses = [address]
      endpoint.subnet = Reference(.id(subnet), origin: origin)
      endpoint.networkInterfaces = []
      resources.privateEndpoints[endpoint.id] = endpoint
    }
  }

  /// Facts that a person states are told apart by where they are written (`Resources.surroundings`).
  private var origin: Origin { Origin(text: SourceText(name: "\(self)", bytes: []), path: .root) }
}
