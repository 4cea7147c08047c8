import Explanations
import Outcomes

/// Why a command gives no answer: what standard error gets, and how the program ends.
struct Failure: Error {
  /// One or more lines, without the last newline.
  let text: String
  /// How the program ends.
  let status: ExitStatus

  /// A failure told in diagnostics, all of them.
  init(_ diagnostics: [Diagnostic], status: ExitStatus) {
    text = diagnostics.map(\.text).joined(separator: "\n")
    self.status = status
  }

  /// A failure that concerns no place in an input.
  init(_ message: String, hint: String, status: ExitStatus) {
    text = "error: \(message)\n  \(hint)"
    self.status = status
  }

  /// A name typed on the command line that leads nowhere, or to several places.
  init(_ problem: NameProblem) { self.init([problem.diagnostic], status: .usage) }
}
