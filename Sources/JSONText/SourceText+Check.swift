extension SourceText {
  /// Everything wrong with the text, in its order, found in one linear pass that does not recurse: the first syntax error,
  /// where the pass ends, and before it every duplicate key, number out of range and string that is not Unicode text without
  /// U+0000 (one problem a string; of more than `JSONChecker.problemLimit` problems the first ones found).
  package func check() -> [JSONProblem] {
    bytes.withUnsafeBufferPointer { bytes in
      var checker = JSONChecker(source: self, bytes: bytes)
      return checker.check()
    }
  }
}
