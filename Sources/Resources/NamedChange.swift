import Outcomes

/// A change that a scenario holds under a name, for expectations to be judged after it.
package struct NamedChange: Sendable {
  /// One part, in the order in which they are made.
  package enum Part: Sendable {
    /// `az` command lines.
    case script(String, origin: Origin)
    /// Azure resources as JSON text, which take the place of those with the same ids.
    case json(String, origin: Origin)
  }

  /// Its name.
  package var name: String
  /// Where it is written.
  package var origin: Origin
  /// Its parts.
  package var parts: [Part]

  /// A change under a name.
  package init(name: String, origin: Origin, parts: [Part]) {
    self.name = name
    self.origin = origin
    self.parts = parts
  }
}
