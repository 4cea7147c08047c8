import Explanations
import Outcomes

/// docs/outcomes.md: every outcome with its condition, Azure's message, the guide's resolution and the repair.
package enum OutcomesPage {
  /// The page in Markdown.
  package static func markdown() -> String {
    var text = """
      # Outcomes

      What can keep a flow or a probe from succeeding, and what cannot be told, by the names that `cause` has in every report and
      in expectations. The vocabulary is closed, and no name is ever changed. This page is generated from the program;
      `AGWSIM_RECORD=1 swift test --filter OutcomesPageTests` writes it anew.

      Letters are the resolutions of Microsoft's guide to HTTP 502 errors of Application Gateway. Messages are quoted from Azure's
      page on backend health; the `Details` of a live gateway can be worded differently.

      """
    for family in Outcome.Family.allCases {
      text += "\n## \(family.heading)\n"
      for outcome in Outcome.allCases where outcome.family == family { text += section(outcome) }
    }
    text += "\n## The guide's resolutions\n\n| letter | for |\n|---|---|\n"
    for resolution in GuideResolution.allCases { text += "| \(resolution.rawValue) | \(resolution.problem) |\n" }
    return text
  }

  private static func section(_ outcome: Outcome) -> String {
    let message = outcome.azureMessage().map { "“\($0.text)”" } ?? outcome.noMessage
    return """

      ### `\(outcome.rawValue)`

      \(outcome.title.capitalizedFirst).

      - Condition: \(outcome.condition)
      - Azure: \(message)
      - Guide: \(outcome.guideResolution.map { "resolution \($0.rawValue), \($0.problem)" } ?? "no resolution of its own")
      - Repair: \(outcome.remedy)
      - Can be repaired by: \(outcome.repair.words)

      """
  }
}

extension Outcome {
  /// Why Azure shows no message.
  fileprivate var noMessage: String {
    switch family {
    case .undetermined: "what it reports cannot be told"
    case .gateway: "no health is reported"
    case .pool: "the pool is listed without servers"
    case .name, .route, .filter, .port, .tls, .http: "the message is not documented"
    }
  }
}

extension Outcome.Family {
  fileprivate var heading: String {
    switch self {
    case .name: "Names"
    case .route: "Routes"
    case .filter: "Filters"
    case .port: "Ports"
    case .tls: "TLS"
    case .http: "HTTP"
    case .pool: "Pools"
    case .gateway: "The gateway"
    case .undetermined: "Cannot tell"
    }
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
