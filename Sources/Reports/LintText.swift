import Explanations
import Lint
import Outcomes

/// `agwsim lint` as text: what is found of each resource, then the sum.
package enum LintText {
  /// The report.
  package static func report(_ report: LintReport, style: TextStyle = TextStyle()) -> String {
    var page = TextPage(style: style)
    var heading: ResourceID?
    for finding in report.findings + report.open {
      let resource = finding.subject.resource.root
      if heading != resource {
        page.blank()
        page.line(resource.path, color: .bold)
        heading = resource
      }
      page.finding(finding)
    }
    page.blank()
    page.line(report.sentence)
    return page.text
  }
}

extension TextPage {
  /// One finding: how bad, which rule, about what and where; then what it says.
  fileprivate mutating func finding(_ finding: LintFinding) {
    let indent = "  "
    let mark = (finding.isOpen ? "??" : finding.severity.rawValue).padded(to: 8)
    let subject = finding.subject.description
    paragraph(
      "\(finding.rule.rawValue)  \(subject)", after: [(indent, nil), (mark, finding.color)])
    let inner = indent + String(repeating: " ", count: 8)
    paragraph(finding.sentence, after: inner)
    paragraph(finding.advice, after: inner + "-> ")
    if let place = finding.place { unbroken(inner + "at " + place.text) }
    for other in finding.related {
      guard let origin = other.origin else { continue }
      unbroken(inner + "\(other.rule ?? other.resource.name): \(TestPlace(origin).text)")
    }
  }
}

extension LintFinding {
  /// The colour of its mark.
  fileprivate var color: TextPage.Color? {
    if isOpen { return .yellow }
    return switch severity {
    case .error: .red
    case .warning: .yellow
    case .note: .dim
    }
  }
}
