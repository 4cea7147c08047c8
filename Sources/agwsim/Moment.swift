import ArgumentParser
import Glibc

/// A moment in UTC as a scenario's `clock` writes it: `2026-11-01T00:00:00Z`.
struct Moment: ExpressibleByArgument {
  /// The text as written.
  let text: String

  /// Reads a moment; nil for anything else.
  init?(argument: String) {
    let shape = "dddd-dd-ddTdd:dd:ddZ"
    guard argument.utf8.count == shape.utf8.count,
      zip(argument, shape).allSatisfy({ $1 == "d" ? $0.isASCII && $0.isNumber : $0 == $1 })
    else { return nil }
    text = argument
  }

  private init(text: String) { self.text = text }

  /// The moment of the call, to the second.
  static var now: Moment {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func digits(_ value: Int32, _ count: Int = 2) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    return Moment(
      text: "\(digits(parts.tm_year + 1900, 4))-\(digits(parts.tm_mon + 1))-\(digits(parts.tm_mday))T"
        + "\(digits(parts.tm_hour)):\(digits(parts.tm_min)):\(digits(parts.tm_sec))Z")
  }
}
