import Outcomes
import PacketSets
import Resources

extension AzCommand {
  private static let zone = AzOption("--zone-name", "-z", required: true)
  private static let record = AzOption("--record-set-name", "-n", required: true)
  private static let address = AzOption("--ipv4-address", "-a", required: true)
  private static let agreement = AzOption("--yes", "-y", shape: .flag)

  static let privateDnsCommands: [AzCommand] = [
    AzCommand("network private-dns zone create", [name, .ignored("--tags", shape: .list)]) {
      arguments, resources throws(ChangeProblem) in
      let id = arguments.newID(.privateDnsZone, in: resources)
      if resources.privateDnsZones[id] == nil {
        resources.privateDnsZones[id] = PrivateDnsZone(id: id, origin: arguments.origin)
      }
    },
    AzCommand(
      "network private-dns link vnet create",
      [
        zone, name, AzOption("--virtual-network", "-v", required: true),
        AzOption("--registration-enabled", "-e", shape: .truth, required: true),
        AzOption("--resolution-policy", shape: .oneOf(["Default", "NxDomainRedirect"])),
        .ignored("--tags", shape: .list),
      ]
    ) { arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--zone-name", .privateDnsZone, in: resources)
      let network = try arguments.resource("--virtual-network", .virtualNetwork, in: resources)
      resources.privateDnsZones[id]!.virtualNetworkLinks.put(
        VirtualNetworkLink(
          id: id.child("virtualNetworkLinks", arguments.text("--name") ?? ""), origin: arguments.origin,
          virtualNetwork: Reference(.id(network), origin: arguments.origin),
          registrationEnabled: arguments.truth("--registration-enabled") ?? false,
          redirectsNoRecord: arguments.text("--resolution-policy")?.lowercased() == "nxdomainredirect"), \.id)
    },
    AzCommand("network private-dns link vnet delete", [zone, name, agreement]) {
      arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--zone-name", .privateDnsZone, in: resources)
      let links = resources.privateDnsZones[id]!.virtualNetworkLinks
      let name = arguments.text("--name") ?? ""
      guard let index = links.firstIndex(where: { $0.id.name.lowercased() == name.lowercased() }) else {
        throw .name(.unknown(name, kind: "link of \(id.name)", known: links.map(\.id.name)))
      }
      resources.privateDnsZones[id]!.virtualNetworkLinks.remove(at: index)
    },
    AzCommand("network private-dns record-set a add-record", [zone, record, address], takesNoWait: false) {
      arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--zone-name", .privateDnsZone, in: resources)
      let address = try arguments.ipv4()
      let sets = resources.privateDnsZones[id]!.recordSets
      if let index = sets.indexOfAddresses(arguments.text("--record-set-name")), case .a(let old) = sets[index].data {
        resources.privateDnsZones[id]!.recordSets[index].data = .a(old.filter { $0 != address } + [address])
      } else {
        resources.privateDnsZones[id]!.recordSets.append(
          RecordSet(
            name: arguments.text("--record-set-name") ?? "", origin: arguments.origin, data: .a([address])))
      }
    },
    AzCommand(
      "network private-dns record-set a remove-record",
      [zone, record, address, AzOption("--keep-empty-record-set", shape: .flag)], takesNoWait: false
    ) { arguments, resources throws(ChangeProblem) in
      let (id, index) = try addresses(arguments, "--record-set-name", in: resources)
      let address = try arguments.ipv4()
      guard case .a(let old) = resources.privateDnsZones[id]!.recordSets[index].data else { return }
      guard old.contains(address) else {
        throw .name(.unknown(address.description, kind: "address", known: old.map(\.description)))
      }
      resources.privateDnsZones[id]!.recordSets[index].data = .a(old.filter { $0 != address })
      if old.count == 1, !arguments.has("--keep-empty-record-set") {
        resources.privateDnsZones[id]!.recordSets.remove(at: index)
      }
    },
    AzCommand("network private-dns record-set a delete", [zone, name, agreement], takesNoWait: false) {
      arguments, resources throws(ChangeProblem) in
      let (id, index) = try addresses(arguments, "--name", in: resources)
      resources.privateDnsZones[id]!.recordSets.remove(at: index)
    },
  ]

  /// The A records of a name that exists.
  private static func addresses(
    _ arguments: AzArguments, _ option: String, in resources: Resources
  ) throws(ChangeProblem) -> (ResourceID, Int) {
    let id = try arguments.resource("--zone-name", .privateDnsZone, in: resources)
    let sets = resources.privateDnsZones[id]!.recordSets
    guard let index = sets.indexOfAddresses(arguments.text(option)) else {
      throw .name(
        .unknown(arguments.text(option) ?? "", kind: "record set of \(id.name)", known: sets.map(\.name)))
    }
    return (id, index)
  }
}

extension AzArguments {
  fileprivate func ipv4() throws(ChangeProblem) -> IPAddress {
    let found = try address("--ipv4-address")
    guard let found else { throw .missingOption("--ipv4-address", command: command) }
    return found
  }
}

extension [RecordSet] {
  /// The place of a name's A records.
  fileprivate func indexOfAddresses(_ name: String?) -> Int? {
    firstIndex { set in
      guard case .a = set.data else { return false }
      return set.name.lowercased() == name?.lowercased()
    }
  }
}
