/// A place inside a JSON document, from the root: cheap to extend, compared and printed as text only when needed.
package indirect enum JSONPath: Hashable, Sendable {
  /// The whole document.
  case root
  /// A member of the object at a path, by its key as the text spells it.
  case key(JSONPath, String)
  /// An element of the array at a path, counted from 0.
  case index(JSONPath, Int)

  /// The path of a member of the object here.
  package func appending(key: String) -> JSONPath { .key(self, key) }

  /// The path of an element of the array here, counted from 0.
  package func appending(index: Int) -> JSONPath { .index(self, index) }

  /// The path of the object or array that holds this value; nil for the root.
  package var parent: JSONPath? {
    switch self {
    case .root: nil
    case .key(let parent, _), .index(let parent, _): parent
    }
  }

  /// This path and all its parents but the root, outermost first.
  var steps: [JSONPath] {
    var steps: [JSONPath] = []
    var path = self
    while let parent = path.parent {
      steps.append(path)
      path = parent
    }
    steps.reverse()
    return steps
  }
}

extension JSONPath: CustomStringConvertible {
  /// The path as people write it: `$.subnets[0].name`, and `$["a b"]` for a key that is not an identifier.
  package var description: String {
    var text = "$"
    for step in steps {
      switch step {
      case .root: break
      case .key(_, let key) where Self.isIdentifier(key): text += "." + key
      case .key(_, let key): text += "[" + JSONValue.string(key).text(pretty: false) + "]"
      case .index(_, let index): text += "[\(index)]"
      }
    }
    return text
  }

  private static func isIdentifier(_ key: String) -> Bool {
    guard let first = key.utf8.first, !(Byte.zero...Byte.nine).contains(first) else { return false }
    return key.utf8.allSatisfy { Byte.isIdentifier($0) }
  }
}
