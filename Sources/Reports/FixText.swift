import BackendHealth
import Comparison
import Explanations
import Outcomes
import PacketSets
import Resources

/// `agwsim fix` as text: what is wrong, the best plan with its commands, then other plans.
package enum FixText {
  /// The plans.
  package static func fix(_ answer: FixAnswer, style: TextStyle = TextStyle()) -> String {
    var page = TextPage(style: style)
    guard !answer.fix.goals.isEmpty else {
      for goal in answer.asked {
        page.paragraph("\(goal.label): \(goal.aim) already; nothing is to be done", after: "")
      }
      if answer.asked.isEmpty { page.line("Everything is well already; nothing is to be done.") }
      return page.text
    }
    page.goals(answer)
    if let best = answer.plans.first {
      page.plan(best, of: answer)
      page.others(answer)
    }
    page.remaining(answer)
    return page.text
  }
}

extension TextPage {
  private static let labelWidth = 9

  fileprivate mutating func goals(_ answer: FixAnswer) {
    for (goal, obstacles) in zip(answer.fix.goals, answer.fix.obstacles) {
      paragraph(
        "\(goal.state(in: answer.fix.start)): \(goal.label)", after: "Now      ", firstColor: .bold)
      if let first = obstacles.first {
        let more = obstacles.count > 1 ? "; \(counted(obstacles.count - 1, "more finding"))" : ""
        paragraph((first.missing?.sentence ?? first.words) + more, after: "Cause    ")
      }
    }
  }

  fileprivate mutating func plan(_ plan: FixPlan, of answer: FixAnswer) {
    blank()
    paragraph(plan.verdict(of: answer.fix.goals), after: "Plan     ", firstColor: plan.color)
    if !plan.errands.isEmpty {
      blank()
      line("Other steps, first", color: .bold)
      for errand in plan.errands {
        paragraph(errand.sentence, after: "  - ")
        for one in errand.commands { command(one, indent: 4) }
      }
    }
    for file in plan.script.files {
      blank()
      paragraph("\(file.name), which a command below reads", after: "File     ", firstColor: .bold)
      for text in file.text.split(separator: "\n") { line("  " + text) }
    }
    if !plan.script.lines.isEmpty {
      blank()
      line("Commands, in order", color: .bold)
      for one in plan.script.lines { command(one.completed, indent: 2) }
    }
    blank()
    let openings = plan.openings
    for line in openings.prefix(4) { paragraph(line, after: "Opens    ") }
    if openings.count > 4 { paragraph("and \(openings.count - 4) more", after: "         ") }
    for premise in plan.premises { paragraph(premise.sentence, after: "Confirm  ", firstColor: .yellow) }
    paragraph(answer.proof(of: plan), after: "Proof    ")
  }

  fileprivate mutating func others(_ answer: FixAnswer) {
    let rest = answer.plans.dropFirst()
    guard !rest.isEmpty else { return }
    blank()
    line("Other plans", color: .bold)
    for plan in rest {
      paragraph(plan.summary, after: "  - ")
      for errand in plan.errands { paragraph(errand.sentence, after: "    ") }
      for one in plan.script.lines { command(one.completed, indent: 4) }
    }
  }

  fileprivate mutating func remaining(_ answer: FixAnswer) {
    let resources = answer.fix.start.engine.model.resources
    let definite = answer.remaining.filter(\.isDefinite)
    if !definite.isEmpty {
      blank()
      line(answer.plans.isEmpty ? "No plan is proved" : "What the plan leaves", color: .bold)
      for obstacle in definite {
        paragraph(obstacle.words, after: "  - ")
        guard let advice = obstacle.advice(in: resources) else { continue }
        let who = obstacle.outcome.repair == .server ? "the server: " : "not proved: "
        paragraph(who + advice.summary, after: "    ")
        for one in advice.commands { command(one, indent: 4) }
      }
    }
    if let (plan, broken) = answer.breakingPlan {
      blank()
      line("A plan that the input forbids", color: .bold)
      for expectation in broken { paragraph("\(expectation.title): \(expectation.sentence)", after: "  - ") }
      for errand in plan.errands { paragraph(errand.sentence, after: "    ") }
      for one in plan.script.lines { command(one.completed, indent: 4) }
    }
    if let plan = answer.deletingPlan {
      blank()
      line("A plan that takes something away, with --allow-delete", color: .bold)
      for errand in plan.errands { paragraph(errand.sentence, after: "  - ") }
      for one in plan.script.lines { command(one.completed, indent: 2) }
    }
    let missing = answer.missing
    guard !missing.isEmpty else { return }
    blank()
    line("Missing facts", color: .bold)
    for fact in missing {
      paragraph(fact.sentence, after: "  - ")
      switch fact.supply() {
      case .command(let one): command(one, indent: 4)
      case .scenario, .advice: paragraph("add: \(fact.supply().text)", after: "    ")
      }
    }
  }
}

extension FixPlan {
  /// `2 commands`, `1 command and 1 thing to do by hand`.
  var size: String {
    let commands = script.lines.isEmpty ? nil : counted(script.lines.count, "command")
    let steps = errands.isEmpty ? nil : counted(errands.count, commands == nil ? "step" : "other step")
    return [commands, steps].compactMap { $0 }.joined(separator: " and ")
  }

  /// How far it goes, in one sentence.
  fileprivate func verdict(of goals: [FixGoal]) -> String {
    let aim = goals.count == 1 ? goals[0].aim : "all \(goals.count) goals reached"
    return switch standing {
    case .proved: "\(size), proved: \(aim)"
    case .given(let facts):
      "\(size); nothing known is in the way then, and \(counted(facts.count, "missing fact")) below \(facts.count == 1 ? "decides" : "decide")"
    case .leaves(let obstacles):
      "\(size), which \(obstacles.count == 1 ? "leaves one thing" : "leave \(obstacles.count) things") in the way"
    }
  }

  fileprivate var color: TextPage.Color {
    switch standing {
    case .proved: .green
    case .given: .yellow
    case .leaves: .red
    }
  }

  /// A plan in a line.
  var summary: String {
    let shown =
      openings.prefix(3).joined(separator: "; ") + (openings.count > 3 ? "; and \(openings.count - 3) more" : "")
    return size + (shown.isEmpty ? "" : "; opens \(shown)")
      + (premises.isEmpty ? "" : "; to confirm: \(premises.map(\.sentence).joined(separator: ", "))")
  }
}
