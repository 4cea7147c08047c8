/// How keys are compared: by their bytes. Not by `String`'s equality, which takes `é` in one scalar or in two for the same.
enum KeySpelling {
  static func isSame(_ spelling: some Sequence<UInt8>, _ key: String) -> Bool { spelling.elementsEqual(key.utf8) }

  /// Whether two keys differ in the case of ASCII letters at most, which Azure does not tell apart.
  static func isSimilar(_ spelling: some Sequence<UInt8>, _ key: String) -> Bool {
    spelling.elementsEqual(key.utf8) { Byte.lowercased($0) == Byte.lowercased($1) }
  }

  /// The same for a spelling that ends at its first zero byte; the key is only read.
  static func isSimilar(terminated spelling: UnsafePointer<UInt8>, _ key: inout String) -> Bool {
    key.withUTF8 { key in
      for index in key.indices {
        let byte = spelling[index]
        if byte == 0 || Byte.lowercased(byte) != Byte.lowercased(key[index]) { return false }
      }
      return spelling[key.count] == 0
    }
  }
}
