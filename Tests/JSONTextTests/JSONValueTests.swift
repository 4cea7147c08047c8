import JSONText
import Testing

@Suite("JSON is written as given")
struct JSONValueTests {
  @Test("the pretty form has two blanks a level and the members in order")
  func pretty() {
    let value: JSONValue = [
      "z": 1, "a": ["x", true, .null], "empty": [], "none": [:], "nested": ["b": ["c": 1.5]],
    ]
    #expect(
      value.text(pretty: true) == """
        {
          "z": 1,
          "a": [
            "x",
            true,
            null
          ],
          "empty": [],
          "none": {},
          "nested": {
            "b": {
              "c": 1.5
            }
          }
        }
        """)
  }

  @Test("the compact form has no blanks")
  func compact() {
    let value: JSONValue = ["z": 1, "a": ["x", false], "none": [:]]
    #expect(value.text(pretty: false) == #"{"z":1,"a":["x",false],"none":{}}"#)
  }

  @Test("strings are escaped as little as JSON asks")
  func strings() {
    #expect(JSONValue.string("a/b \"q\" \\ é😀\n\u{0}").text(pretty: false) == #""a/b \"q\" \\ é😀\n\u0000""#)
    #expect(JSONValue.string("").text(pretty: false) == #""""#)
    let key: JSONValue = ["a\"/é": ""]
    #expect(key.text(pretty: false) == #"{"a\"/é":""}"#)
  }

  @Test("numbers are written with no more digits than they need")
  func numbers() {
    let numbers: JSONValue = [0.1, 80.0, 1e21, 1e-7, 100.25]
    #expect(numbers.text(pretty: false) == "[0.1,80.0,1e+21,1e-07,100.25]")
    #expect(JSONValue.integer(.min).text(pretty: false) == "-9223372036854775808")
    #expect(JSONValue.array([.number(.nan), .number(.infinity)]).text(pretty: false) == "[null,null]")
    #expect(JSONValue.null.text(pretty: true) == "null")
    #expect(JSONValue.boolean(true).text(pretty: true) == "true")
  }

  @Test("members without a value are left out")
  func omitted() {
    let name: JSONValue? = nil
    #expect(
      JSONValue.members([("a", 1), ("b", nil), ("c", .null), ("d", name)]).text(pretty: false) == #"{"a":1,"c":null}"#)
  }
}
