/// How keys are compared: by their bytes. Not by `String`'s equality, which takes `é` in one scalar or in two for the same.
enum KeySpelling {
  static func isSame(_ spelling: some Sequence<UInt8>, _ key: String) -> Bool { spelling.elementsEqual(key.utf8) }

  /// Whether two keys differ in the case of ASCII letters at most, which Azure does not tell apart.
  static func isSimilar(_ spelling: some Sequence<UInt8>, _ key: String) -> Bool {
    spelling.elementsEqual(key.utf8) { Byte.lowercased($0) == Byte.lowercased($1) }
  }
}
