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
  /// The plans that are shown, the best first. One that only begins what another goes through with is left out.
  package let plans: [FixPlan]
  /// What was asked for, goals that were reached already included.
  package let asked: [FixGoal]
  /// The expectations of the input that hold and that every plan keeps.
  package let kept: [Expectation]
  /// A plan that takes something away; nil where there is none, or one is proved without.
  package let deletingPlan: FixPlan?
  /// A plan that breaks expectations of the input, and which; nil where there is none, or one is proved without.
  package let breakingPlan: (plan: FixPlan, broken: [ExpectationResult])?

  /// An answer.
  package init(
    _ fix: Fix, asked: [FixGoal], kept: [Expectation], deletingPlan: FixPlan? = nil,
    breakingPlan: (plan: FixPlan, broken: [ExpectationResult])? = nil
  ) {
    self.fix = fix
    plans = fix.plans.filter { plan in
      guard case .leaves = plan.standing else { return true }
      return ![breakingPlan?.plan, deletingPlan].contains { $0?.goesBeyond(plan) ?? false }
    }
    self.asked = asked
    self.kept = kept
    self.deletingPlan = deletingPlan
    self.breakingPlan = breakingPlan
  }

  /// How a plan was proved: what was simulated, what is better, and exactly what was compared and is no worse.
  func proof(of plan: FixPlan) -> String {
    let better = plan.members.count { $0.direction == .better }
    func count(_ noun: String, _ isMeant: (Expectation.Claim) -> Bool) -> String? {
      let number = kept.count { isMeant($0.claim) }
      return number == 0 ? nil : counted(number, noun)
    }
    let others = plan.members.count - better
    let compared = [
      others == 0 ? nil : counted(others, better == 0 ? "member" : "other member"),
      count("expected request") { if case .request = $0 { true } else { false } },
      count("expected flow") { if case .flow = $0 { true } else { false } },
      count("expected next hop") { if case .nextHop = $0 { true } else { false } },
      count("expected name") { if case .resolve = $0 { true } else { false } },
      count("promise", \.isPromise),
    ].compactMap { $0 }
    let gained = better == 0 ? [] : ["\(counted(better, "member")) better"]
    let same = compared.isEmpty ? [] : ["no worse: \(compared.joined(separator: ", "))"]
    let findings = plan.members.isEmpty ? [] : ["nothing new found at the gateways"]
    return (["simulated as printed, one after the other"] + gained + same + findings).joined(separator: "; ")
      + "; other flows were not compared"
  }

  /// How it went, in one word for the exit status.
  package enum Standing: Sendable {
    case nothingToDo, proved, cannotTell, noConfiguration
  }

  /// How it went.
  package var standing: Standing {
    if fix.goals.isEmpty { return .nothingToDo }
    switch plans.first?.standing {
    case .proved?: return .proved
    case .given?: return .cannotTell
    case .leaves?: return .noConfiguration
    case nil: return fix.obstacles.flatMap { $0 }.contains(where: \.isDefinite) ? .noConfiguration : .cannotTell
    }
  }

  /// What the best plan leaves, or everything where there is none: each blame once.
  var remaining: [Obstacle] {
    switch plans.first?.standing {
    case .proved?: return []
    case .leaves(let obstacles)?: return obstacles.uniqued
    case .given?: return []
    case nil: return fix.obstacles.flatMap { $0 }.uniqued
    }
  }

  /// Facts that the input lacks.
  var missing: [MissingFact] {
    if case .given(let facts)? = plans.first?.standing { return facts }
    return plans.first?.isProved ?? false ? [] : fix.obstacles.flatMap { $0 }.compactMap(\.missing).uniqued
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
    case .finding(let finding, let gateway): "\(gateway.name): \(finding.sentence)".printable
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
