extension JSONProblem {
  /// What can be wrong with a JSON text or with a value read from it. Texts quoted from the input have at most
  /// `SourceText.excerptLimit` characters.
  package enum Kind: Sendable, Hashable {
    /// Nothing but blanks and comments.
    case empty
    /// A character or word where something else has to stand.
    case unexpected(found: String, expected: [JSONToken])
    /// No comma between two values; the offset is the end of the first, where the comma belongs.
    case missingComma
    /// A key without its double quotes.
    case unquotedKey(String)
    /// A string that does not end on its line; the offset is its opening quote.
    case unterminatedString
    /// A `/*` without `*/`; the offset is its start.
    case unterminatedComment
    /// The text ends inside an object or array; the offset is the innermost open bracket, `{` or `[`.
    case unclosed(bracket: String)
    /// A word that begins like a number and is none, such as `01`, `1.` or `+5`.
    case invalidNumber(String)
    /// A backslash followed by nothing JSON knows.
    case invalidEscape
    /// A control character inside a string that is not written as an escape.
    case controlCharacter
    /// More objects and arrays inside each other than `SourceText.depthLimit`.
    case tooDeep(limit: Int)
    /// Something after the end of the document.
    case trailingText(found: String)
    /// A key that its object has already; the offset is the later one.
    case duplicateKey(String)
    /// An integer beyond 64 bits, or a number beyond a double.
    case numberOutOfRange(String)
    /// A string with bytes that are not UTF-8.
    case invalidUTF8
    /// A string with half of a surrogate pair.
    case unpairedSurrogate
    /// A string with the character U+0000.
    case nulInString
    /// A value of another kind than the reader needs.
    case wrongType(expected: JSONKind, found: JSONKind, excerpt: String)
    /// A number with a fraction or an exponent where an integer is needed.
    case notAnInteger(String)
    /// A value of more bytes than json-c takes at once.
    case tooLarge(limit: Int)
    /// json-c's own reason for refusing a value that the check accepted.
    case refused(reason: String)

    /// Whether the text around the place cannot be read at all; the others leave a text that can still be cut and parsed.
    package var isSyntaxError: Bool {
      switch self {
      case .empty, .unexpected, .missingComma, .unquotedKey, .unterminatedString, .unterminatedComment, .unclosed,
        .invalidNumber, .invalidEscape, .controlCharacter, .tooDeep, .trailingText, .tooLarge, .refused:
        true
      case .duplicateKey, .numberOutOfRange, .invalidUTF8, .unpairedSurrogate, .nulInString, .wrongType, .notAnInteger:
        false
      }
    }
  }
}
