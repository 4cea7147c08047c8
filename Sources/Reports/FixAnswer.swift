import BackendHealth
import Comparison
import Explanations
import Outcomes
import Resources
import Scenarios

/// What `agwsim fix` found out.
package struct FixAnswer {
  /// The plans.
  package let fix: Fix
  /// What was asked for, goals that were reached already included.
  package let asked: [FixGoal]
  /// A plan that takes something away; nil where there is none, or one is proved without.
  package let deletingPlan: FixPlan?
  /// A plan that breaks promises of the input, and which; nil where there is none, or one is proved without.
  package let breakingPlan: (plan: FixPlan, promises: [ExpectationResult])?

  /// An answer.
  package init(
    _ fix: Fix, asked: [FixGoal], deletingPlan: FixPlan? = nil,
    breakingPlan: (plan: FixPlan, promises: [ExpectationResult])? = nil
  ) {
    self.fix = fix
    self.asked = asked
    self.deletingPlan = deletingPlan
    self.breakingPlan = breakingPlan
  }

  /// How it went, in one word for the exit status.
  package enum Standing: Sendable {
    case nothingToDo, proved, cannotTell, noConfiguration
  }

  /// How it went.
  package var standing: Standing {
    if fix.goals.isEmpty { return .nothingToDo }
    switch fix.plans.first?.standing {
    case .proved?: return .proved
    case .given?: return .cannotTell
    case .leaves?: return .noConfiguration
    case nil: return fix.obstacles.flatMap { $0 }.contains(where: \.isDefinite) ? .noConfiguration : .cannotTell
    }
  }

  /// What the best plan leaves, or everything where there is none: each blame once.
  var remaining: [Obstacle] {
    switch fix.plans.first?.standing {
    case .proved?: return []
    case .leaves(let obstacles)?: return obstacles.uniqued
    case .given?: return []
    case nil: return fix.obstacles.flatMap { $0 }.uniqued
    }
  }

  /// Facts that the input lacks.
  var missing: [MissingFact] {
    if case .given(let facts)? = fix.plans.first?.standing { return facts }
    return fix.plans.first?.isProved ?? false ? [] : fix.obstacles.flatMap { $0 }.compactMap(\.missing).uniqued
  }
}

extension Obstacle {
  /// What is to be done by hand: words, and commands with blanks where the input lacks a value.
  func advice(in resources: Resources) -> Repair? {
    guard let step else { return nil }
    let context: RepairContext =
      if let request { RepairContext(request, resources: resources) } else if let member {
        RepairContext(member, resources: resources)
      } else { RepairContext(resources: resources) }
    return step.repair(in: context)
  }

  /// The cause in words, and who is blamed.
  var words: String {
    outcome.title + " (\(outcome.rawValue))" + (subject.map { ", by \($0)" } ?? "")
  }
}

extension [Obstacle] {
  /// One of each outcome and subject, in its first place.
  var uniqued: [Obstacle] {
    var seen: Set<String> = []
    return filter {
      seen.insert("\($0.outcome.rawValue) \($0.subject?.description ?? "") \($0.missing?.sentence ?? "")").inserted
    }
  }
}

extension FixGoal {
  /// What is to be reached, in a few words.
  var label: String {
    switch self {
    case .member(let key):
      "\(key.pool.name)/\(key.address) (\(key.setting.parent?.name ?? ""), \(key.setting.name))".printable
    case .filled(let pool, let setting): "\(pool.name) (\(pool.parent?.name ?? ""), \(setting.name))".printable
    case .request(let request, _): "\(request.method) \(request.url)".printable
    case .finding(let finding, let gateway): "\(gateway.name): \(finding.sentence)"
    }
  }

  /// How it stands before anything is changed, in a word.
  func state(in forecast: Forecast) -> String {
    switch self {
    case .member(let key): return Prospect(forecast).member(key)?.health.rawValue ?? "-"
    case .filled: return "empty"
    case .request: return "fails"
    case .finding(let finding, _): return finding.outcome.rawValue
    }
  }

  /// How it stands once it is reached.
  var aim: String {
    switch self {
    case .member: "Healthy"
    case .filled: "filled, Healthy"
    case .request: "succeeds"
    case .finding: "settled"
    }
  }
}
