import BackendHealth
import Comparison
import Explanations
import Outcomes

/// `agwsim whatif` as a picture: the ways of each member that the change moves, before and after, with what flips.
package struct WhatIfPicture {
  private let picture: Picture

  /// The whole change: from before the first edit to after the last.
  package init(_ answer: WhatIfAnswer) {
    let whatIf = answer.whatIf
    var notes = [answer.summary]
    if whatIf.members.contains(where: \.isChanged) {
      notes.append("\(Picture.Line.flipSign) stands before what the change takes away or brings.")
    }
    if let failure = whatIf.failure {
      let (message, hint) = failure.problem.words
      notes.append("Refused: \(([message] + (hint.map { [$0] } ?? [])).joined(separator: "; "))")
    }
    notes += whatIf.emptiedPools.map {
      "No member is left in \($0.pool.name): every request to it gets a 502."
    }
    notes += answer.brokenPromises.map { "\($0.title): \($0.sentence)" }
    picture = Picture(
      title: "agwsim whatif", parts: AlikeMembers.groups(whatIf.members.filter(\.isChanged)).map(Picture.Part.init),
      footnotes: notes.map(\.printable))
  }

  /// The picture in a format.
  package func text(_ format: PictureFormat) -> String { format.text(picture) }
}

extension Picture.Part {
  /// Members of which the same is to be told: the first one's ways, what the change takes away, and what it brings.
  fileprivate init(_ group: AlikeMembers) {
    title = "\(group.shownNames) \(group.place)".printable
    verdict = "\(group.mark): \(group.movement)"
    let difference = group.first
    mark = difference.direction == .worse ? .block : difference.shown.map { Picture.Mark($0.health) } ?? .skip
    notes = group.causes.enumerated().map { ($0 == 0 ? "Why" : "", $1.printable) }
    let former = Set(difference.formerSteps)
    let new = Set(difference.newSteps)
    let old = difference.before.map { ways(of: $0, flipping: former) } ?? []
    let now = difference.after.map { ways(of: $0, flipping: new) } ?? []
    // Replies on which the change has no bearing say nothing.
    let flipsReturn = (old + now).contains { $0.isReturn && $0.boxes.contains { $0.lines.contains(where: \.flips) } }
    rows = [("Before", old), ("After", now)].flatMap { when, rows in
      rows.filter { flipsReturn || !$0.isReturn }.map { row in
        var row = row
        row.title = "\(when) · \(row.title)"
        return row
      }
    }
  }

  private func ways(of member: MemberPrediction, flipping steps: Set<Step>) -> [Picture.Row] {
    Picture.Part(Story(member, in: nil), flips: steps.contains).rows
  }
}
