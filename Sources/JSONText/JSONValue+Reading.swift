extension JSONValue {
  /// A value as it was read.
  package init(_ node: JSONNode) {
    switch node.kind {
    case .null: self = .null
    case .boolean: self = .boolean((try? node.boolean()) ?? false)
    case .number: self = (try? node.integer()).map(JSONValue.integer) ?? .number((try? node.number()) ?? .nan)
    case .string: self = .string((try? node.string()) ?? "")
    case .array: self = .array(node.elements.map(JSONValue.init))
    case .object: self = .object(node.members.map { Member($0.key, JSONValue($0.value)) })
    }
  }
}
