/// The grammar of JSON (RFC 8259) as one loop over the bytes, with a stack of open brackets instead of recursion.
struct JSONChecker {
  /// Garbage of 50 MB could hold ten million problems; nobody reads more than these.
  static let problemLimit = 10_000

  let source: SourceText
  let bytes: UnsafeBufferPointer<UInt8>
  /// The offset of the next byte.
  var index = 0
  /// The objects and arrays around the next byte, outermost first.
  var frames: [Frame] = []
  /// The keys seen in all open objects, outermost object first.
  var keys: [Key] = []
  /// The paths of the first of `frames`, made when a problem needs one.
  var framePaths: [JSONPath] = []
  var problems: [JSONProblem] = []
  /// Where the last whole value ended: the place of a missing comma.
  private var valueEnd = 0

  /// An open object or array.
  struct Frame {
    let start: Int
    let isObject: Bool
    /// The number of keys that belong to frames further out.
    let firstKey: Int
    /// The index of the element being read.
    var element = 0
    /// Whether the last of its keys is that of the value being read.
    var hasKey = false
  }

  /// What the next token may be.
  private enum State {
    case value, firstElement, key, firstKey, afterValue
  }

  init(source: SourceText, bytes: UnsafeBufferPointer<UInt8>) {
    self.source = source
    self.bytes = bytes
  }

  /// All problems, in the order of the text.
  mutating func check() -> [JSONProblem] {
    do throws(JSONProblem) {
      try scan()
    } catch {
      problems.append(error)
    }
    while !frames.isEmpty { closeFrame() }
    return problems.sorted { ($0.offset ?? 0) < ($1.offset ?? 0) }
  }

  private mutating func scan() throws(JSONProblem) {
    index = bytes.endOfWhitespace(from: 0)
    if index == bytes.count { throw problem(.empty, at: 0) }
    var state = State.value
    while true {
      index = bytes.endOfWhitespace(from: index)
      guard index < bytes.count else {
        guard let frame = frames.last else { return }
        throw problem(.unclosed(bracket: frame.isObject ? "{" : "["), at: frame.start)
      }
      switch state {
      case .firstElement where bytes[index] == Byte.arrayEnd, .firstKey where bytes[index] == Byte.objectEnd:
        state = close()
      case .value, .firstElement:
        state = try scanValue(isFirstElement: state == .firstElement)
      case .key, .firstKey:
        try scanKey(isFirst: state == .firstKey)
        state = .value
      case .afterValue:
        state = try scanSeparator()
      }
    }
  }

  private mutating func scanValue(isFirstElement: Bool) throws(JSONProblem) -> State {
    let start = index
    switch bytes[index] {
    case Byte.quote:
      _ = try scanString()
    case Byte.objectStart:
      try open(isObject: true)
      return .firstKey
    case Byte.arrayStart:
      try open(isObject: false)
      return .firstElement
    case Byte.minus, Byte.plus, Byte.point, Byte.zero...Byte.nine:
      try scanNumber()
    case Byte.apostrophe:
      throw unexpected([.doubleQuote])
    case let byte where Byte.isWord(byte):
      index = bytes.endOfValue(from: index)
      guard isLiteral(start..<index) else {
        index = start
        throw unexpected([.value])
      }
    default:
      throw unexpected(isFirstElement ? [.value, .arrayEnd] : [.value])
    }
    valueEnd = index
    return .afterValue
  }

  private func isLiteral(_ range: Range<Int>) -> Bool {
    switch bytes[range.lowerBound] {
    case Byte.t: bytes[range].elementsEqual("true".utf8)
    case Byte.f: bytes[range].elementsEqual("false".utf8)
    case Byte.n: bytes[range].elementsEqual("null".utf8)
    default: false
    }
  }

  private mutating func scanKey(isFirst: Bool) throws(JSONProblem) {
    guard bytes[index] == Byte.quote else {
      if bytes[index] == Byte.apostrophe { throw unexpected([.doubleQuote]) }
      if Byte.isWord(bytes[index]) { throw problem(.unquotedKey(bytes.excerpt(at: index)), at: index) }
      throw unexpected(isFirst ? [.key, .objectEnd] : [.key])
    }
    let start = index + 1
    let hasEscape = try scanString()
    keys.append(Key(inside: start..<index - 1, hasEscape: hasEscape))
    frames[frames.count - 1].hasKey = true
    index = bytes.endOfWhitespace(from: index)
    guard index < bytes.count else { return }
    guard bytes[index] == Byte.colon else { throw unexpected([.colon]) }
    index += 1
  }

  private mutating func scanSeparator() throws(JSONProblem) -> State {
    guard let frame = frames.last else {
      if bytes.isBlockCommentStart(at: index) { throw problem(.unterminatedComment, at: index) }
      throw problem(.trailingText(found: bytes.excerpt(at: index)), at: index)
    }
    let byte = bytes[index]
    if byte == Byte.comma {
      index += 1
      if frame.isObject {
        frames[frames.count - 1].hasKey = false
        return .key
      }
      frames[frames.count - 1].element += 1
      return .value
    }
    if byte == (frame.isObject ? Byte.objectEnd : Byte.arrayEnd) { return close() }
    let beginsAnother =
      byte == Byte.quote
      || (!frame.isObject
        && (byte == Byte.objectStart || byte == Byte.arrayStart || byte == Byte.minus || Byte.isDigit(byte)
          || isLiteral(index..<bytes.endOfValue(from: index))))
    if beginsAnother { throw problem(.missingComma, at: valueEnd) }
    throw unexpected([.comma, frame.isObject ? .objectEnd : .arrayEnd])
  }

  private mutating func open(isObject: Bool) throws(JSONProblem) {
    guard frames.count < SourceText.depthLimit else {
      throw problem(.tooDeep(limit: SourceText.depthLimit), at: index)
    }
    frames.append(Frame(start: index, isObject: isObject, firstKey: keys.count))
    index += 1
  }

  private mutating func close() -> State {
    closeFrame()
    index += 1
    valueEnd = index
    return .afterValue
  }

  private mutating func closeFrame() {
    guard let frame = frames.last else { return }
    if frame.isObject { reportDuplicateKeys(from: frame.firstKey) }
    keys.removeSubrange(frame.firstKey...)
    frames.removeLast()
    if framePaths.count > frames.count { framePaths.removeLast() }
  }
}
