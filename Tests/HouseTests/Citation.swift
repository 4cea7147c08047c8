/// Places where a source text cites a section of one of the pages about Azure.
struct Citation: Hashable {
  /// The pages that comments cite.
  enum Page: String, CaseIterable {
    case semantics = "azure-semantics"
    case jsonShapes = "azure-json-shapes"
  }

  /// The page.
  let page: Page
  /// The section, `1.7`, or a row of the table of corrections, `R6`.
  let section: String

  /// Every citation of a source text: `azure-semantics.md §1.7`, `azure-semantics §1.1–1.4`, `azure-semantics.md §2, corrected by §11
  /// R2–R4 and R7`. A citation ends with its bracket, its sentence, or the next page's name.
  static func all(in source: String) -> [Citation] {
    // A citation may go on in the next line of its comment.
    let text = source.replacing(/\n *\/\/+ ?/, with: " ")
    return text.matches(of: /azure-(semantics|json-shapes)(?:\.md)?(?= §)/).flatMap { match in
      let rest = text[match.range.upperBound...]
      let end = rest.firstRange(of: /\)|\n|: |\. |\.$|azure-/)?.lowerBound ?? rest.endIndex
      return sections(in: rest[..<end]).map { Citation(page: Page(rawValue: "azure-\(match.1)")!, section: $0) }
    }
  }

  /// The sections that a text names: `§1.7`, `§1.1–1.4` and `R2–R4`, ranges number by number.
  static func sections(in text: Substring) -> [String] {
    let numbered = text.matches(of: /§(?:(\d+)\.)?(\d+)(?:–(?:\d+\.)?(\d+))?/).flatMap { match in
      range(match.2, match.3).map { number in match.1.map { "\($0).\(number)" } ?? "\(number)" }
    }
    let corrections = text.matches(of: /\bR(\d+)(?:–R?(\d+))?/).flatMap { match in
      range(match.1, match.2).map { "R\($0)" }
    }
    return numbered + corrections
  }

  private static func range(_ first: Substring, _ last: Substring?) -> ClosedRange<Int> {
    let low = Int(first) ?? 0
    return low...max(low, last.flatMap { Int($0) } ?? low)
  }
}
