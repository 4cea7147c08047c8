/// Reads the commands of a shell text as people paste it: variables, quotes, line continuations, comments, redirections,
/// substitutions. Nothing is executed.
struct ShellScript {
  /// One word, and the variables in it that have no value.
  struct Word: Hashable, Sendable {
    var text = ""
    var unset: [String] = []
  }

  /// One command.
  struct Command: Sendable {
    let words: [Word]
    /// The line that it begins at, from 1.
    let line: Int
    /// The shell word that decides whether or how often the command runs: `for`, `if`, `[`, `||`; nil when it simply runs.
    let condition: String?
  }

  /// The commands in the order in which a shell would start them.
  private(set) var commands: [Command] = []
  var variables: [String: Word]
  private let given: Set<String>
  let text: [Character]
  var index = 0
  var line: Int
  /// The loops, conditions and functions that are open, outermost first.
  private var blocks: [String] = []

  /// Words in front of a command that leave it what it is.
  private static let prefixes: Set = [
    "then", "do", "else", "elif", "!", "time", "sudo", "command", "exec", "export", "local", "declare",
  ]

  /// Reads a text.
  /// - Parameter variables: values given for variables; an assignment in the text does not change them.
  init(_ text: String, variables: [String: String] = [:]) {
    self.init(
      Array(text.replacing("\r\n", with: "\n")), line: 1, variables: variables.mapValues { Word(text: $0) },
      given: Set(variables.keys))
  }

  private init(_ text: [Character], line: Int, variables: [String: Word], given: Set<String>) {
    self.text = text
    self.line = line
    self.variables = variables
    self.given = given
    var joint: String?
    while index < text.count { joint = readCommand(after: joint) }
  }

  /// Reads the commands inside a substitution, which run before the command that they stand in.
  mutating func readSubstitution(_ inner: [Character], line: Int) {
    commands += ShellScript(inner, line: line, variables: variables, given: given).commands
  }

  /// Reads up to the end of a command.
  /// - Parameter joint: what decides whether this command runs: `||`, or the test in front of `&&`.
  /// - Returns: the same for the command behind it.
  private mutating func readCommand(after joint: String?) -> String? {
    var words: [Word] = []
    let start = (index, line)
    var separator = ""
    loop: while index < text.count {
      switch text[index] {
      case "\n":
        line += 1
        index += 1
        separator = "\n"
        break loop
      case "&" where next == ">":
        index += 1
      case ";", "|", "&":
        while index < text.count, ";|&".contains(text[index]), separator.count < 2 {
          separator.append(text[index])
          index += 1
        }
        break loop
      case "(", ")":
        index += 1
        separator = "("
        break loop
      case " ", "\t": index += 1
      case "#": while index < text.count, text[index] != "\n" { index += 1 }
      case ">", "<": skipRedirection()
      default:
        if isContinuation {
          skipContinuation()
        } else if let word = readWord(), !words.allSatisfy({ Self.prefixes.contains($0.text) }) || !assign(word) {
          words.append(word)
        }
      }
    }
    // Behind `A || B`, and behind a line that ends in `&&`, the joint goes on.
    guard !words.isEmpty else { return separator == "\n" ? joint : nil }
    take(words, line: line(of: start), after: joint)
    switch separator {
    case "||": return "||"
    case "&&": return joint ?? (["[", "[[", "test"].contains(words[0].text) ? words[0].text : nil)
    default: return nil
    }
  }

  /// The line of the first word behind a place.
  private func line(of start: (index: Int, line: Int)) -> Int {
    var line = start.line
    for character in text[start.index...] {
      if character == "\n" { line += 1 } else if character != " " && character != "\t" { break }
    }
    return line
  }

  private mutating func take(_ words: [Word], line: Int, after joint: String?) {
    var rest = words[...]
    while let first = rest.first {
      switch first.text {
      case "for", "select", "case":
        blocks.append(first.text)
        return
      case "if", "while", "until":
        blocks.append(first.text)
      case "fi", "done", "esac", "}":
        _ = blocks.popLast()
      case "{": blocks.append("")
      case "function", "()":
        // `function name`, `name()` or both; the brace behind it is the function's.
        blocks.append("function")
        rest = rest.drop { $0.text != "{" && first.text == "function" || $0.text == "()" }
      case _ where Self.prefixes.contains(first.text): break
      default:
        let condition = blocks.first { !$0.isEmpty } ?? joint
        commands.append(Command(words: Array(rest), line: line, condition: condition))
        return
      }
      rest = rest.dropFirst()
    }
  }

  /// Takes `NAME=value` for an assignment; false when the word is none.
  private mutating func assign(_ word: Word) -> Bool {
    guard let equals = word.text.firstIndex(of: "="), Self.isName(word.text[..<equals]) else { return false }
    let name = String(word.text[..<equals])
    if !given.contains(name) {
      variables[name] = Word(text: String(word.text[word.text.index(after: equals)...]), unset: word.unset)
    }
    return true
  }

  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.first, first.isLetter || first == "_" else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}
