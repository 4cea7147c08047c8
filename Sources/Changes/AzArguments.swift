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
  /// Whether ids count that name nothing in the input, as in lines that are printed from records with such references.
  let mayReachOut: Bool
  /// Files that options may name and that are not to be read from the disk.
  let files: [String: [UInt8]]
  private var values: [String: [String]] = [:]
  private let options: [String: AzOption]

  /// Reads words behind a command's path.
  init(
    _ words: ArraySlice<ShellScript.Word>, of command: AzCommand, origin: Origin, mayReachOut: Bool = false,
    files: [String: [UInt8]] = [:]
  ) throws(ChangeProblem) {
    self.command = command.name
    self.origin = origin
    self.mayReachOut = mayReachOut
    self.files = files
    let all = command.options + command.common
    options = Self.byName(all)
    var rest = words
    while let word = rest.popFirst() {
      if let name = word.unset.first { throw .unsetVariable(name) }
      guard word.text.hasPrefix("-"), word.text.count > 1 else {
        throw .strayWord(word.text, command: self.command)
      }
      let (name, attached) = Self.split(word.text)
      if ["--set", "--add", "--remove"].contains(name) {
        try takeProperties(name, attached, &rest, of: command)
        continue
      }
      guard let option = options[name] ?? Self.abbreviated(name, among: all) else {
        throw .unknownOption(name, command: self.command, known: all.flatMap(\.names))
      }
      var given = attached.map { [$0] } ?? []
      while let next = rest.first, option.takesSeveral || given.isEmpty && option.takesValue, !isOption(next.text) {
        if let name = next.unset.first { throw .unsetVariable(name) }
        given.append(next.text)
        rest = rest.dropFirst()
      }
      // What az takes for nothing where an update may take something away.
      if command.isUpdate, option.takesValue, given == ["null"] || given == ["[]"] { given = [""] }
      if !(command.isUpdate && given == [""]) { try check(given, of: option, as: name) }
      let isOwn = option.isRead && command.options.contains { $0.names[0] == option.names[0] }
      if isOwn, let file = given.first(where: AzLine.isFile) {
        throw .illegalValue(option: name, found: file, legal: ["the text itself, which az would read from that file"])
      }
      self.values[option.names[0]] = given.flatMap { value in
        option.takesSeveral ? value.split(separator: " ").map(String.init) : [value]
      }
    }
    try takeID(of: command)
    for option in command.options where option.isRequired && values[option.names[0]] == nil {
      throw .missingOption(option.names[0], command: self.command)
    }
  }

  /// The values that az fills in for a command without any option.
  init(fallbacksOf command: AzCommand) {
    self.command = command.name
    origin = Origin(text: SourceText(name: command.name, bytes: []), path: .root)
    mayReachOut = false
    files = [:]
    options = Self.byName(command.options)
  }

  private static func byName(_ all: [AzOption]) -> [String: AzOption] {
    var options: [String: AzOption] = [:]
    for option in all { for name in option.names where options[name] == nil { options[name] = option } }
    return options
  }

  /// `--set PROPERTY=VALUE …` and `--remove PROPERTY` of an update, for properties that an option sets too.
  private mutating func takeProperties(
    _ name: String, _ attached: String?, _ rest: inout ArraySlice<ShellScript.Word>, of command: AzCommand
  ) throws(ChangeProblem) {
    var given = attached.map { [$0] } ?? []
    while let next = rest.first, !isOption(next.text) {
      if let name = next.unset.first { throw .unsetVariable(name) }
      given.append(next.text)
      rest = rest.dropFirst()
    }
    for written in given {
      let parts = written.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard command.isUpdate, name != "--add", parts.count == (name == "--set" ? 2 : 1),
        let option = command.options.first(where: { $0.property?.lowercased() == parts[0].lowercased() })
      else { throw .genericUpdate(name, command: self.command) }
      let value = parts.count == 2 ? parts[1] : "null"
      if value == "null" {
        values[option.names[0]] = [""]
      } else {
        try check([value], of: option, as: parts[0])
        values[option.names[0]] = [value]
      }
    }
    if given.isEmpty { throw .illegalValue(option: name, found: "", legal: ["a property"]) }
  }

  /// `--name=value` and `-nvalue` are one word.
  private static func split(_ word: String) -> (name: String, value: String?) {
    if word.hasPrefix("--") {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      return (parts[0], parts.count == 2 ? parts[1] : nil)
    }
    return word.count > 2 ? (String(word.prefix(2)), String(word.dropFirst(2))) : (word, nil)
  }

  /// The option that a beginning of its name means: az takes one for the whole where no other option begins so.
  private static func abbreviated(_ name: String, among options: [AzOption]) -> AzOption? {
    guard name.hasPrefix("--"), name.count > 2 else { return nil }
    let meant = options.filter { option in option.names.contains { $0.hasPrefix(name) } }
    return meant.count == 1 ? meant[0] : nil
  }

  /// `--ids` stands for the group, the parent and the name.
  private mutating func takeID(of command: AzCommand) throws(ChangeProblem) {
    guard let written = values["--ids"] else { return }
    let parts = command.options.filter(\.isRequired).map { $0.names[0] }
    guard written.count == 1, let id = ResourceID(written[0]) else {
      throw .illegalValue(option: "--ids", found: written.joined(separator: " "), legal: ["one full id"])
    }
    // The parent stands first in the command's options, the name last.
    let named = Array(parts.prefix(id.names.count))
    guard named.last == "--name" else {
      throw .illegalValue(option: "--ids", found: id.text, legal: ["the id of what \(self.command) changes"])
    }
    for (option, name) in zip(named, id.names) where values[option] == nil { values[option] = [name] }
    values["--resource-group"] = [id.resourceGroup]
    values["--subscription"] = [id.subscription]
  }

  private func isOption(_ text: String) -> Bool {
    text.hasPrefix("--") || (text.hasPrefix("-") && text.count == 2 && text.last!.isLetter)
  }

  private func check(_ given: [String], of option: AzOption, as name: String) throws(ChangeProblem) {
    switch option.shape {
    case .truth:
      if let value = given.first, !Self.truths.union(Self.falsehoods).contains(value.lowercased()) {
        throw .illegalValue(option: name, found: value, legal: ["true", "false"])
      }
    case .flag:
      if let value = given.first { throw .strayWord(value, command: command) }
    case .text:
      if given.isEmpty { throw .illegalValue(option: name, found: "", legal: ["a value"]) }
    case .list:
      if given.isEmpty { throw .illegalValue(option: name, found: "", legal: ["a value"]) }
      // az also reads lists in brackets, and from files.
      if let value = given.first(where: { $0.hasPrefix("[") || $0.hasPrefix("{") || $0.hasPrefix("@") }) {
        throw .illegalValue(option: name, found: value, legal: ["values with blanks between them"])
      }
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

  private static let truths: Set<String> = ["true", "t", "yes", "y", "1"]
  private static let falsehoods: Set<String> = ["false", "f", "no", "n", "0"]

  /// Whether the option was written.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// The values of an option, az's own where it was left out.
  func list(_ name: String) -> [String] {
    let given = values[name] ?? options[name]?.fallback ?? []
    return given == [""] && options[name]?.takesSeveral ?? false ? [] : given
  }

  /// The value of an option; empty text, which az takes for "none", is nil.
  func text(_ name: String) -> String? { list(name).first.flatMap { $0.isEmpty ? nil : $0 } }

  /// Options that were written and that set what is not read from the input.
  var unread: [String] { values.keys.filter { options[$0]?.isRead == false }.sorted() }

  func integer(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

  func truth(_ name: String) -> Bool? {
    guard let given = values[name] ?? options[name]?.fallback.nonEmpty else { return nil }
    return !Self.falsehoods.contains((given.first ?? "true").lowercased())
  }

  /// A value of a closed list.
  func value<E: RawRepresentable & CaseIterable>(_ name: String, as type: E.Type) -> E? where E.RawValue == String {
    guard let written = text(name)?.lowercased() else { return nil }
    return E.allCases.first { $0.rawValue.lowercased() == written }
  }
}

extension Array {
  fileprivate var nonEmpty: [Element]? { isEmpty ? nil : self }
}
