import NetworkModel
import Outcomes
import PacketSets
import Resources

/// One end of a flow.
package enum Endpoint: Sendable {
  /// A place in a virtual network of the input.
  case site(Site)
  /// Addresses outside every virtual network of the input.
  case outside(AddressSet, label: String)
  /// A name, resolved from where the flow starts.
  case name(String)

  /// How it is called in output.
  package var label: String {
    switch self {
    case .site(let site): site.label
    case .outside(_, let label), .name(let label): label
    }
  }
}

/// A place in a virtual network: a subnet, a network interface or one address.
package struct Site: Sendable {
  /// The network's place in `NetworkModel.networks`.
  package let network: Int
  /// The subnet; nil for an address that lies in none.
  package let subnet: NetworkSubnet?
  /// The network interface, when one is known.
  package let card: Card?
  /// The interface's address that is meant.
  package let cardAddress: Card.Address?
  /// The addresses meant.
  package let addresses: AddressSet
  /// How it is called in output.
  package let label: String

  /// A subnet: every usable address of it, or the given ones.
  package init(subnet: NetworkSubnet, addresses: AddressSet? = nil, label: String? = nil) {
    network = subnet.network
    self.subnet = subnet
    card = nil
    cardAddress = nil
    self.addresses = addresses ?? subnet.usableAddresses
    self.label = label ?? subnet.id.path
  }

  /// A network interface by one of its addresses; nil when its subnet is not in the input.
  package init?(card: Card, address: Card.Address, label: String) {
    guard let subnet = address.subnet else { return nil }
    network = subnet.network
    self.subnet = subnet
    self.card = card
    cardAddress = address
    addresses = address.addresses
    self.label = label
  }

  /// Addresses of a network that lie in none of its subnets.
  package init(outsideSubnetsOf network: Network, _ addresses: AddressSet, label: String) {
    self.network = network.index
    subnet = nil
    card = nil
    cardAddress = nil
    self.addresses = addresses
    self.label = label
  }

  /// An address of a network, whoever has it.
  package init(address: IPAddress, in network: Network, model: NetworkModel, label: String? = nil) {
    self.network = network.index
    let owner = model.card(at: address, in: network.index)
    subnet = owner?.address.subnet ?? network.subnet(containing: address)
    if let subnet { model.note(.subnet(subnet.id)) }
    card = owner?.card
    cardAddress = owner?.address
    addresses = AddressSet(address)
    self.label = label ?? address.description
  }
}

extension Endpoint {
  private static let kinds: [ResourceKind] = [
    .virtualMachine, .networkInterface, .scaleSetNetworkInterface, .subnet,
  ]

  /// Reads an end as people write it: an address, `VNET:ADDRESS`, a machine, a network interface, a subnet, a name, `Internet`.
  /// - Parameter isSender: whether it is to send: names of DNS stand for receivers only.
  /// - Throws: the name or address leads nowhere, or to several places.
  package static func read(
    _ text: String, in model: NetworkModel, isSender: Bool = false
  ) throws(NameProblem) -> Endpoint {
    if text.lowercased() == "internet" { return .internet(of: model) }
    if let address = IPAddress(text) { return try read(address, in: model) }
    if let colon = text.firstIndex(of: ":"), let address = IPAddress(String(text[text.index(after: colon)...])) {
      let network = try Self.network(String(text[..<colon]), in: model)
      return .site(Site(address: address, in: network, model: model))
    }
    var wanted = text
    var kinds = Self.kinds
    for (prefix, kind) in [
      ("vm:", ResourceKind.virtualMachine), ("nic:", .networkInterface), ("subnet:", .subnet),
    ] where text.lowercased().hasPrefix(prefix) {
      wanted = String(text.dropFirst(prefix.count))
      kinds = [kind]
    }
    let match: ResourceIndex.Match
    if let id = ResourceID(wanted) {
      match = model.index.find(id).map { .one($0) } ?? .none
    } else {
      match = model.index.find(tail: wanted.split(separator: "/").map(String.init), kinds: kinds)
    }
    switch match {
    case .one(let id): return try site(of: id, in: model, text: text)
    case .several(let ids):
      throw .ambiguous(text, kind: "machine, network interface or subnet", candidates: ids.map(\.text))
    case .none:
      // Digits and dots alone are an address with a typing error, not a name.
      let looksLikeAddress = wanted.allSatisfy { $0.isNumber || $0 == "." }
      if !isSender, kinds.count > 1, wanted.contains("."), !wanted.contains("/"), !looksLikeAddress {
        return .name(wanted)
      }
      throw .unknown(
        text, kind: "machine, network interface\(isSender ? " or subnet" : ", subnet or name")",
        known: model.index.names(of: kinds))
    }
  }

  /// The public Internet as the input's networks see it: public ranges that one of them has are its own.
  package static func internet(of model: NetworkModel) -> Endpoint {
    let others = model.networks.ranges.reduce(AddressSpaces.otherParties) { $0.subtracting($1) }
    return .outside(others, label: "Internet")
  }

  /// An address alone must lie in one network at most; outside all of them it is the Internet's or somebody's premises.
  private static func read(_ address: IPAddress, in model: NetworkModel) throws(NameProblem) -> Endpoint {
    let networks = model.networks(containing: address)
    guard let network = networks.first else { return .outside(AddressSet(address), label: address.description) }
    if networks.count > 1 {
      // Only one of them may have a machine there: then it is that one.
      let owned = networks.filter { model.card(at: address, in: $0.index) != nil }
      guard owned.count == 1 else {
        throw .addressInSeveralNetworks(address, networks.map(\.id.path))
      }
      return .site(Site(address: address, in: owned[0], model: model))
    }
    return .site(Site(address: address, in: network, model: model))
  }

  /// The network that a person names.
  /// - Throws: no network has the name, or several have.
  package static func network(_ name: String, in model: NetworkModel) throws(NameProblem) -> Network {
    let match: ResourceIndex.Match
    if let id = ResourceID(name) {
      match = model.index.find(id).map { .one($0) } ?? .none
    } else {
      match = model.index.find(tail: name.split(separator: "/").map(String.init), kinds: [.virtualNetwork])
    }
    switch match {
    case .one(let id):
      if let network = model.networks.first(where: { $0.id == id }) { return network }
      fallthrough
    case .none: throw .unknown(name, kind: "virtual network", known: model.index.names(of: [.virtualNetwork]))
    case .several(let ids): throw .ambiguous(name, kind: "virtual network", candidates: ids.map(\.text))
    }
  }

  /// The network interface that a person names, or the primary one of the machine that they name.
  /// - Throws: nothing has the name, or several things have it.
  package static func card(
    _ name: String, of kind: ResourceKind, in model: NetworkModel
  ) throws(NameProblem) -> Card {
    let match: ResourceIndex.Match
    if let id = ResourceID(name) {
      match = model.index.find(id).map { .one($0) } ?? .none
    } else {
      match = model.index.find(tail: name.split(separator: "/").map(String.init), kinds: [kind])
    }
    let word = kind == .virtualMachine ? "virtual machine" : "network interface"
    switch match {
    case .one(let id):
      if let card = kind == .virtualMachine ? model.primaryCard(of: id) : model.card(id) { return card }
      throw .unknown(name, kind: "\(word) whose network interface is in the input", known: [])
    case .several(let ids): throw .ambiguous(name, kind: word, candidates: ids.map(\.text))
    case .none: throw .unknown(name, kind: word, known: model.index.names(of: [kind]))
    }
  }

  private static func site(of id: ResourceID, in model: NetworkModel, text: String) throws(NameProblem) -> Endpoint {
    if let subnet = model.subnet(id) { return .site(Site(subnet: subnet)) }
    let card = model.card(id) ?? model.primaryCard(of: id)
    guard let card, let address = card.primary, let site = Site(card: card, address: address, label: text) else {
      throw .unknown(text, kind: "network interface with a subnet", known: [])
    }
    return .site(site)
  }
}
