import CJSONC

/// Owns a tree parsed by json-c. Not Sendable: json-c's reference counts are not thread-safe.
final class JSONDocument {
  /// json-c's root, nil for a JSON null.
  private let root: OpaquePointer?
  let text: SourceText

  /// Takes over the one reference that the parser gives.
  init(root: OpaquePointer?, text: SourceText) {
    self.root = root
    self.text = text
  }

  deinit { json_object_put(root) }
}

@available(*, unavailable)
extension JSONDocument: Sendable {}
