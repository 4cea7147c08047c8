/// How text is laid out.
package struct TextStyle: Sendable {
  /// The most columns a line takes; commands and single long words may take more.
  package let width: Int
  /// Whether escape sequences colour the text; colour only repeats what the words say.
  package let color: Bool

  /// A style.
  package init(width: Int = 80, color: Bool = false) {
    self.width = max(width, 40)
    self.color = color
  }
}
