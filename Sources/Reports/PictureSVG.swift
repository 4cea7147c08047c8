import Explanations

/// A picture as SVG: one card for each part, in it the ways there from left to right and back from right to left.
enum PictureSVG {
  static func text(_ picture: Picture) -> String {
    let cards = picture.parts.map(PictureCard.init)
    let margin = 16.0
    let width = cards.map(\.width).max() ?? 400
    var sheet = SVGSheet()
    var y = margin
    for card in cards {
      card.draw(on: &sheet, x: margin, y: y, width: width)
      y += card.height + margin
    }
    for note in picture.footnotes {
      let lines = SVGMetrics.lines(of: note, width: width, size: 12)
      sheet.text(lines, x: margin, y: y + 12, "muted")
      y += Double(lines.count) * 15 + 8
    }
    return sheet.document(title: picture.title, width: width + 2 * margin, height: y)
  }
}

/// A part of a picture, laid out.
private struct PictureCard {
  private static let padding = 16.0
  private static let gap = 44.0
  private static let leading = 15.0
  /// Names as long as a story may be are cut here.
  private static let longest = 400

  private let part: Picture.Part
  private let titleLines: [String]
  private let notes: [(label: String, lines: [String])]
  private let rows: [PictureRow]
  let width: Double

  init(_ part: Picture.Part) {
    self.part = part
    rows = part.rows.indices.map { PictureRow(part.rows[$0], before: $0 > 0 ? part.rows[$0 - 1] : nil) }
    let columns = rows.map { ($0.columns.max() ?? 0) + 1 }.max() ?? 1
    let ways = Double(columns) * PicturePlace.width + Double(columns - 1) * Self.gap
    width = max(ways, 640) + 2 * Self.padding
    let inner = width - 2 * Self.padding
    titleLines = SVGMetrics.lines(of: part.title.fitted(to: Self.longest), width: inner, size: 15, bold: true)
    let reading = min(inner, 900) - 76
    notes = part.notes.map {
      ($0.label, SVGMetrics.lines(of: $0.text.fitted(to: Self.longest), width: reading, size: 12))
    }
  }

  private var headHeight: Double {
    Self.padding + Double(titleLines.count) * 19 + 30
      + notes.reduce(0) { $0 + Double($1.lines.count) * Self.leading + 3 } + 8
  }

  var height: Double { headHeight + rows.reduce(0) { $0 + $1.height } + Self.padding }

  func draw(on sheet: inout SVGSheet, x: Double, y: Double, width: Double) {
    sheet.box(x: x, y: y, width: width, height: height, radius: 10, "part")
    let left = x + Self.padding
    var foot = y + Self.padding + 14
    sheet.text(titleLines, x: left, y: foot, leading: 19, "title")
    foot += Double(titleLines.count - 1) * 19 + 10
    let verdict = "\(part.mark.sign) \(part.verdict)"
    sheet.box(
      x: left, y: foot, width: SVGMetrics.width(verdict, size: 12, bold: true) + 16, height: 20, radius: 10,
      "pill \(part.mark.rawValue)")
    sheet.text([verdict], x: left + 8, y: foot + 14, "onfill")
    foot += 38
    for note in notes {
      sheet.text([note.label], x: left, y: foot, "strong")
      sheet.text(note.lines, x: left + 76, y: foot, leading: Self.leading, "")
      foot += Double(note.lines.count) * Self.leading + 3
    }
    var top = y + headHeight
    var last: (x: Double, y: Double, stopped: Bool)?
    for row in rows {
      last = row.draw(on: &sheet, x: left, y: top, gap: Self.gap, after: last)
      top += row.height
    }
  }
}

/// A row of places, each in its column: on the way back in that of the same place on the way there, as far as that is possible.
private struct PictureRow {
  let row: Picture.Row
  let columns: [Int]
  private let places: [PicturePlace]

  init(_ row: Picture.Row, before: Picture.Row?) {
    self.row = row
    places = row.boxes.map(PicturePlace.init)
    let count = row.boxes.count
    guard row.isReturn, let there = before?.boxes else {
      columns = Array(0..<count)
      return
    }
    var found: [Int] = []
    for box in row.boxes {
      let column = there.lastIndex { $0.kind == box.kind && $0.name == box.name }
      guard let column, column < found.last ?? Int.max else { break }
      found.append(column)
    }
    columns = found.count == count ? found : Array((0..<count).reversed())
  }

  private static let titleHeight = 26.0

  var height: Double { Self.titleHeight + (places.map(\.height).max() ?? 0) + 18 }

  /// Draws it, and the bend from the end of the row before it.
  /// - Returns: the foot of its last place.
  func draw(
    on sheet: inout SVGSheet, x: Double, y: Double, gap: Double, after last: (x: Double, y: Double, stopped: Bool)?
  ) -> (x: Double, y: Double, stopped: Bool) {
    sheet.text([row.title.fitted(to: 120)], x: x, y: y + 14, "muted")
    let top = y + Self.titleHeight
    let level = top + 22
    func left(_ place: Int) -> Double { x + Double(columns[place]) * (PicturePlace.width + gap) }
    if row.isReturn, let last, let first = columns.first {
      let edge = left(0) + PicturePlace.width
      let mark: Picture.Mark = row.isTravelled ? .pass : .skip
      if edge + 12 < last.x, first >= 0 {
        sheet.arrow([(last.x, last.y), (last.x, level), (edge, level)], mark)
      } else if last.y < top {
        sheet.arrow([(last.x, last.y), (last.x, top)], mark)
      }
    }
    for (place, arrow) in row.arrows.enumerated() {
      let goesRight = columns[place + 1] > columns[place]
      let from = goesRight ? left(place) + PicturePlace.width : left(place)
      let to = goesRight ? left(place + 1) : left(place + 1) + PicturePlace.width
      sheet.arrow([(from, level), (to, level)], arrow)
      if row.boxes[place].stops {
        let middle = from + (goesRight ? 1 : -1) * gap / 2
        sheet.box(x: middle - 9, y: level - 9, width: 18, height: 18, radius: 9, "cross")
        sheet.text([Picture.Mark.block.sign], x: middle - 4.5, y: level + 4.5, "onfill")
      }
    }
    for (place, drawn) in places.enumerated() { drawn.draw(on: &sheet, x: left(place), y: top) }
    let end = places.count - 1
    let stopped = row.boxes.contains(where: \.stops)
    return (left(end) + PicturePlace.width / 2, top + places[end].height, stopped)
  }
}

/// A place with what happens there, wrapped.
private struct PicturePlace {
  static let width = 236.0
  private static let padding = 12.0
  private static let leading = 14.0

  private let box: Picture.Box
  private let nameLines: [String]
  private let lines: [(line: Picture.Line, texts: [String], details: [String])]

  init(_ box: Picture.Box) {
    self.box = box
    let inner = Self.width - 2 * Self.padding
    nameLines =
      box.name.isEmpty ? [] : SVGMetrics.lines(of: box.name.fitted(to: 120), width: inner, size: 12, bold: true)
    lines = box.lines.map { line in
      let text = line.text + (line.decides ? " (decides)" : "")
      return (
        line,
        SVGMetrics.lines(of: text.fitted(to: 240), width: inner - 16, size: 11, bold: line.decides),
        line.details.flatMap { SVGMetrics.lines(of: $0.fitted(to: 240), width: inner - 16, size: 11) }
      )
    }
  }

  var height: Double {
    let texts = lines.reduce(0.0) { $0 + Double($1.texts.count + $1.details.count) * Self.leading + 5 }
    return Self.padding + 12 + Double(nameLines.count) * 16 + 6 + texts + Self.padding - 2
  }

  func draw(on sheet: inout SVGSheet, x: Double, y: Double) {
    sheet.box(x: x, y: y, width: Self.width, height: height, "place \(box.mark.rawValue)")
    let left = x + Self.padding
    var foot = y + Self.padding + 9
    sheet.text([box.kind], x: left, y: foot, "muted")
    foot += 16
    sheet.text(nameLines, x: left, y: foot, leading: 16, "name")
    foot += Double(nameLines.count) * 16 + 4
    for (line, texts, details) in lines {
      if line.flips {
        sheet.text([Picture.Line.flipSign], x: x + 2, y: foot, "flip")
      }
      sheet.text([line.mark.sign], x: left, y: foot, "strong \(line.mark.rawValue)")
      sheet.text(
        texts, x: left + 16, y: foot, leading: Self.leading,
        line.decides ? "small strong \(line.mark.rawValue)" : "small")
      foot += Double(texts.count) * Self.leading
      sheet.text(details, x: left + 16, y: foot, leading: Self.leading, "muted")
      foot += Double(details.count) * Self.leading + 5
    }
  }
}
