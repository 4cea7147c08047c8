import Certificates
import JSONText
import Loading
import OrderedCollections
import Outcomes
import PacketSets
import Resources
import X509

extension AzArguments {
  /// The resource of a kind that an option names, by name or by full id.
  func resource(_ option: String, _ kind: ResourceKind, in resources: Resources) throws(ChangeProblem) -> ResourceID {
    let name = text(option) ?? ""
    let index = ResourceIndex(resources)
    if let id = ResourceID(name) {
      if let found = index.find(id) ?? (mayReachOut ? id : nil) { return found }
      throw .name(.unknown(name, kind: kind.words, known: index.names(of: [kind])))
    }
    // The group that is named decides; a resource whose group is not known may be in any.
    let group = text("--resource-group")?.lowercased()
    let candidates: [ResourceID] =
      switch index.find(tail: [name], kinds: [kind]) {
      case .one(let id): [id]
      case .none: []
      case .several(let ids): ids
      }
    var here = candidates.filter { group == nil || $0.resourceGroup.isEmpty || $0.resourceGroup.lowercased() == group }
    // A subscription may be given by its name, which no id has.
    let subscribed = here.filter { $0.subscription.lowercased() == text("--subscription")?.lowercased() }
    if !subscribed.isEmpty { here = subscribed }
    switch here.count {
    case 1: return here[0]
    case 0:
      let known = candidates.isEmpty ? index.names(of: [kind]) : candidates.map { "\($0.resourceGroup)/\($0.path)" }
      let asked = candidates.isEmpty ? name : "\(text("--resource-group") ?? "")/\(name)"
      throw .name(.unknown(asked, kind: kind.words, known: known))
    default: throw .name(.ambiguous(name, kind: kind.words, candidates: here.map(\.text)))
    }
  }

  /// The id of a resource that a create makes or replaces: in the group that is named.
  func newID(_ kind: ResourceKind, _ option: String, in resources: Resources) -> ResourceID {
    let group = text("--resource-group") ?? ""
    let known = ResourceIndex(resources).all
    // The subscription of a neighbour in the same group is the likely one.
    let neighbours = known.filter { $0.resourceGroup.lowercased() == group.lowercased() }
    let subscribed = neighbours.first { $0.subscription.lowercased() == text("--subscription")?.lowercased() }
    let id = ResourceID(
      subscription: (subscribed ?? neighbours.first)?.subscription ?? "", resourceGroup: group, type: kind.rawValue,
      names: [text(option) ?? ""])
    return known.first { $0.matches(id) } ?? id
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

  func addresses(_ option: String) throws(ChangeProblem) -> [IPAddress] {
    var out: [IPAddress] = []
    for written in list(option) {
      guard let address = IPAddress(written) else {
        throw .illegalValue(option: option, found: written, legal: ["10.0.0.4", "\"\""])
      }
      out.append(address)
    }
    return out
  }

  /// The certificates of a file that an option names; nil when no file of that name can be read.
  /// - Throws: the file holds something else.
  func certificates(_ option: String) throws(ChangeProblem) -> [Certificate]? {
    guard let name = text(option), let bytes = files[name] ?? Loader.bytes(of: name) else { return nil }
    guard let certificates = try? CertificateFile.read(bytes) else {
      throw .illegalValue(option: option, found: name, legal: ["a file of certificates, in PEM or DER"])
    }
    return certificates
  }

  func address(_ option: String) throws(ChangeProblem) -> IPAddress? {
    guard let written = text(option) else { return nil }
    guard let address = IPAddress(written) else {
      throw .illegalValue(option: option, found: written, legal: ["10.0.3.4"])
    }
    return address
  }
}

extension Reference {
  /// Whether it can name a resource.
  func names(_ id: ResourceID) -> Bool {
    switch target {
    case .id(let other): other.matches(id)
    case .tail(let tail):
      ([id.resourceGroup] + id.names).suffix(tail.count).map { $0.lowercased() } == tail.map { $0.lowercased() }
    }
  }
}
