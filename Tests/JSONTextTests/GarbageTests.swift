import JSONText
import Testing

@Suite("No input crashes")
struct GarbageTests {
  /// Uses everything that reads a text, whether the check accepted it or not.
  private func readEverything(_ bytes: [UInt8]) {
    let text = SourceText(name: "garbage", bytes: bytes)
    let problems = text.check()
    for problem in problems.prefix(3) { _ = problem.position }
    for path in problems.prefix(3).compactMap(\.path) { _ = text.keyPosition(of: path) }
    guard let root = try? text.root else { return }
    let parsed = try? root.parse()
    if !problems.contains(where: \.kind.isSyntaxError) {
      #expect(parsed != nil, "json-c refuses \(String(decoding: bytes, as: UTF8.self))")
    }
    for slice in [root] + root.elements + root.members.map(\.value) {
      _ = (slice.kind, slice.elements.count, slice.members.count, slice["a"]?.path, try? slice.parse())
    }
    if let parsed { _ = (try? parsed.string(), parsed["a"], parsed.members.count, parsed.elements.count) }
  }

  @Test("random bytes are read without a crash", arguments: 0..<20)
  func randomBytes(seed: Int) {
    var generator = SeededGenerator(state: UInt64(seed))
    for length in 0..<100 {
      readEverything((0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }
  }

  @Test("random pieces of JSON are read without a crash, and accepted only when json-c accepts them", arguments: 0..<20)
  func randomPieces(seed: Int) {
    let pieces =
      [
        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"a\":", "'", "\\", "\\u", "\\ud83d", "\\u0000", "/", "//", "/*",
        "*/", "\n", " ",
        "1", "-", ".", "e", "0", "12.5e-3", "99999999999999999999", "1e999", "true", "false", "null", "nul", "NaN",
        "\u{FEFF}", "é", "\u{0}",
      ].map { Array($0.utf8) } + [[0x80], [0xFF], [0xED, 0xA0, 0x80]]
    var generator = SeededGenerator(state: UInt64(seed))
    for _ in 0..<300 {
      let count = Int.random(in: 1...12, using: &generator)
      readEverything((0..<count).flatMap { _ in pieces.randomElement(using: &generator) ?? [] })
    }
  }

  @Test("a right text with a few wrong bytes is read without a crash", arguments: 0..<20)
  func mutations(seed: Int) {
    let original =
      Array(
        #"{"a": [1, -2.5e3, {"b\u00e9": "x\"\\y", "c": null}], // end"#.utf8)
      + Array("\n \"é\": {\"d\": [true, false,],},}".utf8)
    #expect(SourceText(name: "t", bytes: original).check() == [])
    var generator = SeededGenerator(state: UInt64(seed))
    for _ in 0..<300 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes[index] = Array("{}[],:\"'\\/*-.0e\n".utf8).randomElement(using: &generator) ?? 0
        case 2: bytes.remove(at: index)
        default: bytes.removeSubrange(index...)
        }
        if bytes.isEmpty { break }
      }
      readEverything(bytes)
    }
  }

  @Test(
    "a large text of one repeated byte is read without a crash",
    arguments: Array("{}[],:\"\\/*01 atx\n\u{0}".utf8) + [0x80, 0xFF])
  func repeated(byte: UInt8) {
    readEverything(Array(repeating: byte, count: 200_000))
    readEverything([0x5B] + Array(repeating: byte, count: 200_000))
  }
}
