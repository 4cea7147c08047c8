extension JSONChecker {
  /// A longer number is taken for one out of range, so that no digits are converted without end.
  private static let numberLengthLimit = 1000

  /// Steps over the number at the next byte and reports it when Swift's `Int` (without fraction and exponent) or `Double`
  /// cannot hold it.
  mutating func scanNumber() throws(JSONProblem) {
    let start = index
    let end = bytes.endOfValue(from: start)
    if bytes[index] == Byte.minus { index += 1 }
    var isValid: Bool
    if index < end, bytes[index] == Byte.zero {
      index += 1
      isValid = true
    } else {
      isValid = skipDigits(to: end)
    }
    var isInteger = true
    if index < end, bytes[index] == Byte.point {
      index += 1
      isInteger = false
      isValid = skipDigits(to: end) && isValid
    }
    if index < end, bytes[index] | 0x20 == 0x65 {
      index += 1
      isInteger = false
      if index < end, bytes[index] == Byte.plus || bytes[index] == Byte.minus { index += 1 }
      isValid = skipDigits(to: end) && isValid
    }
    guard isValid, index == end else { throw problem(.invalidNumber(bytes.excerpt(at: start)), at: start) }
    if !isInRange(start..<end, isInteger: isInteger) {
      report(.numberOutOfRange(bytes.excerpt(at: start)), at: start)
    }
  }

  /// Steps over digits; false when there is none.
  private mutating func skipDigits(to end: Int) -> Bool {
    let start = index
    while index < end, Byte.isDigit(bytes[index]) { index += 1 }
    return index > start
  }

  private func isInRange(_ range: Range<Int>, isInteger: Bool) -> Bool {
    // Fewer characters than these overflow neither type, whatever they are, unless there is an exponent.
    if isInteger, range.count <= 18 { return true }
    guard range.count <= Self.numberLengthLimit else { return false }
    let text = String(decoding: bytes[range], as: UTF8.self)
    return isInteger ? Int(text) != nil : Double(text)?.isFinite ?? false
  }
}
