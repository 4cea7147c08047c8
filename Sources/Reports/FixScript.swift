import Changes
import Comparison
import Explanations

/// `agwsim fix` as a shell script: the best plan's commands, and as comments what they rest on.
package enum FixScript {
  private static let width = 80

  /// The best plan. Where none is proved, comments alone, and a last line that fails.
  package static func fix(_ answer: FixAnswer) -> String {
    // Words that steer a terminal are written as $'…', which a plain sh need not know.
    var lines = ["#!/usr/bin/env bash"]
    for goal in answer.fix.goals { lines.append(comment("\(goal.state(in: answer.fix.start)) now: \(goal.label)")) }
    guard let plan = answer.plans.first, plan.isProved else {
      let isWell = answer.fix.goals.isEmpty
      lines.append(
        comment(isWell ? "nothing is to be done" : "no plan is proved; agwsim fix --format text says why"))
      return (lines + (isWell ? [] : ["exit 1"])).joined(separator: "\n")
    }
    lines.append(comment("proved: " + answer.proof(of: plan)))
    lines += plan.premises.map { comment("to confirm: \($0.sentence)") }
    for errand in plan.errands {
      lines.append(comment("first: \(errand.sentence)"))
      lines += errand.commands.flatMap { $0.lines(width: width - 2) }.map(comment)
    }
    lines.append("set -e")
    let commands = plan.script.lines.map(\.completed)
    var asked: Set<String> = []
    for blank in commands.flatMap(\.blanks) where asked.insert(blank).inserted {
      lines.append(": \"${\(blank.variableName):?set it to the \(blank)}\"")
    }
    for file in plan.script.files {
      // The end mark stands in no certificate.
      lines.append("cat > \(file.name.shellQuoted) <<'PEM'")
      lines += file.text.split(separator: "\n").map(String.init) + ["PEM"]
    }
    lines += commands.map(\.withVariables).flatMap { $0.lines(width: width) }
    return lines.joined(separator: "\n")
  }

  /// A line that a shell skips, whatever names stand in it.
  private static func comment(_ text: String) -> String { "# " + text.printable }
}
