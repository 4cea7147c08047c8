import Explanations

/// Text that grows line by line: wrapped, harmless to print, coloured if wanted.
struct TextPage {
  /// A colour or weight, by its code in an escape sequence.
  enum Color: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
  }

  let style: TextStyle
  private var lines: [String] = []

  init(style: TextStyle) { self.style = style }

  /// All lines, each with its line end.
  var text: String { lines.map { $0 + "\n" }.joined() }

  /// An empty line, unless there is one already.
  mutating func blank() {
    if let last = lines.last, !last.isEmpty { lines.append("") }
  }

  /// One line; what does not fit is shortened in its middle.
  mutating func line(_ text: String, color: Color? = nil) {
    lines.append(painted(text.printable.fitted(to: style.width), color))
  }

  /// A label and one line of text beside it, shortened to fit.
  mutating func field(_ label: String, _ text: String, labelWidth: Int, color: Color? = nil) {
    let label = label.padded(to: labelWidth)
    let text = text.printable.fitted(to: style.width - labelWidth)
    lines.append(painted(label, .bold) + painted(text, color))
  }

  /// One line that is not broken, as a place in a file is not: terminals make a link of it.
  mutating func unbroken(_ text: String) { lines.append(text.printable) }

  /// Wrapped text behind a first piece, later lines indented by the width of that piece.
  mutating func paragraph(_ text: String, after first: String = "", firstColor: Color? = nil) {
    paragraph(text, after: [(first, firstColor)])
  }

  /// Wrapped text behind several pieces, later lines indented by their width.
  mutating func paragraph(_ text: String, after pieces: [(text: String, color: Color?)]) {
    let pieces = pieces.map { (text: $0.text.printable, color: $0.color) }
    let indent = pieces.reduce(0) { $0 + $1.text.count }
    for (index, line) in text.printable.wrapped(to: style.width - indent).enumerated() {
      let start =
        index == 0 ? pieces.map { painted($0.text, $0.color) }.joined() : String(repeating: " ", count: indent)
      lines.append((start + line).trimmingTrailingBlanks)
    }
  }

  /// A command, broken only where a shell lets it go on.
  mutating func command(_ command: CommandLine, indent: Int) {
    let blanks = String(repeating: " ", count: indent)
    lines += command.lines(width: style.width - indent).map { blanks + $0.printable }
  }

  /// Columns of text below a heading row. Where they do not fit, the widest are narrowed and their cells shortened in the middle;
  /// firm columns are narrowed last.
  mutating func table(_ rows: [[String]], indent: Int = 0, firm: Set<Int> = [], colors: [[Color?]] = []) {
    let rows = rows.map { $0.map(\.printable) }
    let widths = columnWidths(rows, available: style.width - indent, firm: firm)
    for (index, row) in rows.enumerated() {
      var line = String(repeating: " ", count: indent)
      for (column, cell) in row.enumerated() {
        let text = cell.fitted(to: widths[column])
        let color: Color? =
          index == 0 ? .bold : index < colors.count && column < colors[index].count ? colors[index][column] : nil
        line += painted(text, color)
        if column < row.count - 1 { line += String(repeating: " ", count: widths[column] - text.count + 2) }
      }
      lines.append(line.trimmingTrailingBlanks)
    }
  }

  private func columnWidths(_ rows: [[String]], available: Int, firm: Set<Int>) -> [Int] {
    let columns = rows.map(\.count).max() ?? 0
    var widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    var excess = widths.reduce(2 * (columns - 1), +) - available
    for columns in [(0..<columns).filter { !firm.contains($0) }, Array(0..<columns)] {
      while excess > 0, let column = columns.max(by: { widths[$0] < widths[$1] }), widths[column] > 6 {
        // Down to the next widest at once: names can have hundreds of characters.
        let next = columns.map { widths[$0] }.filter { $0 < widths[column] }.max() ?? 6
        let cut = max(1, min(excess, widths[column] - max(next, 6)))
        widths[column] -= cut
        excess -= cut
      }
    }
    return widths
  }

  private func painted(_ text: String, _ color: Color?) -> String {
    guard style.color, let color, !text.isEmpty else { return text }
    return "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m"
  }
}

extension String {
  /// The text with blanks behind it up to a width.
  func padded(to width: Int) -> String { count >= width ? self : self + String(repeating: " ", count: width - count) }

  /// The text without blanks at its end.
  fileprivate var trimmingTrailingBlanks: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }

  /// Lines of at most `width` characters, broken at blanks; a word longer than that is cut.
  func wrapped(to width: Int) -> [String] {
    let width = max(width, 20)
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      var word = String(word)
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      while word.count > width {
        lines.append(String(word.prefix(width)))
        word = String(word.dropFirst(width))
      }
      line += line.isEmpty ? word : " " + word
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }
}
