import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Who calls a server, as the server sees it (azure-semantics.md §2.9, §4.2): an instance's private address inside networks and by
/// a service endpoint, the gateway's public address elsewhere.
struct Caller {
  /// The addresses that the server sees; nil where the input does not hold them.
  let addresses: AddressSet?
  /// The subnet, where its service endpoint makes it known to the service.
  let subnet: ResourceID?
  /// Whether the addresses are those of the packets themselves.
  let isDirect: Bool
  /// The fact that is missing where there are no addresses.
  let missing: MissingFact?

  /// The service endpoint of App Service.
  private static let webEndpoint = "microsoft.web"

  /// - Parameters:
  ///   - destination: the address called.
  ///   - packets: what the instances send.
  init(
    _ gateway: ApplicationGateway, at subnet: NetworkSubnet, to destination: IPAddress, packets: PacketSet,
    model: NetworkModel
  ) {
    let isPrivate =
      AddressSpaces.notInternet.contains(destination) || !model.networks(containing: destination).isEmpty
    let hasEndpoint = subnet.record.serviceEndpointNames.contains { $0.lowercased() == Self.webEndpoint }
    if isPrivate || hasEndpoint {
      addresses = packets.sources
      self.subnet = hasEndpoint ? subnet.id : nil
      isDirect = true
      missing = nil
      return
    }
    self.subnet = nil
    isDirect = false
    guard let frontend = gateway.frontends.first(where: \.isPublic), let reference = frontend.publicIPAddress else {
      addresses = nil
      missing = .resource(
        gateway.id.child("frontendIPConfigurations", "public"), referencedBy: gateway.id, origin: gateway.origin)
      return
    }
    let record: PublicIPAddress? =
      if case .one(let id) = model.index.find(reference, as: .publicIPAddress) {
        model.resources.publicIPAddresses[id]
      } else {
        nil
      }
    addresses = record?.ipAddress.map { AddressSet($0) }
    missing =
      addresses == nil
      ? .resource(
        record?.id ?? reference.id
          ?? ResourceID(type: ResourceKind.publicIPAddress.rawValue, names: [reference.name]),
        referencedBy: gateway.id, origin: reference.origin) : nil
  }
}
