import Explanations

/// A sheet of SVG that grows: rectangles, lines and texts by the classes of one style, which fits light and dark pages. It holds
/// no script, no link and no font of its own.
struct SVGSheet {
  private var elements: [XML] = []
  private var ground: [XML] = []

  /// A rectangle with rounded corners.
  mutating func box(x: Double, y: Double, width: Double, height: Double, radius: Double = 6, _ classes: String) {
    elements.append(
      XML(
        "rect",
        [
          ("class", classes), ("x", Self.number(x)), ("y", Self.number(y)), ("width", Self.number(width)),
          ("height", Self.number(height)), ("rx", Self.number(radius)),
        ]))
  }

  /// Lines of text, the first with its foot at `y`.
  mutating func text(_ lines: [String], x: Double, y: Double, leading: Double = 15, _ classes: String) {
    for (number, line) in lines.enumerated() {
      elements.append(
        XML(
          "text",
          [("class", classes), ("x", Self.number(x)), ("y", Self.number(y + Double(number) * leading))], text: line))
    }
  }

  /// A line through points.
  mutating func path(_ points: [(x: Double, y: Double)], _ classes: String) {
    elements.append(Self.path(points, classes))
  }

  /// A line below everything else.
  mutating func underlay(_ points: [(x: Double, y: Double)], _ classes: String) {
    ground.append(Self.path(points, classes))
  }

  private static func path(_ points: [(x: Double, y: Double)], _ classes: String) -> XML {
    let moves = points.enumerated().map { ($0 == 0 ? "M" : "L") + "\(number($1.x)) \(number($1.y))" }
    return XML("path", [("class", classes), ("d", moves.joined(separator: " "))])
  }

  /// A line with an arrowhead at its last point, to which the line before it leads straight.
  mutating func arrow(_ points: [(x: Double, y: Double)], _ mark: Picture.Mark) {
    guard points.count > 1, let tip = points.last else { return }
    let before = points[points.count - 2]
    let length = 7.0
    let dx = tip.x == before.x ? 0 : tip.x > before.x ? length : -length
    let dy = tip.y == before.y ? 0 : tip.y > before.y ? length : -length
    path(points.dropLast() + [(tip.x - dx, tip.y - dy)], "way \(mark.rawValue)")
    let base = (x: tip.x - dx, y: tip.y - dy)
    let across = (x: dy * 0.6, y: dx * 0.6)
    path(
      [tip, (base.x + across.x, base.y + across.y), (base.x - across.x, base.y - across.y), tip],
      "head \(mark.rawValue)")
  }

  /// The whole document.
  func document(title: String, width: Double, height: Double) -> String {
    XML(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("role", "img"), ("width", Self.number(width)),
        ("height", Self.number(height)), ("viewBox", "0 0 \(Self.number(width)) \(Self.number(height))"),
      ],
      [
        XML("title", text: title), XML("style", text: Self.style),
        XML("rect", [("class", "page"), ("width", Self.number(width)), ("height", Self.number(height))]),
      ] + ground + elements
    ).document
  }

  /// At most one digit behind the point.
  private static func number(_ value: Double) -> String { Explanations.number((value * 10).rounded() / 10) }

  /// Contrast of text is at least 4.5 to 1 on its ground, in light and in dark.
  private static let style = """

    text { font-family: system-ui, -apple-system, Segoe UI, Helvetica, Arial, DejaVu Sans, sans-serif; font-size: 12px; fill: #1c2329; white-space: pre }
    .title { font-size: 15px; font-weight: 600 } .name { font-weight: 600 } .strong { font-weight: 600 }
    .small { font-size: 11px } .muted { font-size: 11px; fill: #57606a }
    .page { fill: #ffffff } .part { fill: #f6f8fa; stroke: #d0d7de } .rule { stroke: #d0d7de; fill: none }
    .place { fill: #ffffff; stroke: #afb8c1 } .place.block { fill: #fff5f5; stroke: #cf222e; stroke-width: 2.5 }
    .place.open { fill: #fff8e6; stroke: #9a6700; stroke-width: 1.5; stroke-dasharray: 5 3 } .place.pass { stroke: #6a9c78 }
    text.pass { fill: #116329 } text.block { fill: #b3111d } text.open { fill: #7d4e00 } text.skip { fill: #57606a }
    .way { fill: none; stroke-width: 2 } .way.pass { stroke: #1a7f37 } .way.open { stroke: #9a6700; stroke-dasharray: 5 4 }
    .way.skip, .way.block { stroke: #8c959f; stroke-dasharray: 4 4 }
    .head.pass { fill: #1a7f37 } .head.open { fill: #9a6700 } .head.skip, .head.block { fill: #8c959f }
    .flip { font-size: 9px; fill: #0969da } .cross { fill: #cf222e } .onfill { fill: #ffffff; font-weight: 600 }
    .pill.pass { fill: #116329 } .pill.block { fill: #b3111d } .pill.open { fill: #7d4e00 } .pill.skip { fill: #57606a }
    .state.pass { fill: #1a7f37 } .state.block { fill: #cf222e } .state.open { fill: #9a6700 } .state.skip { fill: #57606a }
    .state.calm { fill: #0969da } .state.absent { fill: #eaeef2 } .span { stroke: #0969da; stroke-width: 2 } .moment { fill: #0969da }
    .zero { stroke: #57606a; fill: none; stroke-dasharray: 2 2 }
    @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .muted { fill: #9ea7b3 }
    .page { fill: #0d1117 } .part { fill: #161b22; stroke: #30363d } .rule { stroke: #30363d }
    .place { fill: #0d1117; stroke: #6e7681 } .place.block { fill: #2d1214; stroke: #f85149 }
    .place.open { fill: #2b2111; stroke: #d29922 } .place.pass { stroke: #3f7a50 }
    text.pass { fill: #56d364 } text.block { fill: #ff9a94 } text.open { fill: #e3b341 } text.skip { fill: #9ea7b3 }
    .way.pass { stroke: #3fb950 } .way.open { stroke: #d29922 } .way.skip, .way.block { stroke: #6e7681 }
    .head.pass { fill: #3fb950 } .head.open { fill: #d29922 } .head.skip, .head.block { fill: #6e7681 }
    .flip { fill: #58a6ff } .cross { fill: #da3633 } .onfill { fill: #ffffff }
    .state.pass { fill: #238636 } .state.block { fill: #da3633 } .state.open { fill: #9e6a03 } .state.skip { fill: #59636e }
    .state.calm { fill: #1f6feb } .state.absent { fill: #21262d } .span { stroke: #58a6ff } .moment { fill: #58a6ff }
    .zero { stroke: #9ea7b3 }
    .pill.pass { fill: #196c2e } .pill.block { fill: #b62324 } .pill.open { fill: #845306 } .pill.skip { fill: #57606a }
    }

    """
}
