import JSONText

/// Where a fact stands in the input: a file and a JSON path. Line and column are found only when somebody prints them.
package struct Origin: Hashable, Sendable {
  /// The input text.
  package let text: SourceText
  /// The value inside it.
  package let path: JSONPath

  /// A place in a text.
  package init(text: SourceText, path: JSONPath) {
    self.text = text
    self.path = path
  }

  /// The name of the file as the user gave it.
  package var file: String { text.name }

  /// Line and column of the value, found by reading the text again; nil when the value was not written there.
  package var position: TextPosition? { text.position(of: path) }

  package static func == (a: Origin, b: Origin) -> Bool { a.text.name == b.text.name && a.path == b.path }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(text.name)
    hasher.combine(path)
  }
}
