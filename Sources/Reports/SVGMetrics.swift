/// How wide a text is at most, whichever sans-serif font a reader's machine takes for it: by the widths of DejaVu Sans, the widest
/// of the common ones. Nothing can be measured offline, so a text has to fit in the worst case.
enum SVGMetrics {
  /// The width of a text in pixels.
  static func width(_ text: String, size: Double, bold: Bool = false) -> Double {
    text.unicodeScalars.reduce(0) { $0 + advance($1) } * size * (bold ? 1.12 : 1)
  }

  /// Lines that are at most so many pixels wide, broken at blanks; a word that is wider is cut.
  static func lines(of text: String, width limit: Double, size: Double, bold: Bool = false) -> [String] {
    var lines: [String] = []
    var line = ""
    func isFit(_ text: String) -> Bool { width(text, size: size, bold: bold) <= limit }
    for word in text.split(separator: " ") {
      var word = String(word)
      if !line.isEmpty, !isFit(line + " " + word) {
        lines.append(line)
        line = ""
      }
      while !isFit(word), word.count > 1 {
        let cut = fitting(word, limit, size: size, bold: bold)
        lines.append(String(word.prefix(cut)))
        word = String(word.dropFirst(cut))
      }
      line += line.isEmpty ? word : " " + word
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// How many characters of a word fit: up to a separator of names, where there is one in its second half.
  private static func fitting(_ word: String, _ limit: Double, size: Double, bold: Bool) -> Int {
    var width = 0.0
    var count = 0
    var separator = 0
    for character in word {
      width += Self.width(String(character), size: size, bold: bold)
      if width > limit { break }
      count += 1
      if "/-.:_".contains(character) { separator = count }
    }
    return max(1, separator * 2 > count ? separator : count)
  }

  /// The width of a character in parts of the font's size.
  private static func advance(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "I", "J", "'", "|": 0.34
    case " ", ".", ",", ":", ";", "/", "\\", "(", ")", "[", "]", "-", "f", "r", "t", "!": 0.42
    case "m", "M", "w", "W", "@", "%": 1.0
    case "+", "=", "<", ">", "#", "~", "^": 0.84
    case "A"..."Z", "&": 0.78
    case _ where scalar.isASCII: 0.64
    // Full-width letters and pictures.
    case "\u{1100}"...: scalar.value >= 0x1F000 ? 1.4 : 1.05
    default: 0.9
    }
  }
}
