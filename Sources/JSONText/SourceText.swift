/// One input text, decoded to UTF-8, with comments and trailing commas blanked in place (byte offsets kept).
package final class SourceText: Sendable {
  /// The name of the text, as the user named the file.
  package let name: String
  /// The text as UTF-8 without a byte-order mark; what offsets and positions count.
  package let decoded: [UInt8]
  /// The same text with spaces for comments and trailing commas; shares its storage with `decoded` when it has neither.
  package let bytes: [UInt8]

  /// How many objects and arrays may stand inside each other.
  package static let depthLimit = 512
  /// The most characters of the input that a problem quotes.
  package static let excerptLimit = 40

  /// Takes a file's bytes in UTF-8 or UTF-16; never fails, `check()` tells what is wrong.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    decoded = Self.utf8(from: bytes)
    self.bytes = Self.blanked(decoded)
  }
}
