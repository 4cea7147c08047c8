extension String {
  /// The text as one word of bash, and of every shell that knows `$'…'`, where characters that steer a terminal are written as octal
  /// escapes. `ShellScript` reads it back.
  package var shellQuoted: String {
    let plain = "._/:=@%+,-".unicodeScalars
    let isPlain = unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || plain.contains($0)
    }
    if isPlain, !isEmpty { return self }
    guard unicodeScalars.contains(where: \.steersTerminals) else {
      return "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
    var text = "$'"
    for scalar in unicodeScalars {
      if scalar == "'" || scalar == "\\" {
        text += "\\\(scalar)"
      } else if scalar.steersTerminals {
        for byte in String(scalar).utf8 {
          let octal = String(byte, radix: 8)
          text += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
        }
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text + "'"
  }
}

extension Unicode.Scalar {
  /// Whether printing it as it is could change how the rest of a line looks: C0, DEL, C1, line and paragraph separators, format
  /// characters such as those that turn the writing direction, and noncharacters, which XML and YAML refuse.
  package var steersTerminals: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: properties.isNoncharacterCodePoint
    }
  }
}
