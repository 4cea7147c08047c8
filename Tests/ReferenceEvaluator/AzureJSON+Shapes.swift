/// Ids, references and the flat and nested forms (azure-json-shapes §5.1, §5.2).
extension AzureJSONWriter {
  /// The full id of a resource, as its own `id` spells it.
  func id(_ type: String, _ name: String) -> String {
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/\(type)/\(name)"
  }

  /// - Parameter beside: what is never under `properties`, as the SKU.
  mutating func top(
    _ type: String, _ name: String, _ facts: [(String, ReferenceJSON)], location: String = "westeurope",
    beside: [(String, ReferenceJSON)] = []
  ) -> ReferenceJSON {
    var members: [(String, ReferenceJSON)] = [
      ("id", .string(id(type, name))), ("name", .string(name)),
      ("type", .string(recased("Microsoft.Network/\(type)"))), ("location", .string(location)),
    ]
    if !isNested { members.append(("resourceGroup", .string("rg"))) }
    return assembled(members + beside, facts)
  }

  mutating func child(
    _ parent: String, _ collection: String, _ name: String, _ facts: [(String, ReferenceJSON)]
  ) -> ReferenceJSON {
    var members: [(String, ReferenceJSON)] = [
      ("id", .string("\(parent)/\(collection)/\(name)")), ("name", .string(name)),
    ]
    if !isNested { members.append(("resourceGroup", .string("rg"))) }
    return assembled(members, facts)
  }

  mutating func reference(_ type: String, _ name: String) -> ReferenceJSON { reference(id: id(type, name)) }

  mutating func reference(id: String) -> ReferenceJSON {
    var members: [(String, ReferenceJSON)] = [("id", .string(recased(id)))]
    if !isNested { members.append(("resourceGroup", .string("rg"))) }
    return .object(members)
  }

  /// A value of one of Azure's enums, mostly in its own spelling.
  mutating func enumeration(_ value: String) -> ReferenceJSON { .string(recased(value)) }

  func strings(_ prefixes: [ReferencePrefix]) -> ReferenceJSON { .array(prefixes.map { .string($0.description) }) }

  private mutating func recased(_ text: String) -> String {
    switch Int.random(in: 0..<100, using: &random) {
    case ..<70: text
    case ..<85: text.lowercased()
    default: text.uppercased()
    }
  }

  private mutating func assembled(
    _ members: [(String, ReferenceJSON)], _ facts: [(String, ReferenceJSON)]
  ) -> ReferenceJSON {
    let shuffled = (facts + [("provisioningState", .string("Succeeded"))]).shuffled(using: &random)
    return .object(isNested ? members + [("properties", .object(shuffled))] : members + shuffled)
  }
}
