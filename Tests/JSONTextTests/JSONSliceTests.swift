import JSONText
import Testing

@Suite("A text is cut without parsing it")
struct JSONSliceTests {
  @Test("a slice tells its kind, range and path")
  func kinds() throws {
    let root = try source(#" [ {"a":1}, [ ], "s,]" , -1.5, true, false, null ] "#).root
    #expect(root.kind == .array)
    #expect(root.elements.map(\.kind) == [.object, .array, .string, .number, .boolean, .boolean, .null])
    #expect(root.elements.map(\.range.count) == [7, 3, 5, 4, 4, 5, 4])
    #expect(root.elements.map(\.path.description) == (0..<7).map { "$[\($0)]" })
    #expect(root.elements[0]["a"]?.path.description == "$[0].a")
    #expect(root.members.isEmpty)
    #expect(root.elements[2].elements.isEmpty)
    #expect(root["a"] == nil)
  }

  @Test("members come in the order of the text, keys unescaped")
  func members() throws {
    let root = try source(#"{"z": {"}": "]"}, "a\"\n\ud83d\ude00": [[1], [2]], "": "\\"}"#).root
    #expect(root.members.map(\.key) == ["z", "a\"\n😀", ""])
    #expect(root.members.map { root.text.position(offset: $0.value.range.lowerBound).column } == [7, 40, 56])
    #expect(root["a\"\n😀"]?.elements.count == 2)
  }

  @Test("a member is found whatever the case of its key, the exact one first")
  func lookup() throws {
    let root = try source(#"{"NAME": 1, "Name": 2, "ID": 3, "k\u0065y": 4, "Ä": 5, "n": null}"#).root
    #expect(try root["Name"]?.parse().integer() == 2)
    #expect(try root["name"]?.parse().integer() == 1)
    #expect(root["id"]?.path.description == "$.ID")
    #expect(root["KEY"]?.path.description == "$.key")
    #expect(root["ä"] == nil)
    #expect(root["n"]?.kind == .null)
    #expect(root["missing"] == nil)
  }

  @Test("a slice is parsed alone, with its own path")
  func parse() throws {
    let root = try source(#"{"a": [{"b": "x"}, 12, -1.5e3, "s", true, null]}"#).root
    let elements = try #require(root["a"]).elements
    #expect(try elements[0].parse()["b"]?.string() == "x")
    #expect(try elements[0].parse()["b"]?.path.description == "$.a[0].b")
    #expect(try elements[1].parse().integer() == 12)
    #expect(try elements[2].parse().number() == -1500)
    #expect(try elements[3].parse().string() == "s")
    #expect(try elements[4].parse().boolean())
    #expect(try elements[5].parse().kind == .null)
  }

  @Test("json-c's refusal of a text that was not checked is a problem at the slice")
  func refusal() throws {
    let text = source(#"{"a": 1, "b": [1 2]}"#)
    let slice = try #require(try text.root["b"])
    let problem = #expect(throws: JSONProblem.self) { try slice.parse() }
    #expect(problem?.path?.description == "$.b")
    #expect(problem?.position == at(1, 15))
    #expect(problem?.kind.isSyntaxError == true)
  }

  @Test("cutting to the leaves and parsing as a whole give the same", arguments: 0..<20)
  func sameValue(seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(seed))
    let written = randomValue(depth: 5, using: &generator)
    for pretty in [true, false] {
      let text = source(written.text(pretty: pretty))
      #expect(text.check() == [])
      #expect(try value(of: text.root) == written)
      #expect(try value(of: text.root.parse()) == written)
    }
  }

  private func randomValue(depth: Int, using generator: inout SeededGenerator) -> JSONValue {
    let strings = [
      "", "a", "\"", "\\", "/", "\\\"", "é", "😀", "\n\t\u{1}\u{7F}", "// no", "/* no */", ",]", "{[", "k: v",
    ]
    switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &generator) {
    case 0: return .null
    case 1: return .boolean(Bool.random(using: &generator))
    case 2: return .integer([0, -1, 443, .max, .min].randomElement(using: &generator) ?? 0)
    case 3: return .number(Double.random(in: -1...1, using: &generator) + 2)
    case 4, 5: return .string(strings.randomElement(using: &generator) ?? "")
    case 6: return .array((0..<4).map { _ in randomValue(depth: depth - 1, using: &generator) })
    default:
      let keys = strings.shuffled(using: &generator).prefix(4)
      return .object(keys.map { JSONValue.Member($0, randomValue(depth: depth - 1, using: &generator)) })
    }
  }
}
