import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Who calls a server, as the server sees it (azure-semantics.md §2.9, §4.2): an instance's private address inside networks and by a
/// service endpoint, the gateway's public address elsewhere; or a device on the way that puts its own in place.
struct Caller {
  /// The addresses that the server sees; nil where the input does not hold them.
  let addresses: AddressSet?
  /// The subnet, where its service endpoint makes it known to the service.
  let subnet: ResourceID?
  /// Whether the addresses are those of the packets themselves.
  let isDirect: Bool
  /// The fact that is missing where there are no addresses, or why not all of them need be seen.
  let missing: MissingFact?

  /// The service endpoint of App Service.
  private static let webEndpoint = "microsoft.web"

  private init(_ addresses: AddressSet?, in subnet: ResourceID? = nil, isDirect: Bool = false, _ missing: MissingFact?)
  {
    self.addresses = addresses
    self.subnet = subnet
    self.isDirect = isDirect
    self.missing = missing
  }

  /// - Parameters:
  ///   - destination: the address called.
  ///   - packets: what the instances send of the flow.
  init(
    _ gateway: ApplicationGateway, at subnet: NetworkSubnet, to destination: IPAddress, packets: PacketSet,
    in flow: FlowResult, model: NetworkModel
  ) {
    let translated = flow.translations.filter { !$0.packets.intersection(packets).isEmpty }
    if let first = translated.first {
      // Several devices that share packets call from several addresses.
      let all = translated.map { Self.translated($0, model) }
      let addresses = all.reduce(AddressSet?(AddressSet())) { set, one in
        set.flatMap { a in one.addresses.map { a.union($0) } }
      }
      let isWhole = translated.reduce(PacketSet.empty) { $0.union($1.packets) }.intersection(packets) == packets
      self.init(
        isWhole ? addresses : nil, in: all.count == 1 ? all[0].subnet : nil,
        all.lazy.compactMap(\.missing).first ?? (all.count > 1 || !isWhole ? .egressAddress(of: first.device) : nil))
      return
    }
    let isPrivate =
      AddressSpaces.notInternet.contains(destination) || !model.networks(containing: destination).isEmpty
    if isPrivate || Self.hasWebEndpoint(subnet) {
      self.init(packets.sources, in: isPrivate ? nil : subnet.id, isDirect: true, nil)
      return
    }
    let frontends = gateway.frontends.compactMap(\.publicIPAddress)
    let nat = model.natGateway(of: subnet)?.publicIPAddresses
    guard !frontends.isEmpty || nat != nil else {
      let unnamed = gateway.id.child("frontendIPConfigurations", "public")
      self.init(
        nil,
        gateway.frontends.isEmpty
          ? .resource(unnamed, referencedBy: gateway.id, origin: gateway.origin) : .egressAddress(of: gateway.id))
      return
    }
    self = Self.calling(from: Array(frontends.prefix(1)) + (nat ?? []), owner: gateway.id, model)
  }

  private static func translated(_ translation: FlowResult.Translation, _ model: NetworkModel) -> Caller {
    let subnet = model.subnet(translation.subnet)
    if !translation.isPublic { return Caller(translation.addresses, nil) }
    if let subnet, hasWebEndpoint(subnet) { return Caller(translation.addresses, in: subnet.id, nil) }
    var own: [Reference] = []
    if let firewall = model.resources.azureFirewalls[translation.device] { own = firewall.publicIPAddresses }
    if let card = translation.card.flatMap({ model.card($0) }) {
      own += card.addresses.compactMap(\.configuration.publicIPAddress)
    }
    let nat = subnet.flatMap { model.natGateway(of: $0) }?.publicIPAddresses ?? []
    return calling(from: own + nat, owner: translation.device, model)
  }

  /// Somebody who calls from one of these public addresses: which one, Azure chooses, or its pages say it differently.
  private static func calling(from references: [Reference], owner: ResourceID, _ model: NetworkModel) -> Caller {
    var addresses = AddressSet()
    for reference in references {
      guard case .one(let id) = model.find(reference, as: .publicIPAddress),
        let address = model.resources.publicIPAddresses[id]?.ipAddress
      else {
        return Caller(
          nil,
          .resource(
            reference.id ?? ResourceID(type: ResourceKind.publicIPAddress.rawValue, names: [reference.name]),
            referencedBy: owner, origin: reference.origin))
      }
      addresses = addresses.union(AddressSet(address))
    }
    if references.isEmpty { return Caller(nil, .egressAddress(of: owner)) }
    return Caller(addresses, references.count > 1 ? .egressAddress(of: owner) : nil)
  }

  private static func hasWebEndpoint(_ subnet: NetworkSubnet) -> Bool {
    subnet.record.serviceEndpointNames.contains { $0.lowercased() == webEndpoint }
  }
}

extension NetworkModel {
  /// The NAT gateway of a subnet, as the subnet or the gateway itself tells.
  func natGateway(of subnet: NetworkSubnet) -> NatGateway? {
    if let reference = subnet.record.natGateway, case .one(let id) = find(reference, as: .natGateway) {
      return resources.natGateways[id]
    }
    return resources.natGateways.values.first { nat in
      nat.subnets.contains { reference in
        if case .one(let id) = find(reference, as: .subnet) { id == subnet.id } else { false }
      }
    }
  }
}
