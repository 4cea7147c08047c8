import Outcomes
import PacketSets
import Resources

extension AzCommand {
  static let privateDnsCommands =
    [zones.create, zones.delete(.yes), links.create, links.update, links.delete(.yes)]
    + recordSetCommands

  private static let zones = AzGroup<PrivateDnsZone>(
    path: "network private-dns zone", kind: .privateDnsZone, levels: [.init(.name)],
    store: .collection(\.privateDnsZones), fields: [.unread(.ignored("--tags", shape: .list), only: .create)],
    make: { id, origin, _ in PrivateDnsZone(id: id, origin: origin) },
    release: { _, zone throws(ChangeProblem) in
      if !zone.virtualNetworkLinks.isEmpty || zone.lacksLinks { throw .refused(.nestedResources) }
    },
    settle: { _, _, change, _ throws(ChangeProblem) in
      // az asks Azure to make a new one only.
      if change.old != nil, change.new != nil { throw .refused(.preconditionFailed) }
    })

  private static let links = AzGroup<VirtualNetworkLink>(
    path: "network private-dns link vnet", kind: .privateDnsZone,
    levels: [.init(zoneName), .init(.name, "virtualNetworkLinks", "link")],
    store: .children(of: \.privateDnsZones, \.virtualNetworkLinks, "virtualNetworkLinks") { $0.id.name },
    fields: [
      AzField(option: AzOption("--virtual-network", "-v", required: true), only: .create) {
        arguments, scope, link throws(ChangeProblem) in
        link.virtualNetwork = try arguments.reference("--virtual-network", .virtualNetwork, in: scope.resources)
      } say: { link, scope in
        link.virtualNetwork.map { [scope.text($0)] }
      },
      .truth(
        AzOption("--registration-enabled", "-e", shape: .truth, required: true, property: "registrationEnabled"),
        \.registrationEnabled),
      AzField(
        option: AzOption(
          "--resolution-policy", shape: .oneOf(["Default", "NxDomainRedirect"]), property: "resolutionPolicy")
      ) { arguments, _, link throws(ChangeProblem) in
        link.redirectsNoRecord = arguments.text("--resolution-policy")?.lowercased() == "nxdomainredirect"
      } say: { link, _ in
        [link.redirectsNoRecord ? "NxDomainRedirect" : "Default"]
      },
    ], unread: [.ignored("--tags", shape: .list)],
    make: { id, origin, _ in
      VirtualNetworkLink(
        id: id, origin: origin, virtualNetwork: nil, registrationEnabled: false, redirectsNoRecord: false)
    },
    finish: { arguments, scope, old, link throws(ChangeProblem) in
      link.origin = arguments.origin
      let known = scope.resources.privateDnsZones[scope.id.parent!]?.virtualNetworkLinks ?? []
      if old == nil, known.contains(where: { $0.id == link.id }) { throw .refused(.preconditionFailed) }
    })

  /// The zone around a link or a record set.
  static let zoneName = AzOption("--zone-name", "-z", required: true)
}
