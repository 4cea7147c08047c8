import JSONText
import OrderedCollections
import Outcomes
import PacketSets
import Resources

extension AzArguments {
  /// The resource of a kind that an option names, by name or by full id.
  func resource(_ option: String, _ kind: ResourceKind, in resources: Resources) throws(ChangeProblem) -> ResourceID {
    let name = text(option) ?? ""
    let index = ResourceIndex(resources)
    if let id = ResourceID(name) {
      if let found = index.find(id) { return found }
      throw .name(.unknown(name, kind: kind.words, known: index.names(of: [kind])))
    }
    let group = text("--resource-group")
    let match = index.find(tail: [name], kinds: [kind])
    switch match {
    case .one(let id): return id
    case .none: throw .name(.unknown(name, kind: kind.words, known: index.names(of: [kind])))
    case .several(let ids):
      let here = ids.filter { $0.resourceGroup.lowercased() == group?.lowercased() }
      if here.count == 1 { return here[0] }
      throw .name(.ambiguous(name, kind: kind.words, candidates: ids.map(\.text)))
    }
  }

  /// The id of a resource that does not exist yet: in the group that is named.
  func newID(_ kind: ResourceKind, in resources: Resources) -> ResourceID {
    let group = text("--resource-group") ?? ""
    // The subscription of a neighbour in the same group is the likely one.
    let neighbour = ResourceIndex(resources).all.first { $0.resourceGroup.lowercased() == group.lowercased() }
    return ResourceID(
      subscription: text("--subscription") ?? neighbour?.subscription ?? "", resourceGroup: group, type: kind.rawValue,
      names: [text("--name") ?? ""])
  }

  /// A reference to another resource by name or id; an empty text removes it.
  func reference(_ option: String, _ kind: ResourceKind, in resources: Resources) throws(ChangeProblem) -> Reference? {
    guard text(option) != nil else { return nil }
    return Reference(.id(try resource(option, kind, in: resources)), origin: origin)
  }

  func ruleAddresses(_ option: String) throws(ChangeProblem) -> [RuleAddress] {
    var out: [RuleAddress] = []
    for written in list(option) {
      guard let address = RuleAddress(written) else {
        throw .illegalValue(option: option, found: written, legal: ["*", "10.0.1.0/24", "VirtualNetwork"])
      }
      out.append(address)
    }
    return out
  }

  func ports(_ option: String) throws(ChangeProblem) -> PortSet {
    var out = PortSet()
    for written in list(option) {
      guard let ports = PortSet(written) else {
        throw .illegalValue(option: option, found: written, legal: ["*", "80", "8000-8010"])
      }
      out = out.union(ports)
    }
    return out
  }

  func prefixes(_ option: String) throws(ChangeProblem) -> [AddressPrefix] {
    var out: [AddressPrefix] = []
    for written in list(option) {
      guard let prefix = AddressPrefix(written), !AddressPrefix.hasHostBits(written) else {
        throw .illegalValue(option: option, found: written, legal: ["10.0.2.0/24"])
      }
      out.append(prefix)
    }
    return out
  }

  func address(_ option: String) throws(ChangeProblem) -> IPAddress? {
    guard let written = text(option) else { return nil }
    guard let address = IPAddress(written) else {
      throw .illegalValue(option: option, found: written, legal: ["10.0.3.4"])
    }
    return address
  }
}
