import FuzzSupport
import JSONText

/// Any bytes as a JSON text: checked, cut, parsed, looked up by path and written back.
@main struct FuzzJSON {
  /// Values looked at in one text, so that a large one stays quick.
  private static let valueLimit = 100

  static func main() {
    Fuzzer.run { start, count in
      FuzzJSON.read(SourceText(name: "fuzz.json", bytes: Fuzzer.bytes(start, count)))
      return 0
    }
  }

  private static func read(_ text: SourceText) {
    let problems = text.check()
    for problem in problems.prefix(20) {
      _ = problem.position
      if let path = problem.path { _ = (text.position(of: path), text.keyPosition(of: path), path.description) }
    }
    guard let root = try? text.root else { return }
    walk(root, isReadable: !problems.contains(where: \.kind.isSyntaxError), isSound: problems.isEmpty)
    guard problems.isEmpty, let node = try? root.parse() else { return }
    for pretty in [false, true] { writeBack(JSONValue(node), pretty: pretty) }
  }

  /// - Parameters:
  ///   - isReadable: whether the text has no syntax error, so that json-c has to take every value.
  ///   - isSound: whether the text has no problem at all, so that a path leads to one value.
  private static func walk(_ root: JSONSlice, isReadable: Bool, isSound: Bool) {
    var waiting = [root]
    var count = 0
    while let slice = waiting.popLast(), count < valueLimit {
      count += 1
      let parsed = try? slice.parse()
      if isReadable {
        Fuzzer.expect(parsed?.kind == slice.kind, "json-c does not read the \(slice.kind) at \(slice.path)")
      }
      if isSound {
        let place = slice.text.position(offset: slice.range.lowerBound)
        Fuzzer.expect(slice.text.position(of: slice.path) == place, "\(slice.path) is found elsewhere")
        Fuzzer.expect(slice.text.slice(at: slice.path)?.range == slice.range, "\(slice.path) is cut elsewhere")
      }
      if let parsed { readTypes(parsed) }
      let members = slice.members
      for (key, value) in members.prefix(3) { _ = (slice[key]?.range, slice.text.keyPosition(of: value.path)) }
      for path in [slice.path.appending(key: "name"), slice.path.appending(index: count)] {
        _ = (slice.text.position(of: path), slice.text.keyPosition(of: path), slice.text.slice(at: path)?.kind)
      }
      waiting += slice.elements + members.map(\.value)
    }
  }

  private static func readTypes(_ node: JSONNode) {
    _ = (try? node.string(), try? node.integer(), try? node.number(), try? node.boolean(), try? node.array().count)
    do { _ = try node.string() } catch { _ = (error.position, error.kind) }
    _ = (node["name"]?.kind, node["ID"]?.kind, node.members.count)
  }

  /// What is written is JSON again, and the same.
  private static func writeBack(_ value: JSONValue, pretty: Bool) {
    let written = value.text(pretty: pretty)
    let text = SourceText(name: "written.json", bytes: Array(written.utf8))
    Fuzzer.expect(text.check().isEmpty, "what is written is no JSON: \(written)")
    guard let node = try? text.root.parse() else { fatalError("what is written is not read: \(written)") }
    Fuzzer.expect(JSONValue(node) == value, "what is written reads differently: \(written)")
  }
}

extension JSONValue {
  /// The value that a node holds.
  fileprivate init(_ node: JSONNode) {
    switch node.kind {
    case .object: self = .object(node.members.map { Member($0.key, JSONValue($0.value)) })
    case .array: self = .array(node.elements.map { JSONValue($0) })
    case .string: self = (try? .string(node.string())) ?? .null
    case .number: self = (try? .integer(node.integer())) ?? (try? .number(node.number())) ?? .null
    case .boolean: self = (try? .boolean(node.boolean())) ?? .null
    case .null: self = .null
    }
  }
}
