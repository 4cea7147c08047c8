import JSONText
import Outcomes

/// The parameters and variables that the expressions of one template or recorded deployment may name.
///
/// Only what recorded deployments need is evaluated: `parameters`, `variables`, `concat` and `resourceId`. Everything else is
/// named as not read, with the command that gives the same facts as concrete values.
struct TemplateScope {
  private var parameters: [String: String] = [:]
  private var variables: [String: String] = [:]

  /// Reads `parameters` (a value, else a default value) and `variables`; values that are no text, number or truth value are
  /// left out, so an expression that names them is not read.
  init(parameters: JSONNode?, variables: JSONNode?) {
    for (name, definition) in parameters?.members ?? [] {
      if let value = definition["value"] ?? definition["defaultValue"], let text = Self.scalar(value) {
        self.parameters[name.lowercased()] = text
      }
    }
    for (name, value) in variables?.members ?? [] {
      if let text = Self.scalar(value) { self.variables[name.lowercased()] = text }
    }
  }

  private static func scalar(_ node: JSONNode) -> String? {
    if let text = try? node.string() { return text }
    if let number = try? node.integer() { return String(number) }
    if let truth = try? node.boolean() { return truth ? "true" : "false" }
    return nil
  }

  /// Whether a text is an expression: `[…]`, where `[[` begins a literal bracket.
  static func isExpression(_ text: String) -> Bool {
    text.hasPrefix("[") && text.hasSuffix("]") && !text.hasPrefix("[[")
  }

  /// The most characters of an expression, and of what is made of one (Azure's limit on a template expression).
  private static let lengthLimit = 24_576
  /// The most values that one expression is made of: a few variables that name each other several times over are otherwise
  /// enough for an evaluation without end.
  private static let valueLimit = 1_000

  /// The value of an expression; nil when it uses something that is not read, or is made of too much.
  func evaluate(_ text: String) -> String? {
    var values = 0
    return evaluate(text, depth: 0, values: &values)
  }

  private func evaluate(_ text: String, depth: Int, values: inout Int) -> String? {
    guard depth < 16, text.utf8.count <= Self.lengthLimit else { return nil }
    var parser = Parser(text: Array(text.dropFirst().dropLast()))
    guard let call = parser.value(), parser.isAtEnd else { return nil }
    return evaluate(call, depth: depth, values: &values)
  }

  private func evaluate(_ expression: Expression, depth: Int, values count: inout Int) -> String? {
    count += 1
    guard count <= Self.valueLimit else { return nil }
    switch expression {
    case .literal(let text):
      return text
    case .call(let function, let arguments):
      var values: [String] = []
      for argument in arguments {
        guard let value = evaluate(argument, depth: depth, values: &count) else { return nil }
        values.append(value)
      }
      switch function.lowercased() {
      case "parameters" where values.count == 1: return named(values[0], in: parameters, depth: depth, values: &count)
      case "variables" where values.count == 1: return named(values[0], in: variables, depth: depth, values: &count)
      case "concat":
        let text = values.joined()
        return text.utf8.count <= Self.lengthLimit ? text : nil
      case "resourceid": return Self.resourceID(values)
      default: return nil
      }
    }
  }

  private func named(
    _ name: String, in definitions: [String: String], depth: Int, values count: inout Int
  ) -> String? {
    guard let value = definitions[name.lowercased()] else { return nil }
    return Self.isExpression(value) ? evaluate(value, depth: depth + 1, values: &count) : value
  }

  /// `resourceId([subscription], [group], type, names…)` as a full id without the parts that are not given.
  private static func resourceID(_ values: [String]) -> String? {
    guard let typeIndex = values.firstIndex(where: { $0.contains("/") }) else { return nil }
    let segments = values[typeIndex].split(separator: "/").map(String.init)
    let names = values[(typeIndex + 1)...]
    guard segments.count == names.count + 1 else { return nil }
    var text = "/providers/\(segments[0])"
    for (segment, name) in zip(segments.dropFirst(), names) { text += "/\(segment)/\(name)" }
    return text
  }

  private indirect enum Expression {
    case literal(String)
    case call(String, [Expression])
  }

  /// A reader of function calls with quoted texts and numbers as arguments.
  private struct Parser {
    let text: [Character]
    var index = 0
    var depth = 0

    init(text: [Character]) { self.text = text }

    var isAtEnd: Bool { index == text.count }

    mutating func skipBlanks() { while index < text.count, text[index].isWhitespace { index += 1 } }

    mutating func value() -> Expression? {
      skipBlanks()
      defer { skipBlanks() }
      guard index < text.count, depth < 32 else { return nil }
      if text[index] == "'" { return quoted() }
      let start = index
      while index < text.count, text[index].isLetter || text[index].isNumber || text[index] == "_" { index += 1 }
      let word = String(text[start..<index])
      guard !word.isEmpty else { return nil }
      guard index < text.count, text[index] == "(" else { return Int(word) == nil ? nil : .literal(word) }
      return call(word)
    }

    private mutating func quoted() -> Expression? {
      index += 1
      var out = ""
      while index < text.count {
        if text[index] == "'" {
          guard index + 1 < text.count, text[index + 1] == "'" else {
            index += 1
            return .literal(out)
          }
          index += 1
        }
        out.append(text[index])
        index += 1
      }
      return nil
    }

    private mutating func call(_ function: String) -> Expression? {
      index += 1
      depth += 1
      defer { depth -= 1 }
      var arguments: [Expression] = []
      skipBlanks()
      if index < text.count, text[index] == ")" {
        index += 1
        return .call(function, [])
      }
      while let argument = value() {
        arguments.append(argument)
        guard index < text.count else { return nil }
        index += 1
        if text[index - 1] == ")" { return .call(function, arguments) }
        guard text[index - 1] == "," else { return nil }
      }
      return nil
    }
  }
}
