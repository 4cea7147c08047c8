import JSONText

extension JSONProblem {
  /// The problem as it is printed.
  package var diagnostic: Diagnostic {
    let (message, hint) = kind.words
    return Diagnostic(
      .error, file: source.name, position: position, path: path.map(\.description), message: message, hints: [hint])
  }
}

extension JSONProblem.Kind {
  /// What is wrong, and what to do about it.
  var words: (message: String, hint: String?) {
    switch self {
    case .empty:
      (
        "the file is empty",
        "an input holds JSON, such as the output of az … -o json; a file that this command's own output goes to (>) is emptied before "
          + "it is read: write it to another folder"
      )
    case .unexpected(let found, let expected):
      ("found \(found.quoted) where \(choices(expected.map(\.words))) belongs", nil)
    case .missingComma: ("a comma is missing after this value", "add \",\"")
    case .unquotedKey(let key): ("the key \(key.printable) is not in double quotes", "write \(key.quoted)")
    case .unterminatedString:
      ("the string does not end on its line", "add the closing double quote, and write a line end as \\n")
    case .unterminatedComment: ("the comment does not end", "add */")
    case .unclosed(let bracket):
      (
        "the text ends before this \(bracket) is closed",
        "add \(bracket == "{" ? "}" : "]"), or export the file again: it is cut off"
      )
    case .invalidNumber(let word):
      ("\(word.quoted) is not a JSON number", "write it without leading zeros, plus sign or bare point")
    case .invalidEscape: ("a backslash stands before a character that needs none", "write \\\\ for a backslash")
    case .controlCharacter: ("a control character stands in a string", "write it as an escape, such as \\t or \\n")
    case .tooDeep(let limit):
      (
        "more than \(limit) objects and arrays stand inside each other",
        "no Azure resource is that deep: export the file again"
      )
    case .trailingText(let found):
      ("found \(found.quoted) after the end of the document", "put each document in a file of its own")
    case .duplicateKey(let key): ("the object has the key \(key.quoted) already", "keep one of the two")
    case .numberOutOfRange(let number):
      ("the number \(number.printable) is too large", "an integer has at most 64 bits")
    case .invalidUTF8: ("the string has bytes that are not UTF-8", "save the file as UTF-8")
    case .unpairedSurrogate: ("the string has half of a surrogate pair", "write both \\u escapes of the character")
    case .nulInString: ("the string has the character U+0000", "take \\u0000 out")
    case .wrongType(let expected, let found, let excerpt):
      ("found \(found.showing(excerpt)), \(expected.words) belongs here", nil)
    case .notAnInteger(let number): ("\(number.printable) is not a whole number", nil)
    case .tooLarge(let limit): ("the value has more than \(limit) bytes", "split the file")
    case .refused(let reason): ("the JSON reader refuses the value: \(reason.printable)", nil)
    }
  }
}

extension JSONToken {
  fileprivate var words: String {
    switch self {
    case .value: "a value"
    case .key: "a key in double quotes"
    case .doubleQuote: "a double quote"
    case .colon, .comma, .objectEnd, .arrayEnd: "\"\(rawValue)\""
    }
  }
}

extension JSONKind {
  fileprivate var words: String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .string: "a string"
    case .number: "a number"
    case .boolean: "true or false"
    case .null: "null"
    }
  }

  /// A value of this kind as a reader recognises it.
  fileprivate func showing(_ excerpt: String) -> String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .string: "the string \(excerpt.hasPrefix("\"") ? excerpt.printable : excerpt.quoted)"
    case .number, .boolean, .null: excerpt.printable
    }
  }
}
