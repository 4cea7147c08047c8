import Comparison
import Outcomes
import PacketSets
import Reachability
import Resources

extension PacketBox {
  /// The packets as a rule would say it: `Tcp 10.0.1.0/24 -> 10.0.2.4 port 8443`.
  package var regionText: String {
    func ports(_ set: PortSet) -> String { set.isAll ? "" : " port \(set.summary)" }
    return
      "\(protocols.regionText) \(sources.regionText)\(ports(sourcePorts)) -> \(destinations.regionText)\(ports(destinationPorts))"
  }
}

extension ProtocolSet {
  /// The protocols in a few words.
  package var regionText: String {
    if isAll { return "Any protocol" }
    if complement.count <= 2, !contains(.tcp) || !contains(.udp) { return "Any protocol but \(complement)" }
    return "\(self)".split(separator: ",").joined(separator: ", ")
  }
}

extension AddressSet {
  /// The addresses in a few words, to the address; where it takes fewer words, those that are left out.
  package var regionText: String {
    if isAll { return "*" }
    let (all, name) = isSubset(of: .ipv4) ? (AddressSet.ipv4, "any IPv4") : (.all, "any")
    if self == .ipv4 { return name }
    if ranges.count > 4, AddressSpaces.otherParties.isSubset(of: self) {
      let others = subtracting(AddressSpaces.otherParties)
      if others.ranges.count < 5 { return others.isEmpty ? "Internet" : "Internet, \(others.exactSummary)" }
    }
    let rest = all.subtracting(self)
    return rest.ranges.count < ranges.count ? "\(name) but \(rest.exactSummary)" : exactSummary
  }
}

extension FilterDifference.Membership {
  /// `source in VirtualNetwork`, `destination not in Storage`.
  package var words: String {
    "\(addresses.isSource ? "source" : "destination") \(isMember ? "in" : "not in") \(addresses.name.words)"
  }
}

extension UnlistedAddresses.Name {
  /// What names the addresses.
  package var words: String {
    switch self {
    case .serviceTag(let tag): tag.text
    case .applicationSecurityGroup(let id): "the application security group \(id.path)"
    case .learned: "what a gateway has learned"
    }
  }
}

extension SecurityRule? {
  /// The rule and its priority; that no group is attached where there is none.
  package var deciderText: String { map { "\($0.name) (\($0.priority))" } ?? "no network security group" }
}

extension GroupDifference {
  /// The groups that are compared.
  package var title: String {
    switch (before, after) {
    case (let before?, let after?): before.path == after.path ? after.path : "\(before.path) -> \(after.path)"
    case (let before?, nil): "\(before.path) -> no network security group"
    case (nil, let after?): "no network security group -> \(after.path)"
    case (nil, nil): "no network security group"
    }
  }
}

extension EffectiveRoute? {
  /// The next hop and the route that names it; that no route is there.
  package var hopText: String {
    guard let self else { return "no route" }
    let addresses = (self.nextHop.addresses.map(\.description) + (self.peer.map { ["to \($0.path)"] } ?? []))
      .joined(separator: ", ")
    let table = self.routeTable.map { "\($0.path)/" } ?? ""
    let name = self.name.map { "\(table)\($0)" } ?? "\(self.source.rawValue) route \(self.prefix)"
    return "\(self.nextHop.kind.rawValue)\(addresses.isEmpty ? "" : " \(addresses)") (\(name))"
  }
}
