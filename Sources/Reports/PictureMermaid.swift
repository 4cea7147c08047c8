import Explanations

/// A picture as a Mermaid flowchart, which GitHub, GitLab and Azure DevOps draw in Markdown (https://mermaid.js.org/syntax/flowchart.html).
enum PictureMermaid {
  /// The columns of a label.
  private static let width = 44

  static func text(_ picture: Picture) -> String {
    var lines = ["flowchart TB"]
    for (number, part) in picture.parts.enumerated() {
      lines += self.lines(of: part, id: "p\(number)")
      if number > 0 { lines.append("  p\(number - 1) ~~~ p\(number)") }
    }
    for (number, note) in picture.footnotes.enumerated() { lines.append("  f\(number)[\"\(label([note]))\"]:::plain") }
    // Each class names its own text colour, so that it can be read on light and on dark pages.
    lines += [
      "  classDef pass fill:#e6f4ea,stroke:#1e7d34,color:#10391b",
      "  classDef block fill:#fde7e9,stroke:#b3261e,color:#5f120d,stroke-width:3px",
      "  classDef open fill:#fff3d6,stroke:#8a5a00,color:#4a3000",
      "  classDef skip fill:#eceff1,stroke:#5f6b76,color:#263038",
      "  classDef plain fill:#ffffff,stroke:#5f6b76,color:#1c2329",
    ]
    return lines.map { $0 + "\n" }.joined()
  }

  private static func lines(of part: Picture.Part, id: String) -> [String] {
    var lines = ["  subgraph \(id)[\"\(label([part.title.fitted(to: 90)], width: 90))\"]"]
    lines.append("    direction TB")
    lines.append("    \(id)v[\"\(label(part.head, width: 60))\"]:::\(part.mark.rawValue)")
    for (number, row) in part.rows.enumerated() {
      let rowID = "\(id)r\(number)"
      lines.append("    subgraph \(rowID)[\"\(label([row.title.fitted(to: 90)], width: 90))\"]")
      lines.append("      direction LR")
      for (place, box) in row.boxes.enumerated() {
        lines.append("      \(rowID)b\(place)[\"\(label(texts(of: box)))\"]:::\(box.mark.rawValue)")
      }
      for (place, arrow) in row.arrows.enumerated() {
        lines.append("      \(rowID)b\(place) \(self.arrow(arrow, after: row.boxes[place])) \(rowID)b\(place + 1)")
      }
      lines.append("    end")
    }
    // Links between the ways as a whole hold them one below the other, and each from left to right.
    for (number, row) in part.rows.enumerated() {
      let before = number == 0 ? "\(id)v" : "\(id)r\(number - 1)"
      let link = !row.isReturn ? "~~~" : row.isTravelled ? "-->" : "-.->"
      lines.append("    \(before) \(link) \(id)r\(number)")
    }
    return lines + ["  end"]
  }

  private static func texts(of box: Picture.Box) -> [String] {
    ["\(box.kind) \(box.name)"] + box.lines.flatMap { [$0.words] + $0.details.map { "· \($0)" } }
  }

  /// Behind a place where everything stops, and on a way that nothing sets out on, an arrow is dotted.
  private static func arrow(_ mark: Picture.Mark, after box: Picture.Box) -> String {
    switch mark {
    case .pass: "-->"
    case .open: "-.->|\"\(Picture.Mark.open.sign)\"|"
    case .block, .skip: box.stops ? "-. \"\(Picture.Mark.block.sign)\" .->" : "-.->"
    }
  }

  /// Lines of a label, wrapped, each character that Mermaid, Markdown or HTML would take for its own as an entity of Mermaid's.
  private static func label(_ texts: [String], width: Int = width) -> String {
    texts.flatMap { $0.printable.fitted(to: 300).wrapped(to: width) }.map(escaped).joined(separator: "<br/>")
  }

  static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { out, scalar in
      let isPlain =
        !scalar.isASCII || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || " ./:,()-+=·".unicodeScalars.contains(scalar)
      if isPlain { out.unicodeScalars.append(scalar) } else { out += "#\(scalar.value);" }
    }
  }
}
