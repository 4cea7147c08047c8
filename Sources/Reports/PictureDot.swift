import Explanations

/// A picture in the language of Graphviz (https://graphviz.org/doc/info/lang.html): `dot -Tpdf` draws it.
enum PictureDot {
  /// The columns of a label.
  private static let width = 44

  static func text(_ picture: Picture) -> String {
    var lines = [
      "digraph agwsim {", "  rankdir=LR; bgcolor=white; compound=true; nodesep=0.25; ranksep=0.6;",
      "  fontname=\"Helvetica\"; fontcolor=\"#1c2329\"; labeljust=l;",
      "  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontsize=11, margin=\"0.15,0.1\"];",
      "  edge [fontname=\"Helvetica\", fontsize=14];",
    ]
    for (number, part) in picture.parts.enumerated() { lines += self.lines(of: part, id: "p\(number)") }
    for (number, note) in picture.footnotes.enumerated() {
      lines.append("  f\(number) [shape=plaintext, style=\"\", label=\(label([note], width: 100))];")
    }
    return (lines + ["}"]).map { $0 + "\n" }.joined()
  }

  private static func lines(of part: Picture.Part, id: String) -> [String] {
    var lines = [
      "  subgraph cluster_\(id) {",
      "    label=\(label([part.title] + part.head, width: 100)); color=\"#5f6b76\"; fontsize=13; penwidth=\(part.mark == .block ? 2 : 1);",
    ]
    for (number, row) in part.rows.enumerated() {
      let rowID = "\(id)r\(number)"
      lines.append("    subgraph cluster_\(rowID) {")
      lines.append("      label=\(label([row.title], width: 100)); color=\"#c3cad1\"; fontsize=11;")
      for (place, box) in row.boxes.enumerated() {
        lines.append("      \(rowID)b\(place) [label=\(label(texts(of: box))), \(style(box.mark))];")
      }
      for (place, arrow) in row.arrows.enumerated() {
        lines.append("      \(rowID)b\(place) -> \(rowID)b\(place + 1) [\(style(arrow, after: row.boxes[place]))];")
      }
      lines.append("    }")
    }
    return lines + ["  }"]
  }

  private static func texts(of box: Picture.Box) -> [String] {
    ["\(box.kind) \(box.name)"] + box.lines.flatMap { [$0.words] + $0.details.map { "  \($0)" } }
  }

  private static func style(_ mark: Picture.Mark) -> String {
    switch mark {
    case .pass: "fillcolor=\"#e6f4ea\", color=\"#1e7d34\", fontcolor=\"#10391b\""
    case .block: "fillcolor=\"#fde7e9\", color=\"#b3261e\", fontcolor=\"#5f120d\", penwidth=2.5"
    case .open: "fillcolor=\"#fff3d6\", color=\"#8a5a00\", fontcolor=\"#4a3000\""
    case .skip: "fillcolor=\"#eceff1\", color=\"#5f6b76\", fontcolor=\"#263038\""
    }
  }

  private static func style(_ mark: Picture.Mark, after box: Picture.Box) -> String {
    switch mark {
    case .pass: "color=\"#1e7d34\""
    case .open: "color=\"#8a5a00\", style=dashed, label=\" ? \""
    case .block, .skip:
      box.stops
        ? "color=\"#b3261e\", style=dashed, label=\" ✗ \", fontcolor=\"#b3261e\"" : "color=\"#5f6b76\", style=dashed"
    }
  }

  /// A quoted string of left-aligned lines. Graphviz reads escapes behind a backslash, and entities of HTML.
  private static func label(_ texts: [String], width: Int = width) -> String {
    let lines = texts.flatMap { $0.printable.fitted(to: 300).wrapped(to: width) }
    return "\"" + lines.map { escaped($0) + "\\l" }.joined() + "\""
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
