import Outcomes
import PacketSets
import Resources

extension AzArguments {
  /// Members as `--servers` names them.
  var members: [BackendAddressPool.Member] {
    list("--servers").filter { !$0.isEmpty }.map { written in
      IPAddress(written).map { .address($0, origin: origin) } ?? .fqdn(written, origin: origin)
    }
  }

  /// The child of a gateway that `--name`, or another option, names.
  func child<T>(
    _ children: KeyPath<ApplicationGateway, [T]>, _ id: KeyPath<T, ResourceID>, _ kind: String,
    named option: String = "--name", in resources: Resources
  ) throws(ChangeProblem) -> (ResourceID, Int) {
    let gateway = try resource("--gateway-name", .applicationGateway, in: resources)
    let known = resources.applicationGateways[gateway]![keyPath: children]
    let name = text(option) ?? ""
    guard let index = known.firstIndex(where: { $0[keyPath: id].name.lowercased() == name.lowercased() }) else {
      throw .name(.unknown(name, kind: "\(kind) of \(gateway.name)", known: known.map { $0[keyPath: id].name }))
    }
    return (gateway, index)
  }

  /// The part of a gateway that an option names, by name or full id; nil when the option is empty or absent.
  func part(_ option: String, _ kind: String, of known: [ResourceID]) throws(ChangeProblem) -> Reference? {
    guard let written = text(option) else { return nil }
    let name = ResourceID(written)?.name ?? written
    guard let found = known.first(where: { $0.name.lowercased() == name.lowercased() }) else {
      throw .name(.unknown(written, kind: kind, known: known.map(\.name)))
    }
    return Reference(.id(found), origin: origin)
  }
}

extension Array {
  /// Puts a child in the place of the one of the same id, or behind the others.
  mutating func put(_ child: Element, _ id: KeyPath<Element, ResourceID>) {
    if let index = firstIndex(where: { $0[keyPath: id] == child[keyPath: id] }) {
      self[index] = child
    } else {
      append(child)
    }
  }
}
