import Foundation

/// The page that links the rows of the 502 guides and recorded incidents to scenarios.
struct GuideParity {
  /// What a row may be about that no scenario shows.
  static let reasons = [
    "az tool", "logging set-up", "waiting", "support", "not in a configuration", "Azure's past",
  ]

  /// One row of one table.
  struct Row: CustomStringConvertible {
    let table: String
    let subject: String
    /// Paths of linked scenarios, from the catalogue's folder.
    let scenarios: [String]
    let remark: String

    var description: String { "\(table): \(subject)" }

    /// The kind of reason that the remark begins with; nil where it is a remark only.
    var reason: String? {
      let kind = remark.prefix { $0 != ":" }
      return GuideParity.reasons.first { $0 == kind }
    }
  }

  let rows: [Row]

  /// The page in the repository.
  static func recorded() throws -> GuideParity {
    let page = Catalogue.root.appending(path: "../docs/guide-parity.md").standardized
    return GuideParity(try String(contentsOf: page, encoding: .utf8))
  }

  /// Reads a page: a heading names each table, whose rows follow a line of dashes.
  init(_ page: String) {
    var rows: [Row] = []
    var table = ""
    var isInside = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## ") { table = String(line.dropFirst(3)) }
      if !line.hasPrefix("|") {
        isInside = false
      } else if line.hasPrefix("|---") {
        isInside = true
      } else if isInside {
        let cells = line.split(separator: "|", omittingEmptySubsequences: false)
          .map { $0.trimmingCharacters(in: .whitespaces) }
        guard cells.count == 5 else { continue }
        let links = cells[2].matches(of: /\]\(\.\.\/scenarios\/([^)]+)\)/).map { String($0.1) }
        rows.append(Row(table: table, subject: cells[1], scenarios: links, remark: cells[3]))
      }
    }
    self.rows = rows
  }
}
