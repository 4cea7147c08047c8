import JSONText
import Testing

@Suite("What JSON allows and a reader would misread is found")
struct SourceTextCheckTests {
  @Test("every duplicate key is found at its later place, with its path")
  func duplicateKeys() {
    let problems = source(
      """
      {
        "a": {"x": 1, "y": 2, "x": 3},
        "b": [0, {"z": 1, "z": 2, "z": 3}],
        "a": 4
      }
      """
    ).check()
    #expect(
      problems.map(\.kind) == [.duplicateKey("x"), .duplicateKey("z"), .duplicateKey("z"), .duplicateKey("a")])
    #expect(problems.map { $0.path?.description } == ["$.a.x", "$.b[1].z", "$.b[1].z", "$.a"])
    #expect(problems.map(\.position) == [at(2, 25), at(3, 21), at(3, 29), at(4, 3)])
    #expect(problems.allSatisfy { !$0.kind.isSyntaxError })
  }

  @Test("keys are compared by the characters they spell, exactly")
  func spelling() {
    #expect(problemKinds(#"{"a": 1, "\u0061": 2}"#) == [.duplicateKey("a")])
    #expect(problemKinds(#"{"\/": 1, "/": 2}"#) == [.duplicateKey("/")])
    #expect(problemKinds(#"{"name": 1, "Name": 2}"#) == [])
    #expect(problemKinds("{\"\u{E9}\": 1, \"e\u{301}\": 2}") == [])
    #expect(problemKinds(#"{"a": {"a": {"a": 1}}}"#) == [])
    #expect(problemKinds(#"[{"a": 1}, {"a": 1}]"#) == [])
  }

  @Test("duplicates are found in large objects too", arguments: [31, 32, 33, 5000])
  func largeObject(count: Int) {
    let members = (0..<count).map { "\"key\($0)\": \($0)" } + ["\"key7\": 0", "\"key\(count - 1)\": 0"]
    let problems = problemKinds("{" + members.joined(separator: ",") + "}")
    #expect(problems == [.duplicateKey("key7"), .duplicateKey("key\(count - 1)")])
  }

  @Test("duplicates before a syntax error are told with it")
  func duplicateBeforeSyntaxError() {
    let kinds = problemKinds(#"{"a": {"b": 1, "b": 2}, "a": [1, 2"#)
    #expect(kinds == [.duplicateKey("b"), .duplicateKey("a"), .unclosed(bracket: "[")])
  }

  @Test(
    "numbers that 64 bits cannot hold are found",
    arguments: [
      "9223372036854775808", "-9223372036854775809", "100000000000000000000", "1e309", "-1e309", "1e99999",
    ])
  func numberOutOfRange(number: String) {
    let problems = source("{\"n\": \(number)}").check()
    #expect(problems.map(\.kind) == [.numberOutOfRange(number)])
    #expect(problems.first?.path?.description == "$.n")
  }

  @Test("a number of ten thousand digits is out of range")
  func endlessNumber() {
    let digits = String(repeating: "9", count: 10_000)
    #expect(problemKinds("[\(digits), 0.\(digits)]").count == 2)
  }

  @Test("bytes that are not UTF-8 are found, once for each string")
  func invalidUTF8() {
    // A stray continuation, an overlong slash, a code beyond Unicode, a cut sequence, Latin-1.
    let wrong: [[UInt8]] = [[0x80], [0xC0, 0xAF], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0xE9, 0xE9]]
    for bytes in wrong {
      let text = SourceText(name: "t", bytes: Array("[\"ab".utf8) + bytes + Array("\", 1]".utf8))
      #expect(text.check().map(\.kind) == [.invalidUTF8])
      #expect(text.check().first?.position == at(1, 5))
    }
  }

  @Test("half a surrogate pair is found, escaped or not")
  func unpairedSurrogate() {
    #expect(problemKinds(#"["\ud83d"]"#) == [.unpairedSurrogate])
    #expect(problemKinds(#"["\ude00\ud83d"]"#) == [.unpairedSurrogate])
    #expect(problemKinds(#"["\ud83dx"]"#) == [.unpairedSurrogate])
    #expect(problemKinds(#"["\ud83d\u0041", 1]"#) == [.unpairedSurrogate])
    let encoded = SourceText(name: "t", bytes: Array("[\"".utf8) + [0xED, 0xA0, 0x80] + Array("\"]".utf8))
    #expect(encoded.check().map(\.kind) == [.unpairedSurrogate])
  }

  @Test("the character U+0000 is found in strings and keys")
  func nul() {
    let problems = source(#"{"a\u0000b": "c\u0000d", "e": "\\u0000"}"#).check()
    #expect(problems.map(\.kind) == [.nulInString, .nulInString])
    #expect(problems.map(\.offset) == [3, 15])
  }

  @Test("a text full of problems does not fill the memory")
  func problemLimit() {
    let text = source("[" + String(repeating: "1e999,", count: 20_000) + "}")
    let problems = text.check()
    #expect(problems.count == 10_001)
    #expect(problems.last?.kind == .unexpected(found: "}", expected: [.comma, .arrayEnd]))
  }
}
