import JSONText
import Testing

@Suite("Texts are read as people write them")
struct SourceTextReadingTests {
  @Test("comments and trailing commas are as if not there")
  func comments() throws {
    let text = """
      // first
      { /* one */ "a": 1, // to the end: "b": 2
        /* several
           lines { [ " */
        "c": [1, 2, /* last */ ], "d": {"e": 3 ,
        }, // end
      } // é
      """
    #expect(source(text).check() == [])
    #expect(try value(of: parsed(text)).text(pretty: false) == #"{"a":1,"c":[1,2],"d":{"e":3}}"#)
  }

  @Test("what looks like a comment or a trailing comma inside a string is text")
  func stringsStay() throws {
    let text = #"{"url": "http://a/*b*/", "quote": "\"// ,]", "list": ",]"}"#
    #expect(source(text).check() == [])
    let node = try parsed(text)
    #expect(try node["url"]?.string() == "http://a/*b*/")
    #expect(try node["quote"]?.string() == "\"// ,]")
    #expect(try node["list"]?.string() == ",]")
  }

  @Test("a comment at the very end or between any two tokens is read over")
  func commentPlaces() throws {
    for text in ["1//", "1/**/", "/**/1", "[/**/]", "{/**/}", "{\"a\"/**/:/**/1/**/,/**/\"b\":2}", "[1,//\n]"] {
      #expect(source(text).check() == [], "\(text)")
    }
  }

  @Test("positions count the text as it was, comments and all their characters included")
  func positionAfterComment() throws {
    let text = source("{ /* é😀 */ \"a\": 1 }")
    #expect(text.position(of: .root.appending(key: "a")) == at(1, 17))
  }

  /// The same document in one of the encodings that files come in.
  struct Encoded: Sendable, CustomTestStringConvertible {
    let name: String
    let mark: [UInt8]
    let isBigEndian: Bool?
    var testDescription: String { name }

    func bytes(_ text: String) -> [UInt8] {
      guard let isBigEndian else { return mark + Array(text.utf8) }
      return mark
        + text.utf16.flatMap { unit in
          let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
          return isBigEndian ? pair : pair.reversed()
        }
    }
  }

  static let encodings = [
    Encoded(name: "UTF-8", mark: [], isBigEndian: nil),
    Encoded(name: "UTF-8 with mark", mark: [0xEF, 0xBB, 0xBF], isBigEndian: nil),
    Encoded(name: "UTF-16 LE with mark", mark: [0xFF, 0xFE], isBigEndian: false),
    Encoded(name: "UTF-16 BE with mark", mark: [0xFE, 0xFF], isBigEndian: true),
    Encoded(name: "UTF-16 LE", mark: [], isBigEndian: false),
    Encoded(name: "UTF-16 BE", mark: [], isBigEndian: true),
  ]

  @Test("every encoding of a file gives the same text and positions", arguments: encodings)
  func encoding(encoded: Encoded) throws {
    let text = SourceText(name: "t", bytes: encoded.bytes("{\r\n  \"käse\": \"日本 😀\", \"x\": 1\r\n}"))
    #expect(text.check() == [])
    let node = try text.root.parse()
    #expect(try node["käse"]?.string() == "日本 😀")
    #expect(text.position(of: .root.appending(key: "x")) == at(2, 24))
  }

  @Test("an encoding's mark alone, and a broken end, are problems and no crash", arguments: encodings)
  func brokenEncoding(encoded: Encoded) {
    #expect(SourceText(name: "t", bytes: encoded.mark).check().map(\.kind) == [.empty])
    #expect(SourceText(name: "t", bytes: encoded.mark + [0x5B]).check().count == 1)
    #expect(SourceText(name: "t", bytes: encoded.bytes("[1]") + [0x5D]).check().count == 1)
  }

  @Test("half a surrogate pair in UTF-16 is found")
  func brokenUTF16() {
    let text = SourceText(name: "t", bytes: [0xFF, 0xFE, 0x22, 0x00, 0x3D, 0xD8, 0x22, 0x00])
    #expect(text.check().map(\.kind) == [.unpairedSurrogate])
  }

  @Test("an empty text has no root")
  func emptyRoot() {
    #expect(throws: JSONProblem.self) { try source("  // x").root }
  }
}
