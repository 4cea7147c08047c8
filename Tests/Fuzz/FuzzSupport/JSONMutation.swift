import JSONText

/// Changes values and lists of a JSON text and leaves its syntax right, so that what lies behind the syntax is reached.
struct JSONMutation {
  /// Values that stand for others.
  private static let literals = [
    "null", "true", "0", "-1", "99", "100", "4096", "65535", "65536", "1.5", "[]", "{}", "\"\"", "\"*\"", "\"/\"",
    "\"a/b\"",
    "\"0.0.0.0/0\"", "\"10.0.0.0/8\"", "\"10.0.2.4\"", "\"10.0.2.0/31\"", "\"::/0\"", "\"0-65535\"", "\"Internet\"",
    "\"VirtualNetwork\"", "\"Any\"", "\"\\u001b[2J\"", "\"\u{202E}x\"",
  ]
  /// Values collected from one text.
  private static let valueLimit = 2_000

  private let text: SourceText
  private let values: [JSONSlice]
  private let keys: [String]
  private var generator: SplitMix64

  /// A mutation of a text; nil for one that is not sound JSON.
  init?(_ bytes: [UInt8], seed: UInt64) {
    text = SourceText(name: "input", bytes: bytes)
    guard text.check().isEmpty, let root = try? text.root else { return nil }
    var values: [JSONSlice] = []
    var keys: [String] = []
    var waiting = [root]
    while let slice = waiting.popLast(), values.count < Self.valueLimit {
      let members = slice.members
      values.append(slice)
      keys += members.map(\.key)
      waiting += slice.elements + members.map(\.value)
    }
    self.values = values
    self.keys = keys
    generator = SplitMix64(state: seed)
  }

  /// The text with one value or list changed.
  /// - Parameter mutate: libFuzzer's own mutation of some bytes.
  mutating func mutated(by mutate: ([UInt8]) -> [UInt8]) -> [UInt8] {
    let target = values.randomElement(using: &generator)!
    let isList = target.kind == .array || target.kind == .object
    let new =
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes(of: values.randomElement(using: &generator)!)
      case 1: Array(Self.literals.randomElement(using: &generator)!.utf8)
      default: isList ? changedList(target) : mutate(bytes(of: target))
      }
    var out = text.decoded
    out.replaceSubrange(target.range, with: new)
    return out
  }

  private func bytes(of slice: JSONSlice) -> [UInt8] { Array(text.decoded[slice.range]) }

  /// A list with one entry taken out, written twice, moved, or added from elsewhere.
  private mutating func changedList(_ list: JSONSlice) -> [UInt8] {
    let isObject = list.kind == .object
    var entries =
      isObject
      ? list.members.map { (key: $0.key, value: bytes(of: $0.value)) }
      : list.elements.map { (key: "", value: bytes(of: $0)) }
    let key = keys.randomElement(using: &generator) ?? "name"
    let place = Int.random(in: 0...entries.count, using: &generator)
    if let chosen = entries.indices.randomElement(using: &generator) {
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: entries.remove(at: chosen)
      case 1: entries.insert((key, entries[chosen].value), at: place)
      case 2: entries.swapAt(chosen, min(place, entries.count - 1))
      default: entries.insert((key, bytes(of: values.randomElement(using: &generator)!)), at: place)
      }
    } else {
      entries.append((key, bytes(of: values.randomElement(using: &generator)!)))
    }
    let texts = entries.map { entry in
      (isObject ? Array(JSONValue.string(entry.key).text(pretty: false).utf8) + [UInt8(ascii: ":")] : []) + entry.value
    }
    return Array((isObject ? "{" : "[").utf8) + texts.joined(separator: [UInt8(ascii: ",")])
      + Array((isObject ? "}" : "]").utf8)
  }
}

/// A small source of random numbers that begins where libFuzzer says.
private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
