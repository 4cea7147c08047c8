import JSONText
import Testing

@Suite("Values are read by the type they have to be of")
struct JSONNodeTests {
  @Test("typed reads give the value")
  func reads() throws {
    let node = try parsed(
      #"{"s": "a\u00e9\/\ud83d\ude00", "i": -9223372036854775808, "d": 0.1, "e": 1e2, "t": true, "f": false, "l": [1, null], "o": {}}"#
    )
    #expect(try node["s"]?.string() == "aé/😀")
    #expect(try node["i"]?.integer() == Int.min)
    #expect(try node["i"]?.number() == -9_223_372_036_854_775_808)
    #expect(try node["d"]?.number() == 0.1)
    #expect(try node["e"]?.number() == 100)
    #expect(try node["t"]?.boolean() == true)
    #expect(try node["f"]?.boolean() == false)
    #expect(try node["l"]?.array().map(\.kind) == [.number, .null])
    #expect(try node["o"]?.object().members.isEmpty == true)
    #expect(node.kind == .object)
    #expect(node.text.name == "test.json")
  }

  @Test("a value of another kind is a problem with path, expectation and what is there")
  func wrongType() throws {
    let node = try parsed(#"{"port": "80", "list": [true, null]}"#)
    let port = try #require(node["port"])
    let problem = #expect(throws: JSONProblem.self) { try port.integer() }
    #expect(problem?.kind == .wrongType(expected: .number, found: .string, excerpt: #""80""#))
    #expect(problem?.path?.description == "$.port")
    #expect(problem?.offset == nil)
    #expect(problem?.position == at(1, 10))

    func kind(_ read: () throws(JSONProblem) -> Void) -> JSONProblem.Kind? {
      do {
        try read()
        return nil
      } catch {
        return error.kind
      }
    }
    let list = try #require(node["list"])
    let excerpt = "[true,null]"
    #expect(
      kind { () throws(JSONProblem) in _ = try list.string() }
        == .wrongType(expected: .string, found: .array, excerpt: excerpt))
    #expect(
      kind { () throws(JSONProblem) in _ = try list.number() }
        == .wrongType(expected: .number, found: .array, excerpt: excerpt))
    #expect(
      kind { () throws(JSONProblem) in _ = try list.boolean() }
        == .wrongType(expected: .boolean, found: .array, excerpt: excerpt))
    #expect(
      kind { () throws(JSONProblem) in _ = try list.object() }
        == .wrongType(expected: .object, found: .array, excerpt: excerpt))
    #expect(
      kind { () throws(JSONProblem) in _ = try list.elements[1].array() }
        == .wrongType(expected: .array, found: .null, excerpt: "null"))
  }

  @Test("an integer is nothing but an integer")
  func integers() throws {
    for text in ["80.0", "8e1", "0.5"] {
      let problem = #expect(throws: JSONProblem.self) { try parsed(text).integer() }
      #expect(problem?.kind == .notAnInteger(text))
    }
    let beyond = #expect(throws: JSONProblem.self) { try parsed("18446744073709551615").integer() }
    #expect(beyond?.kind == .numberOutOfRange("18446744073709551615"))
  }

  @Test("the excerpt of a large value is cut to 40 characters")
  func excerpt() throws {
    let long = String(repeating: "é", count: 1000)
    let node = try parsed(#"{"a": {"b": [1, 2.50, "/x"], "c": ["\#(long)"]}}"#)
    let problem = #expect(throws: JSONProblem.self) { try node["a"]?.string() }
    guard case .wrongType(_, _, let excerpt) = problem?.kind else {
      Issue.record("\(String(describing: problem))")
      return
    }
    #expect(excerpt == #"{"b":[1,2.50,"/x"],"c":[""# + String(repeating: "é", count: 14) + "…")
    #expect(excerpt.count == 40)
  }

  @Test("a member is found whatever the case of its key, the exact one first; null is missing")
  func lookup() throws {
    let node = try parsed(#"{"NAME": 1, "Name": 2, "ID": 3, "n": null, "N": 4, "Ä": 5, "M": null, "m": 6}"#)
    #expect(try node["Name"]?.integer() == 2)
    #expect(try node["name"]?.integer() == 1)
    #expect(node["id"]?.path.description == "$.ID")
    #expect(node["n"] == nil)
    #expect(node["ä"] == nil)
    #expect(try node["m"]?.integer() == 6)
    #expect(node["M"] == nil)
    #expect(node["missing"] == nil)
    #expect(try parsed("[1]")["a"] == nil)
    #expect(try parsed(#"{"OFF": null, "Off": 7}"#)["off"]?.integer() == 7)
  }

  @Test("members come in the order of the text, nulls included")
  func members() throws {
    let keys = (0..<100).map { "k\(($0 * 37) % 100)" }
    let node = try parsed("{" + keys.map { "\"\($0)\": null" }.joined(separator: ",") + "}")
    #expect(node.members.map(\.key) == keys)
    #expect(node.members.allSatisfy { $0.value.kind == .null })
    #expect(node.members.first?.value.path.description == "$.k0")
    #expect(node.elements.isEmpty)
  }

  @Test("a node outlives the node it was read from")
  func lifetime() throws {
    func inner() throws -> JSONNode {
      let text = #"{"a": {"b": ["a string long enough to live on the heap"]}}"#
      return try #require(parsed(text)["a"]?["b"]?.elements.first)
    }
    let node = try inner()
    #expect(try node.string() == "a string long enough to live on the heap")
  }
}
