/// What is wrong at one place of a JSON text, as data: the sentence is made where it is shown.
package struct JSONProblem: Error, Sendable {
  /// The text the problem is in; two problems compare it by name.
  package let source: SourceText
  /// The value the problem is about, or the innermost value around the place.
  package let path: JSONPath?
  /// The place in the decoded text, in bytes; nil for a value that was parsed, whose place `path` tells.
  package let offset: Int?
  /// What is wrong.
  package let kind: Kind

  package init(source: SourceText, path: JSONPath?, offset: Int?, kind: Kind) {
    self.source = source
    self.path = path
    self.offset = offset
    self.kind = kind
  }

  /// Where the problem is, found by reading the text again.
  package var position: TextPosition? {
    if let offset { return source.position(offset: offset) }
    return path.flatMap { source.position(of: $0) }
  }
}

extension JSONProblem: Hashable {
  package static func == (left: JSONProblem, right: JSONProblem) -> Bool {
    left.source.name == right.source.name && left.path == right.path && left.offset == right.offset
      && left.kind == right.kind
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(source.name)
    hasher.combine(path)
    hasher.combine(offset)
    hasher.combine(kind)
  }
}
