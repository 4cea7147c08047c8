import Foundation
import Loading

/// What one text under a name loads as.
func load(_ text: String, name: String = "test.json") -> Loaded {
  Loader.load(texts: [(name, Array(text.utf8))])
}

extension String {
  /// The text with each of one part replaced by another.
  func replacing(_ part: String, _ other: String) -> String { replacingOccurrences(of: part, with: other) }
}
