import Loading
import Resources
import Testing

/// Texts in the encodings and with the decorations that tools and people leave, and texts that are none.
struct TextTests {
  private static let network = #"{"name": "vnet-a", "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}"#
  private static let text = "{\"virtualNetworks\": [\(network)]}"

  private func names(_ bytes: [UInt8]) -> [String] {
    let loaded = Loader.load(texts: [("test.scenario.json", bytes)])
    #expect(loaded.problems.isEmpty)
    return loaded.resources.virtualNetworks.keys.map(\.name)
  }

  @Test func `a UTF-8 byte order mark is no problem`() {
    #expect(names([0xEF, 0xBB, 0xBF] + Array(Self.text.utf8)) == ["vnet-a"])
  }

  @Test(arguments: [true, false]) func `UTF-16 with a byte order mark is decoded, either way round`(bigEndian: Bool) {
    let units = Array(("\u{FEFF}" + Self.text).utf16)
    #expect(
      names(units.flatMap { bigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        == ["vnet-a"])
  }

  @Test func `comments and trailing commas are no problem, and places stay right`() throws {
    let text = """
      { // a scenario
        /* with
           comments */
        "virtualNetworks": [\(Self.network),],
        "serverz": 1, // a typing error
      }
      """
    let loaded = load(text, name: "test.scenario.json")
    #expect(loaded.resources.virtualNetworks.count == 1)
    let problem = try #require(loaded.problems.first)
    #expect(loaded.problems.count == 1)
    #expect(problem.origin?.position?.line == 5)
    #expect(problem.origin?.position?.column == 14)
  }

  @Test func `two hundred thousand nested brackets are one problem`() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
      let deep = String(repeating: open, count: 200_000)
      #expect(load(deep).problems.count == 1)
      #expect(load(deep + "1" + String(repeating: close, count: 200_000)).problems.count == 1)
    }
  }

  @Test(arguments: [
    "hello", "%PDF-1.4", "\u{0}\u{1}\u{2}", "{]", "[[[", "nul", "<xml/>", "{\"a\": \"\\ud800\"}", "\"", "-",
  ])
  func `garbage is a problem and no crash`(text: String) {
    #expect(!load(text).problems.isEmpty)
  }

  @Test(arguments: ["7", "true", "null", "\"text\"", "[]", "{}", "[7, null, \"x\"]", "{\"a\": {\"b\": {\"c\": 1}}}"])
  func `JSON that holds nothing known is noted, not refused`(text: String) {
    let loaded = load(text)
    #expect(loaded.problems.isEmpty)
    guard case .notRecognised(let file)? = loaded.notes.first else {
      Issue.record("nothing noted")
      return
    }
    #expect(file == "test.json")
  }

  @Test func `random bytes never crash the loader`() {
    var state: UInt64 = 42
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    let source = Array(Self.text.utf8)
    for _ in 0..<300 {
      var bytes = source
      for _ in 0...next() % 4 { bytes[Int(next()) % bytes.count] = UInt8(truncatingIfNeeded: next()) }
      _ = Loader.load(texts: [("test.scenario.json", bytes)])
      _ = Loader.load(texts: [("test.json", Array(bytes.prefix(Int(next()) % bytes.count)))])
    }
  }

  @Test func `the same key twice is a problem`() {
    #expect(load("{\"servers\": [], \"servers\": []}").problems.count == 1)
  }
}
