import Changes

extension String {
  /// The text with every character that steers a terminal or hides itself written as `\u{…}`.
  package var printable: String {
    guard unicodeScalars.contains(where: \.steersTerminals) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      if scalar.steersTerminals {
        text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// The text in at most `width` characters, its middle replaced by `…` where it is longer.
  package func fitted(to width: Int) -> String {
    guard count > width else { return self }
    guard width > 1 else { return String(prefix(width)) }
    let tail = (width - 1) / 2
    return prefix(width - 1 - tail) + "…" + suffix(tail)
  }

  /// The text in double quotes, harmless to print, its middle shortened when it is long.
  package var quoted: String { "\"\(printable.fitted(to: 80))\"" }
}
