/// A place in a text as editors count it.
package struct TextPosition: Hashable, Sendable {
  /// The line, from 1; `\n`, `\r\n` and a lone `\r` each end one.
  package let line: Int
  /// The column, from 1, in Unicode scalars.
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
