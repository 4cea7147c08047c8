/// Reads the commands of a shell text as people paste it: variables, quotes, line continuations, comments. Nothing is executed.
struct ShellScript {
  /// One word, and the variables in it that have no value.
  struct Word: Hashable, Sendable {
    var text = ""
    var unset: [String] = []
  }

  /// One command with the line that it begins at.
  struct Command: Sendable {
    let words: [Word]
    let line: Int
  }

  /// The commands, in order.
  private(set) var commands: [Command] = []
  private var variables: [String: Word]
  private let given: Set<String>
  private let text: [Character]
  private var index = 0
  private var line = 1

  /// Reads a text.
  /// - Parameter variables: values given for variables; an assignment in the text does not change them.
  init(_ text: String, variables: [String: String] = [:]) {
    self.text = Array(text.replacing("\r\n", with: "\n"))
    self.variables = variables.mapValues { Word(text: $0) }
    given = Set(variables.keys)
    while index < self.text.count { readCommand() }
  }

  private mutating func readCommand() {
    var words: [Word] = []
    let start = line
    while index < text.count {
      let character = text[index]
      if character == "\n" || character == ";" || character == "|" || character == "&" {
        if character == "\n" { line += 1 }
        index += 1
        if !words.isEmpty { break }
        continue
      }
      if character == " " || character == "\t" {
        index += 1
      } else if isContinuation {
        index += 2
        line += 1
      } else if character == "#" {
        while index < text.count, text[index] != "\n" { index += 1 }
      } else {
        words.append(readWord())
      }
    }
    take(words, line: start)
  }

  private var isContinuation: Bool { text[index] == "\\" && index + 1 < text.count && text[index + 1] == "\n" }

  private mutating func take(_ words: [Word], line: Int) {
    var rest = words[...]
    if rest.first?.text == "export" { rest = rest.dropFirst() }
    while let first = rest.first, let equals = first.text.firstIndex(of: "="), isName(first.text[..<equals]) {
      let name = String(first.text[..<equals])
      if !given.contains(name) {
        variables[name] = Word(text: String(first.text[first.text.index(after: equals)...]), unset: first.unset)
      }
      rest = rest.dropFirst()
    }
    if !rest.isEmpty { commands.append(Command(words: Array(rest), line: line)) }
  }

  private func isName(_ text: Substring) -> Bool {
    guard let first = text.first, first.isLetter || first == "_" else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  private mutating func readWord() -> Word {
    var word = Word()
    while index < text.count {
      let character = text[index]
      switch character {
      case " ", "\t", "\n", ";", "|", "&":
        return word
      case "'":
        index += 1
        while index < text.count, text[index] != "'" { take(&word) }
        index += 1
      case "\"":
        index += 1
        while index < text.count, text[index] != "\"" {
          if text[index] == "\\", index + 1 < text.count, "\"\\$`\n".contains(text[index + 1]) { index += 1 }
          if text[index] == "$", text[index - 1] != "\\" { expand(&word) } else { take(&word) }
        }
        index += 1
      case "$":
        expand(&word)
      case "`":
        skipSubstitution(closing: "`", opening: nil)
        word.unset.append("`…`")
      case "\\":
        if isContinuation { return word }
        index += 1
        if index < text.count { take(&word) }
      default:
        take(&word)
      }
    }
    return word
  }

  private mutating func take(_ word: inout Word) {
    if text[index] == "\n" { line += 1 }
    word.text.append(text[index])
    index += 1
  }

  /// `$NAME`, `${NAME}` or `$(…)`; what a command would print is not known.
  private mutating func expand(_ word: inout Word) {
    index += 1
    guard index < text.count else { return word.text.append("$") }
    if text[index] == "(" {
      skipSubstitution(closing: ")", opening: "(")
      word.unset.append("$(…)")
      return
    }
    let braced = text[index] == "{"
    if braced { index += 1 }
    var name = ""
    while index < text.count, text[index].isLetter || text[index].isNumber || text[index] == "_" {
      name.append(text[index])
      index += 1
    }
    if braced {
      while index < text.count, text[index] != "}" { index += 1 }
      index += 1
    }
    if name.isEmpty {
      word.text.append("$")
    } else if let value = variables[name] {
      word.text += value.text
      word.unset += value.unset.isEmpty ? [] : [name]
    } else {
      word.unset.append(name)
    }
  }

  private mutating func skipSubstitution(closing: Character, opening: Character?) {
    var depth = 0
    index += opening == nil ? 1 : 0
    repeat {
      guard index < text.count else { return }
      if text[index] == "\n" { line += 1 }
      if text[index] == opening { depth += 1 }
      if text[index] == closing { depth -= 1 }
      index += 1
    } while depth > 0
  }
}
