import JSONText
import Testing

@Suite("Lines and columns are those of an editor")
struct SourceTextPositionTests {
  @Test("lines end at \\n, \\r\\n and \\r; columns count Unicode scalars")
  func offsets() {
    let text = source("a\nbé😀c\r\nd\re")
    #expect(text.position(offset: 0) == at(1, 1))
    #expect(text.position(offset: 1) == at(1, 2))
    #expect(text.position(offset: 2) == at(2, 1))
    #expect(text.position(offset: 9) == at(2, 4))
    #expect(text.position(offset: 12) == at(3, 1))
    #expect(text.position(offset: 14) == at(4, 1))
    #expect(text.position(offset: 99) == at(4, 2))
    #expect(text.position(offset: -1) == at(1, 1))
  }

  @Test("a path finds its value and its key")
  func paths() {
    let text = source(
      """
      // subnets of one network
      {
        "na\\u006de": "x}]{[",
        "subnets": [
          {"name": "a"},
          {"name":
             "b", "tags": {}}
        ]
      }
      """)
    let second = JSONPath.root.appending(key: "subnets").appending(index: 1)
    #expect(text.position(of: .root) == at(2, 1))
    #expect(text.keyPosition(of: .root) == nil)
    #expect(text.position(of: .root.appending(key: "name")) == at(3, 16))
    #expect(text.keyPosition(of: .root.appending(key: "name")) == at(3, 3))
    #expect(text.position(of: second) == at(6, 5))
    #expect(text.keyPosition(of: second) == nil)
    #expect(text.position(of: second.appending(key: "name")) == at(7, 8))
    #expect(text.keyPosition(of: second.appending(key: "name")) == at(6, 6))
  }

  @Test("a path that is not there has no position")
  func missingPath() {
    let text = source(#"{"a": [1, {"b": 2}]}"#)
    let missing: [JSONPath] = [
      .root.appending(key: "A"), .root.appending(index: 0), .root.appending(key: "a").appending(index: 2),
      .root.appending(key: "a").appending(index: -1), .root.appending(key: "a").appending(key: "b"),
      .root.appending(key: "a").appending(index: 0).appending(key: "b"),
    ]
    for path in missing {
      #expect(text.position(of: path) == nil, "\(path)")
      #expect(text.keyPosition(of: path) == nil, "\(path)")
    }
    #expect(source("").position(of: .root) == nil)
  }

  @Test("of two equal keys the one whose value is read is found")
  func duplicateKey() throws {
    let text = source(#"{"a": 1, "a": 2}"#)
    let path = JSONPath.root.appending(key: "a")
    #expect(try text.root.parse()["a"]?.integer() == 2)
    #expect(try text.root["a"]?.parse().integer() == 2)
    #expect(text.position(of: path) == at(1, 15))
  }

  @Test("a path reads as people write it")
  func pathDescription() {
    let path = JSONPath.root.appending(key: "subnets").appending(index: 0)
    #expect(path.appending(key: "name").description == "$.subnets[0].name")
    #expect(JSONPath.root.description == "$")
    #expect(path.appending(key: "a b").description == #"$.subnets[0]["a b"]"#)
    #expect(path.appending(key: "").description == #"$.subnets[0][""]"#)
    #expect(path.appending(key: "8a").description == #"$.subnets[0]["8a"]"#)
    #expect(path.appending(key: "a\"\\\n/é").description == #"$.subnets[0]["a\"\\\n/é"]"#)
    #expect(path.parent == .root.appending(key: "subnets"))
  }
}
