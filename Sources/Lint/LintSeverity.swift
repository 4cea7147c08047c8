/// How bad a finding is, in falling order.
package enum LintSeverity: String, CaseIterable, Comparable, Sendable {
  /// Something does not do what it says, or Azure refuses it.
  case error
  /// It holds today, and something usual breaks it.
  case warning
  /// It can be tidied up.
  case note

  private var rank: Int {
    switch self {
    case .error: 2
    case .warning: 1
    case .note: 0
    }
  }

  package static func < (a: LintSeverity, b: LintSeverity) -> Bool { a.rank < b.rank }
}
