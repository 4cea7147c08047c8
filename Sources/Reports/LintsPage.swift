import Lint
import Outcomes

/// docs/lints.md: every rule of lint, made of the descriptions in the rules themselves.
package enum LintsPage {
  /// The page in Markdown.
  package static func markdown() -> String {
    var text = """
      # Lints

      What `agwsim lint` looks for, by the names that reports, `--only` and `--disable`, and expectations use. The vocabulary is
      closed, and no name is ever changed. An error does not do what it says or is refused by Azure; a warning holds today, and
      something usual breaks it; a note can be tidied up. This page is generated from the rules in `Sources/Lint`;
      `AGWSIM_RECORD=1 swift test --filter LintsPageTests` writes it anew.

      | rule | severity | says |
      |---|---|---|

      """
    for rule in LintRules.descriptions {
      text += "| [\(rule.id.rawValue)](#\(rule.id.rawValue)) | \(rule.severity.rawValue) | \(rule.summary) |\n"
    }
    for rule in LintRules.descriptions { text += section(rule) }
    return text
  }

  private static func section(_ rule: LintDescription) -> String {
    """

    ## \(rule.id.rawValue)

    \(rule.summary.prefix(1).uppercased() + rule.summary.dropFirst()) (\(rule.severity.rawValue)).

    - Flags: \(rule.flags)
    - Why: \(rule.reason)
    - Do: \(rule.remedy)
    - Source: \(rule.source)

    """
  }
}
