import JSONText
import Testing

/// One wrong text: the kind of the syntax error and where it is shown.
struct WrongText: Sendable, CustomTestStringConvertible {
  let text: String
  let kind: JSONProblem.Kind
  let line: Int
  let column: Int

  init(_ text: String, _ kind: JSONProblem.Kind, _ line: Int, _ column: Int) {
    self.text = text
    self.kind = kind
    self.line = line
    self.column = column
  }

  var testDescription: String { text }
}

@Suite("The first syntax error is found where it is")
struct SourceTextSyntaxTests {
  @Test(
    "a syntax error is told by kind and place",
    arguments: [
      WrongText("", .empty, 1, 1),
      WrongText(" \n\t ", .empty, 1, 1),
      WrongText("// nothing\n", .empty, 1, 1),
      WrongText(#"{"a": }"#, .unexpected(found: "}", expected: [.value]), 1, 7),
      WrongText("{'a': 1}", .unexpected(found: "'", expected: [.doubleQuote]), 1, 2),
      WrongText("['a']", .unexpected(found: "'", expected: [.doubleQuote]), 1, 2),
      WrongText("{\n  name: 1\n}", .unquotedKey("name"), 2, 3),
      WrongText("{1: 2}", .unquotedKey("1"), 1, 2),
      WrongText("{\n  \"a\": 1\n  \"b\": 2\n}", .missingComma, 2, 9),
      WrongText("[{} {}]", .missingComma, 1, 4),
      WrongText("[1 true]", .missingComma, 1, 3),
      WrongText("[1 yes]", .unexpected(found: "yes", expected: [.comma, .arrayEnd]), 1, 4),
      WrongText(#"{"a": "say "hi" to"}"#, .unexpected(found: "hi", expected: [.comma, .objectEnd]), 1, 13),
      WrongText(#"{"a" 1}"#, .unexpected(found: "1", expected: [.colon]), 1, 6),
      WrongText(#"{"a", "b"}"#, .unexpected(found: ",", expected: [.colon]), 1, 5),
      WrongText("{,}", .unexpected(found: ",", expected: [.key, .objectEnd]), 1, 2),
      WrongText("[,]", .unexpected(found: ",", expected: [.value, .arrayEnd]), 1, 2),
      WrongText("[1,,2]", .unexpected(found: ",", expected: [.value]), 1, 4),
      WrongText("[1,,]", .unexpected(found: ",", expected: [.value]), 1, 4),
      WrongText(#"{"a":1,,"b":2}"#, .unexpected(found: ",", expected: [.key]), 1, 8),
      WrongText("[1}", .unexpected(found: "}", expected: [.comma, .arrayEnd]), 1, 3),
      WrongText(#"{"a": 1]"#, .unexpected(found: "]", expected: [.comma, .objectEnd]), 1, 8),
      WrongText("[True]", .unexpected(found: "True", expected: [.value]), 1, 2),
      WrongText("nullable", .unexpected(found: "nullable", expected: [.value]), 1, 1),
      WrongText("[NaN]", .unexpected(found: "NaN", expected: [.value]), 1, 2),
      WrongText("[-Infinity]", .invalidNumber("-Infinity"), 1, 2),
      WrongText("[\u{A0}1]", .unexpected(found: "U+00A0", expected: [.value, .arrayEnd]), 1, 2),
      WrongText("[\u{0}1]", .unexpected(found: "U+0000", expected: [.value, .arrayEnd]), 1, 2),
      WrongText("{“a”: 1}", .unexpected(found: "“", expected: [.key, .objectEnd]), 1, 2),
      WrongText("{\n  \"a\": \"b\n}", .unterminatedString, 2, 8),
      WrongText("\"\\", .unterminatedString, 1, 1),
      WrongText("[1, /* never\n ends", .unterminatedComment, 1, 5),
      WrongText("[1 /* never", .unterminatedComment, 1, 4),
      WrongText("1 /*", .unterminatedComment, 1, 3),
      WrongText("/*/", .unterminatedComment, 1, 1),
      WrongText(#"{"a" /*"#, .unterminatedComment, 1, 6),
      WrongText("{ /*", .unterminatedComment, 1, 3),
      WrongText("[1, /", .unexpected(found: "/", expected: [.value]), 1, 5),
      WrongText("{\n  \"a\": [1,\n  2", .unclosed(bracket: "["), 2, 8),
      WrongText(#"{"a""#, .unclosed(bracket: "{"), 1, 1),
      WrongText("01", .invalidNumber("01"), 1, 1),
      WrongText("[-]", .invalidNumber("-"), 1, 2),
      WrongText("[1.]", .invalidNumber("1."), 1, 2),
      WrongText("[.5]", .invalidNumber(".5"), 1, 2),
      WrongText("[+5]", .invalidNumber("+5"), 1, 2),
      WrongText("[1e+]", .invalidNumber("1e+"), 1, 2),
      WrongText("[0x1F]", .invalidNumber("0x1F"), 1, 2),
      WrongText("[10.0.0.1]", .invalidNumber("10.0.0.1"), 1, 2),
      WrongText(#"["C:\dir"]"#, .invalidEscape, 1, 5),
      WrongText(#"["\u12G4"]"#, .invalidEscape, 1, 3),
      WrongText(#"["\u12"#, .invalidEscape, 1, 3),
      WrongText("[\"a\tb\"]", .controlCharacter, 1, 4),
      WrongText("[\"\u{0}\"]", .controlCharacter, 1, 3),
      WrongText("{} {}", .trailingText(found: "{"), 1, 4),
      WrongText("{\"a\":1},\n", .trailingText(found: ","), 1, 8),
    ])
  func syntaxError(wrong: WrongText) {
    let problems = source(wrong.text).check()
    #expect(problems.map(\.kind) == [wrong.kind])
    #expect(problems.first?.position == at(wrong.line, wrong.column))
    #expect(problems.first?.kind.isSyntaxError == true)
  }

  @Test("a syntax error has the path of the value around it")
  func path() {
    let inValue = source(#"{"a": {"b": [1, {"c": tru}]}}"#).check()
    #expect(inValue.first?.path?.description == "$.a.b[1].c")
    let inKey = source(#"{"a": {"b": 1, 'c': 2}}"#).check()
    #expect(inKey.first?.path?.description == "$.a")
    let betweenMembers = source(#"{"a": {"b": 1 "c": 2}}"#).check()
    #expect(betweenMembers.first?.path?.description == "$.a.b")
  }

  @Test(
    "texts that follow the grammar have no problems",
    arguments: [
      "0", "-0", "-0.5e-7", "1E+5", "9223372036854775807", "-9223372036854775808", "1.7976931348623157e308", "1e-400",
      "\"\"", #""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#, "\"é😀\u{FFFF}\u{10FFFF}\"", "true", "false", "null", "[]", "{}",
      "[[],{}]",
      " \t\r\n[ 1 , 2 ] \n", #"{"":{"":0}}"#, #"{"a":1,"A":2}"#,
    ])
  func validText(text: String) throws {
    #expect(source(text).check() == [])
    _ = try parsed(text)
  }

  @Test("quoted input is cut to 40 characters")
  func longExcerpt() {
    let word = String(repeating: "w", count: 100)
    #expect(problemKinds("[\(word)]") == [.unexpected(found: String(word.prefix(40)), expected: [.value])])
  }

  @Test("512 levels are read, the 513th is a problem at its bracket")
  func depth() throws {
    let deepest = String(repeating: "[", count: 512) + "1" + String(repeating: "]", count: 512)
    #expect(source(deepest).check() == [])
    var node = try parsed(deepest)
    for _ in 0..<512 { node = try #require(node.elements.first) }
    #expect(try node.integer() == 1)

    let problems = source("[" + deepest + "]").check()
    #expect(problems.map(\.kind) == [.tooDeep(limit: 512)])
    #expect(problems.first?.offset == 512)
  }

  @Test("two hundred thousand brackets are a problem and no crash", arguments: ["[", "{\"a\":", "[{\"a\":"])
  func nestedWithoutEnd(bracket: String) {
    let text = source(String(repeating: bracket, count: 200_000))
    #expect(text.check().map(\.kind) == [.tooDeep(limit: 512)])
    #expect(throws: JSONProblem.self) { try text.root.parse() }
  }
}
