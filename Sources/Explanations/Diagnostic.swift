import JSONText
import Outcomes

/// One problem or note as it is printed: where, what, and what to do about it.
package struct Diagnostic: Hashable, Sendable {
  /// How bad it is.
  package enum Severity: String, Sendable {
    case error, note
  }

  /// How bad it is.
  package let severity: Severity
  /// The file; nil for what was typed on the command line.
  package let file: String?
  /// Line and column.
  package let position: TextPosition?
  /// The JSON path of the value.
  package let path: String?
  /// What is wrong.
  package let message: String
  /// What is legal, what was meant, what to do; printed on lines of their own.
  package let hints: [String]

  init(
    _ severity: Severity, file: String?, position: TextPosition? = nil, path: String? = nil, message: String,
    hints: [String?] = []
  ) {
    self.severity = severity
    self.file = file?.printable
    self.position = position
    self.path = path?.printable
    self.message = message.printable
    self.hints = hints.compactMap { $0?.printable }
  }

  init(_ severity: Severity, at origin: Origin?, message: String, hints: [String?] = []) {
    self.init(
      severity, file: origin?.file, position: origin?.position, path: origin.map(\.path.description), message: message,
      hints: hints)
  }

  /// `file:line:column: error: what is wrong (at $.path)`, then one indented line for each hint.
  package var text: String {
    var place = file ?? ""
    if let position { place += ":\(position.line):\(position.column)" }
    var line = place.isEmpty ? "" : place + ": "
    line += "\(severity.rawValue): \(message)"
    if let path, path != "$" { line += " (at \(path.fitted(to: 120)))" }
    return ([line] + hints.map { "  " + $0 }).joined(separator: "\n")
  }
}

/// `a, b or c`, cut after twelve; `nothing` for none.
func choices(_ texts: [String]) -> String {
  guard let last = texts.last else { return "nothing" }
  if texts.count == 1 { return last }
  if texts.count > 12 { return texts.prefix(11).joined(separator: ", ") + " and \(texts.count - 11) more" }
  return texts.dropLast().joined(separator: ", ") + " or " + last
}
