import BackendHealth
import Comparison
import Explanations
import Outcomes
import PacketSets
import Scenarios

/// What `agwsim whatif` found out.
package struct WhatIfAnswer {
  /// The members, edit by edit and as a whole.
  package let whatIf: WhatIf
  /// The scenario's `never` and `always` that held before the change and fail after it.
  package let brokenPromises: [ExpectationResult]
  /// The scenario's requests before and after.
  package let requests: [RequestDifference]
  /// Whether it is told how many pairs were evaluated.
  package let showsEffort: Bool

  /// An answer.
  package init(
    _ whatIf: WhatIf, brokenPromises: [ExpectationResult] = [], requests: [RequestDifference] = [],
    showsEffort: Bool = false
  ) {
    self.whatIf = whatIf
    self.brokenPromises = brokenPromises
    self.requests = requests
    self.showsEffort = showsEffort
  }

  /// How many members move which way, and what that means.
  var summary: String {
    let members = whatIf.members
    let worse = members.count { $0.direction == .worse }
    let better = members.count { $0.direction == .better }
    let other = members.count { $0.direction == .same && $0.isChanged }
    let same = members.count - worse - better - other
    let refused = whatIf.failure == nil ? "" : "The change is refused; up to there: "
    let emptied = whatIf.emptiedPools.count
    let broken = brokenPromises.count
    let failing = requests.count { $0.direction == .worse }
    return refused + "\(worse) worse, \(better) better, \(other) decided differently, \(same) unchanged"
      + (emptied == 0 ? "" : "; \(emptied) \(emptied == 1 ? "pool" : "pools") left empty")
      + (broken == 0 ? "" : "; \(broken) \(broken == 1 ? "promise" : "promises") broken")
      + (failing == 0 ? "" : "; \(failing) \(failing == 1 ? "request" : "requests") worse") + "."
  }
}

extension WhatIf.Effort {
  /// `2 of 7 pairs of member and setting evaluated`.
  var words: String { "\(evaluated) of \(pairs) \(pairs == 1 ? "pair" : "pairs") of member and setting evaluated" }
}

extension MemberDifference {
  /// The member as it is after the change, else as it was.
  var shown: MemberPrediction? { after ?? before }

  /// That the gateway goes on using the addresses it knows, and until when.
  var rememberedWords: String {
    "until the gateway is changed or restarted it goes on using \(remembered.map(\.description).joined(separator: ", ")), which it "
      + "resolved before"
  }

  /// The move in a word.
  var mark: String {
    switch (before, after, direction) {
    case (nil, _, _): "new"
    case (_, nil, _): "gone"
    case (_, _, .worse): "WORSE"
    case (_, _, .better): "better"
    case (_, _, .same): "other"
    }
  }

  /// Health before and after.
  var movement: String {
    switch (before, after) {
    case (let before?, let after?) where before.health == after.health: "\(after.health.rawValue) as before"
    case (let before?, let after?): "\(before.health.rawValue) -> \(after.health.rawValue)"
    case (nil, let after?): "\(after.health.rawValue)"
    case (let before?, nil): "was \(before.health.rawValue)"
    case (nil, nil): ""
    }
  }

  /// The name of the cause after the change, else of the one before it.
  var cause: String {
    after?.cause?.rawValue ?? before?.cause.map { "was \($0.rawValue)" } ?? ""
  }

  /// What the network alone does before and after, where that changes.
  var pathMovement: String? {
    guard let before, let after, before.path != after.path else { return nil }
    return "\(before.path.rawValue) -> \(after.path.rawValue)"
  }

  /// What decided before and does not now, then what decides now and did not before, a line each.
  var decisions: (former: [String], new: [String]) {
    guard let before, let after else { return ([], []) }
    // Where no packet leaves any more, all that it met before is told by the cause.
    let former = after.flows.isEmpty ? formerSteps.filter { $0.verdict != .allow } : formerSteps
    return (former.map { $0.line(of: before) }, newSteps.map { $0.line(of: after) })
  }
}

extension MemberPrediction {
  /// The cause in words, its name and who is blamed; nil for Healthy.
  var verdictWords: String? {
    cause.map { cause in "\(cause.title) (\(cause.rawValue))" + (decisive?.subject.map { ", by \($0)" } ?? "") }
  }
}

extension Step {
  /// The step in a line: on the way back it says so, and when it concerns some packets only, which.
  fileprivate func line(of member: MemberPrediction) -> String {
    let packets = member.flows.reduce(PacketSet.empty) { $0.union($1.packets) }
    let only = verdict == .allow ? nil : restriction(in: Narration(sender: "the gateway subnet", packets: packets))
    return (leg == .back ? "return: " : "") + line + (only.map { " (\($0))" } ?? "")
  }
}

extension ClosedRange<Int> {
  /// The latest second, and the earliest unless that is at once.
  var secondsWords: String { lowerBound == 0 ? "\(upperBound) s" : secondsText }
}
