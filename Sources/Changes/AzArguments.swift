import JSONText
import Outcomes
import PacketSets
import Resources

/// The options of one command line, read by the command's row of the table.
struct AzArguments: Sendable {
  /// The command's words.
  let command: String
  /// Where the resources that it makes are said to be written.
  let origin: Origin
  private var values: [String: [String]] = [:]
  private let options: [String: AzOption]

  /// Reads words behind a command's path.
  init(_ words: ArraySlice<ShellScript.Word>, of command: AzCommand, origin: Origin) throws(ChangeProblem) {
    self.command = (["az"] + command.path).joined(separator: " ")
    self.origin = origin
    let all = command.options + AzCommand.common
    var options: [String: AzOption] = [:]
    for option in all { for name in option.names where options[name] == nil { options[name] = option } }
    self.options = options
    var rest = words
    while let word = rest.popFirst() {
      if let name = word.unset.first { throw .unsetVariable(name) }
      guard word.text.hasPrefix("-"), word.text.count > 1 else {
        throw .strayWord(word.text, command: self.command)
      }
      // `--name=value` is one word.
      let parts = word.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let name = parts[0]
      if ["--set", "--add", "--remove"].contains(name) { throw .genericUpdate(name, command: self.command) }
      guard let option = options[name] else {
        throw .unknownOption(name, command: self.command, known: all.flatMap(\.names))
      }
      var given = parts.count == 2 ? [parts[1]] : []
      while let next = rest.first, given.isEmpty || option.takesSeveral, !isOption(next.text) {
        if let name = next.unset.first { throw .unsetVariable(name) }
        given.append(next.text)
        rest = rest.dropFirst()
      }
      try check(given, of: option, as: name)
      self.values[option.names[0]] = given.flatMap { value in
        option.takesSeveral ? value.split(separator: " ").map(String.init) : [value]
      }
    }
    for option in command.options where option.isRequired && values[option.names[0]] == nil {
      throw .missingOption(option.names[0], command: self.command)
    }
  }

  private func isOption(_ text: String) -> Bool {
    text.hasPrefix("--") || (text.hasPrefix("-") && text.count == 2 && text.last!.isLetter)
  }

  private func check(_ given: [String], of option: AzOption, as name: String) throws(ChangeProblem) {
    switch option.shape {
    case .truth:
      if let value = given.first, !["true", "false", "1", "0", "yes", "no"].contains(value.lowercased()) {
        throw .illegalValue(option: name, found: value, legal: ["true", "false"])
      }
    case .text, .list:
      if given.isEmpty { throw .illegalValue(option: name, found: "", legal: ["a value"]) }
    case .integer(let range):
      let value = given.first ?? ""
      guard let number = Int(value), range.contains(number) else {
        throw .illegalValue(option: name, found: value, legal: ["\(range.lowerBound)–\(range.upperBound)"])
      }
    case .oneOf(let legal):
      let value = given.first ?? ""
      guard legal.contains(where: { $0.lowercased() == value.lowercased() }) else {
        throw .illegalValue(option: name, found: value, legal: legal)
      }
    }
  }

  /// Whether the option was written.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// The values of an option, az's own where it was left out.
  func list(_ name: String) -> [String] { values[name] ?? options[name]?.fallback ?? [] }

  /// The value of an option; empty text, which az takes for "none", is nil.
  func text(_ name: String) -> String? { list(name).first.flatMap { $0.isEmpty ? nil : $0 } }

  func integer(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

  func truth(_ name: String) -> Bool? {
    guard let given = values[name] ?? options[name]?.fallback.nonEmpty else { return nil }
    return !["false", "0", "no"].contains((given.first ?? "true").lowercased())
  }

  /// A value of a closed list.
  func value<E: RawRepresentable & CaseIterable>(_ name: String, as type: E.Type) -> E? where E.RawValue == String {
    guard let written = text(name)?.lowercased() else { return nil }
    return E.allCases.first { $0.rawValue.lowercased() == written }
  }
}

extension AzOption {
  fileprivate var takesSeveral: Bool { if case .list = shape { true } else { false } }
}

extension Array {
  fileprivate var nonEmpty: [Element]? { isEmpty ? nil : self }
}
