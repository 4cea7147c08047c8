extension ShellScript {
  /// The character behind the one that is looked at.
  var next: Character? { index + 1 < text.count ? text[index + 1] : nil }

  /// A backslash at the end of a line, or PowerShell's grave accent there.
  var isContinuation: Bool { (text[index] == "\\" || text[index] == "`") && next == "\n" }

  mutating func skipContinuation() {
    index += 2
    line += 1
  }

  /// Reads one word; nil when it is the number in front of a redirection, as in `2>`.
  mutating func readWord() -> Word? {
    var word = Word()
    while index < text.count {
      switch text[index] {
      case " ", "\t", "\n", ";", "|", "&", ")": return word
      case "(" where word.text.hasSuffix("="):
        // An array's values are not known apart.
        while index < text.count, text[index] != ")" { index += 1 }
        index += 1
        word.unset.append("(…)")
      case "(" where next != ")" || word.text.isEmpty: return word
      case "(":
        // `name()` begins a function.
        index += 2
        return Word(text: "()")
      case ">", "<": return word.unset.isEmpty && word.text.allSatisfy(\.isNumber) ? nil : word
      case "'":
        index += 1
        while index < text.count, text[index] != "'" { take(&word) }
        index += 1
      case "\"":
        index += 1
        while index < text.count, text[index] != "\"" { readQuoted(&word) }
        index += 1
      case "$" where next == "'": readEscaped(&word)
      case "$": expand(&word)
      case _ where isContinuation: return word
      case "`": substitute(&word)
      case "\\":
        index += 1
        if index < text.count { take(&word) }
      default: take(&word)
      }
    }
    return word
  }

  /// One character or expansion inside double quotes.
  private mutating func readQuoted(_ word: inout Word) {
    switch text[index] {
    case "$": expand(&word)
    case "`": substitute(&word)
    case "\\" where next == "\n": skipContinuation()
    case "\\" where next.map { "\"\\$`".contains($0) } ?? false:
      index += 1
      take(&word)
    default: take(&word)
    }
  }

  /// `$'…'`: text in which backslashes begin escapes, as bash reads them.
  private mutating func readEscaped(_ word: inout Word) {
    let letters: [Character: UInt8] = [
      "a": 7, "b": 8, "e": 27, "E": 27, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 92, "'": 39, "\"": 34,
      "?": 63,
    ]
    var bytes: [UInt8] = []
    index += 2
    while index < text.count, text[index] != "'" {
      if text[index] == "\n" { line += 1 }
      guard text[index] == "\\", let escape = next else {
        bytes += Array(String(text[index]).utf8)
        index += 1
        continue
      }
      index += 1
      if let byte = letters[escape] {
        bytes.append(byte)
        index += 1
      } else if let octal = digits(radix: 8, atMost: 3) {
        bytes.append(UInt8(truncatingIfNeeded: octal))
      } else if let (length, isByte) = ["x": (2, true), "u": (4, false), "U": (8, false)][escape] {
        index += 1
        let code = digits(radix: 16, atMost: length) ?? 0
        bytes += isByte ? [UInt8(code)] : Array(String(Unicode.Scalar(code).map { Character($0) } ?? "\u{FFFD}").utf8)
      } else {
        // A backslash before any other character stands for itself.
        bytes.append(92)
      }
    }
    index += 1
    word.text += String(decoding: bytes, as: UTF8.self)
  }

  /// The number that digits at the place make, and steps behind them; nil where none stands there.
  private mutating func digits(radix: Int, atMost length: Int) -> UInt32? {
    let digits = text[index...].prefix(length).prefix { $0.isASCII && Int(String($0), radix: radix) != nil }
    index += digits.count
    return UInt32(String(digits), radix: radix)
  }

  private mutating func take(_ word: inout Word) {
    if text[index] == "\n" { line += 1 }
    word.text.append(text[index])
    index += 1
  }

  /// `$NAME`, `${NAME}`, `${NAME:-default}` or `$(…)`.
  private mutating func expand(_ word: inout Word) {
    if next == "(" { return substitute(&word) }
    index += 1
    if index < text.count, text[index] == "{" { return expandBraces(&word) }
    let name = readName()
    if !name.isEmpty {
      append(name, to: &word)
    } else if index < text.count, "@*#?$!-".contains(text[index]) {
      word.unset.append("$\(text[index])")
      index += 1
    } else {
      word.text.append("$")
    }
  }

  private mutating func expandBraces(_ word: inout Word) {
    index += 1
    let name = readName()
    var rest = ""
    while index < text.count, text[index] != "}" {
      if text[index] == "\n" { line += 1 }
      rest.append(text[index])
      index += 1
    }
    index += 1
    switch rest {
    case "" where !name.isEmpty: append(name, to: &word)
    case _ where !name.isEmpty && (rest.hasPrefix(":-") || rest.hasPrefix(":=")) && !rest.contains("$"):
      if let value = variables[name], !value.text.isEmpty || !value.unset.isEmpty {
        append(name, to: &word)
      } else {
        word.text += rest.dropFirst(2)
      }
    default: word.unset.append("${\(name)\(rest)}")
    }
  }

  private mutating func readName() -> String {
    var name = ""
    while index < text.count, text[index].isLetter || text[index].isNumber || text[index] == "_" {
      name.append(text[index])
      index += 1
    }
    return name
  }

  private mutating func append(_ name: String, to word: inout Word) {
    guard let value = variables[name], value.unset.isEmpty, value.text.utf8.count <= room else {
      return word.unset.append(name)
    }
    room -= value.text.utf8.count
    word.text += value.text
  }

  /// `$(…)` or a text in grave accents: what its commands would print is not known.
  private mutating func substitute(_ word: inout Word) {
    let isOld = text[index] == "`"
    index += isOld ? 1 : 2
    let start = (index: index, line: line)
    var depth = 1
    while index < text.count {
      if text[index] == "\n" { line += 1 }
      if text[index] == "\\" {
        index += 1
      } else if isOld {
        if text[index] == "`" { break }
      } else if text[index] == "(" {
        depth += 1
      } else if text[index] == ")" {
        depth -= 1
        if depth == 0 { break }
      }
      index += 1
    }
    index = min(index, text.count)
    readSubstitution(Array(text[start.index..<index]), line: start.line)
    index += 1
    word.unset.append("$(…)")
  }

  /// Skips `> file`, `2>&1`, `<<< text` and here-documents.
  mutating func skipRedirection() {
    var sign = ""
    while index < text.count, "<>&|".contains(text[index]) {
      sign.append(text[index])
      index += 1
    }
    while index < text.count, text[index] == " " || text[index] == "\t" { index += 1 }
    if sign == "<<", index < text.count, text[index] == "-" { index += 1 }
    let target = readWord()
    if sign == "<<", let end = target?.text { skipDocument(to: end) }
  }

  /// Skips the lines of a here-document; what stands behind its sign in the same line is skipped with them.
  private mutating func skipDocument(to end: String) {
    while index < text.count {
      while index < text.count, text[index] != "\n" { index += 1 }
      guard index < text.count else { return }
      index += 1
      line += 1
      let row = text[index...].prefix { $0 != "\n" }
      if String(row).drop(while: { $0 == "\t" || $0 == " " }) == end {
        index += row.count
        return
      }
    }
  }
}
