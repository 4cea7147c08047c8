import Explanations
import Lint
import Outcomes

/// `agwsim lint --format github`: workflow commands of GitHub Actions, which become annotations at the lines of the input.
package enum LintGitHub {
  /// The report; its last line, the sum, is no command.
  package static func report(_ report: LintReport) -> String {
    let commands = (report.findings + report.open).map { finding in
      WorkflowCommand.annotation(
        finding.isOpen ? "notice" : finding.severity == .note ? "notice" : finding.severity.rawValue,
        at: finding.place ?? TestPlace(file: ""), title: finding.title, lines: finding.lines)
    }
    return (commands + [report.sentence]).map { $0 + "\n" }.joined()
  }
}

/// `agwsim lint --format azure-devops`: logging commands of Azure Pipelines, which become issues of the run. Pipelines know errors
/// and warnings only.
package enum LintAzureDevOps {
  /// The report; its last line, the sum, is no command.
  package static func report(_ report: LintReport) -> String {
    let commands = (report.findings + report.open).map { finding in
      LoggingCommand.issue(
        finding.severity == .error && !finding.isOpen ? "error" : "warning", at: finding.place ?? TestPlace(file: ""),
        text: "\(finding.title): " + finding.lines.joined(separator: "; "))
    }
    return (commands + [report.sentence]).map { $0 + "\n" }.joined()
  }
}

extension LintFinding {
  /// The rule and what the finding is about.
  var title: String { "\(rule.rawValue): \(subject)".printable }
}
