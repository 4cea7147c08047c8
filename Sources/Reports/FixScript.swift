import Comparison
import Explanations

/// `agwsim fix` as a shell script: the best plan's commands, and as comments what they rest on.
package enum FixScript {
  private static let width = 80

  /// The best plan. Where none is proved, comments alone, and a last line that fails.
  package static func fix(_ answer: FixAnswer) -> String {
    var lines = ["#!/bin/sh"]
    for goal in answer.fix.goals { lines.append("# \(goal.state(in: answer.fix.start)) now: \(goal.label)") }
    guard let plan = answer.fix.plans.first, plan.isProved else {
      let isWell = answer.fix.goals.isEmpty
      lines.append(isWell ? "# nothing is to be done" : "# no plan is proved; agwsim fix --format text says why")
      return (lines + (isWell ? [] : ["exit 1"])).joined(separator: "\n")
    }
    lines.append("# proved: simulated as it stands here, and nothing else is worse")
    lines += plan.premises.map { "# to confirm: \($0.sentence)" }
    for errand in plan.errands {
      lines.append("# first: \(errand.sentence)")
      lines += errand.commands.flatMap { $0.lines(width: width - 2) }.map { "# " + $0 }
    }
    lines.append("set -e")
    let commands = plan.script.lines.map(\.completed)
    var asked: Set<String> = []
    for blank in commands.flatMap(\.blanks) where asked.insert(blank).inserted {
      lines.append(": \"${\(blank.variableName):?set it to the \(blank)}\"")
    }
    for file in plan.script.files {
      // The end mark stands in no certificate.
      lines.append("cat > \(CommandLine.word(file.name)) <<'PEM'")
      lines += file.text.split(separator: "\n").map(String.init) + ["PEM"]
    }
    lines += commands.map(\.withVariables).flatMap { $0.lines(width: width) }
    return lines.joined(separator: "\n")
  }
}
