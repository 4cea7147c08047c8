import Outcomes

extension NearestNames {
  /// `did you mean "a" or "b"?`, nil when no name is close.
  package static func question(_ text: String, in known: [String]) -> String? {
    let names = near(text, in: known).map(\.quoted)
    guard let last = names.last else { return nil }
    return "did you mean \(names.count == 1 ? last : names.dropLast().joined(separator: ", ") + " or " + last)?"
  }
}
