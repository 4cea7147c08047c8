import Glibc
import Reports

/// Where the program prints: results on standard output, everything else on standard error.
enum Output {
  /// Prints a result. A reader that has gone away, as in `agwsim health | head`, has all it wants: that is no failure.
  /// - Throws: `Failure` when the result cannot be written.
  static func print(_ text: String) throws {
    guard let number = write(text, to: STDOUT_FILENO), number != EPIPE else { return }
    throw Failure(
      "the result cannot be written: \(String(cString: strerror(number)))", hint: "look at where standard output leads",
      status: .fault)
  }

  /// Prints a note or an error; one that cannot be printed is lost.
  static func note(_ text: String) { _ = write(text, to: STDERR_FILENO) }

  /// Shows a text in place of the one shown before, on a terminal's last line.
  static func progress(_ text: String) { _ = write(bytes: Array("\r\u{1B}[K\(text)".utf8), to: STDERR_FILENO) }

  /// How text is laid out: colour only on a terminal that knows colours, and never with NO_COLOR (https://no-color.org).
  static var style: TextStyle {
    func variable(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }
    return TextStyle(color: isatty(STDOUT_FILENO) == 1 && variable("NO_COLOR").isEmpty && variable("TERM") != "dumb")
  }

  /// Writes a text, and a newline where it does not end in one.
  /// - Returns: the system's error number; nil when everything is written.
  private static func write(_ text: String, to file: Int32) -> Int32? {
    var bytes = Array(text.utf8)
    if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    return write(bytes: bytes, to: file)
  }

  private static func write(bytes: [UInt8], to file: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }
}
