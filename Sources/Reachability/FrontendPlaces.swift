import NetworkModel
import Outcomes
import PacketSets
import Resources

/// A load balancer's private frontend in a network.
struct FrontendPlace: Equatable, Sendable {
  let balancer: LoadBalancer
  let frontend: ResourceID
  let address: IPAddress
  let network: Int
}

/// A machine behind a load balancer, as far as the input tells.
enum BalancedMember: Sendable {
  case site(Site, address: IPAddress, groups: [ResourceID])
  case unknown(MissingFact)
}

/// Where load balancers answer, by network.
struct FrontendPlaces: Sendable {
  private let byNetwork: [Int: [FrontendPlace]]

  init(_ model: NetworkModel) {
    var places: [FrontendPlace] = []
    for balancer in model.resources.loadBalancers.values {
      for frontend in balancer.frontends {
        guard let address = frontend.privateIPAddress else { continue }
        var networks = model.networks(containing: address)
        if let reference = frontend.subnet, case .one(let id) = model.index.find(reference, as: .subnet),
          let subnet = model.subnet(id)
        {
          networks = [model.networks[subnet.network]]
        }
        places += networks.map {
          FrontendPlace(balancer: balancer, frontend: frontend.id, address: address, network: $0.index)
        }
      }
    }
    byNetwork = Dictionary(grouping: places, by: \.network)
  }

  func places(in network: Int) -> [FrontendPlace] { byNetwork[network] ?? [] }
}

extension FrontendPlace {
  /// The rules of this frontend.
  var rules: [LoadBalancer.Rule] {
    (balancer.rules + balancer.inboundNatRules).filter { rule in
      rule.frontend.map { $0.id?.matches(frontend) ?? ($0.name.lowercased() == frontend.name.lowercased()) } ?? true
    }
  }

  /// The probe of a rule.
  func probe(of rule: LoadBalancer.Rule) -> LoadBalancer.Probe? {
    rule.probe.flatMap { reference in
      balancer.probes.first { $0.id.name.lowercased() == reference.name.lowercased() }
    }
  }

  /// The machines that a rule spreads packets over: those that the pool names, and those whose interface names the pool.
  func members(of rule: LoadBalancer.Rule, in model: NetworkModel) -> [BalancedMember] {
    var out: [BalancedMember] = []
    var known: Set<IPAddress> = []
    func add(_ card: Card, _ own: Card.Address) {
      guard let address = own.configuration.privateIPAddress,
        let site = Site(card: card, address: own, label: address.description)
      else {
        out.append(.unknown(.address(of: card.id)))
        return
      }
      if known.insert(address).inserted {
        out.append(.site(site, address: address, groups: own.applicationSecurityGroups))
      }
    }
    func add(_ reference: Reference, namedBy owner: ResourceID) {
      guard let (card, own) = model.configuration(reference) else {
        out.append(
          .unknown(
            .resource(
              reference.id?.parent
                ?? ResourceID(type: ResourceKind.networkInterface.rawValue, names: [reference.text]),
              referencedBy: owner, origin: reference.origin)))
        return
      }
      add(card, own)
    }
    if let inboundNat = rule.inboundNat {
      if let machine = inboundNat.machine {
        add(machine, namedBy: rule.id)
      } else {
        // Azure gives each machine of a pool a port of the range.
        out.append(.unknown(.loadBalancer(balancer.id, address)))
      }
      return out
    }
    let pools = balancer.backendAddressPools.filter { pool in
      rule.pools.contains { $0.name.lowercased() == pool.id.name.lowercased() }
    }
    for pool in pools {
      for reference in pool.backendIPConfigurations { add(reference, namedBy: pool.id) }
      for (address, _) in pool.addresses where known.insert(address).inserted {
        let site = Site(address: address, in: model.networks[network], model: model)
        out.append(.site(site, address: address, groups: site.cardAddress?.applicationSecurityGroups ?? []))
      }
      for member in model.members(ofLoadBalancerPool: pool.id) { add(member.card, member.address) }
    }
    return out
  }
}

extension NetworkModel {
  /// The address configuration of a network interface that a reference names.
  fileprivate func configuration(_ reference: Reference) -> (card: Card, address: Card.Address)? {
    let owner: Card? =
      switch reference.target {
      case .id(let id): id.parent.flatMap { card($0) }
      case .tail(let names):
        if case .one(let id) = find(Reference(.tail(names.dropLast()), origin: reference.origin), as: .networkInterface)
        {
          card(id)
        } else {
          nil
        }
      }
    return owner.flatMap { card in
      card.addresses.first { $0.configuration.id.name.lowercased() == reference.name.lowercased() }.map { (card, $0) }
    }
  }
}

extension LoadBalancer.Rule {
  /// Whether it passes on every port of every protocol.
  var isHighAvailabilityPorts: Bool { `protocol` == .any && frontendPort == 0 }

  /// The packets that it passes on, whoever they are for: of Tcp and Udp, even where it is for all protocols.
  var box: PacketBox {
    PacketBox(
      destinationPorts: frontendPort == 0
        ? .all : PortSet(UInt16(frontendPort)...UInt16(max(frontendPort, inboundNat?.lastPort ?? frontendPort))),
      protocols: `protocol`.protocols.intersection(.withPorts))
  }

  /// The machines' port; nil leaves the packet's own.
  var translatedPort: UInt16? { isHighAvailabilityPorts || backendPort == 0 ? nil : UInt16(backendPort) }
}
