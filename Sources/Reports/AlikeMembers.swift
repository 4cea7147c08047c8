import BackendHealth
import Comparison
import Outcomes

/// Members about which a change makes the same to be told.
struct AlikeMembers {
  /// So many are named one by one.
  private static let limit = 8

  /// The move in a word, and in words.
  let mark: String
  let movement: String
  let direction: MemberDifference.Direction
  /// The gateway and the setting.
  let place: String
  /// The causes after and before, and when the change shows.
  let causes: [String]
  /// What the network does now, what decided before and what decides now.
  let decisions: [String]
  /// The first of them.
  let first: MemberDifference
  /// The members' names.
  private(set) var names: [String]

  private init(_ difference: MemberDifference, _ shown: MemberPrediction) {
    first = difference
    mark = difference.mark
    movement = difference.movement
    direction = difference.direction
    place = "(\(shown.gateway.name), \(shown.setting.name))"
    names = ["\(shown.pool.name)/\(shown.member.address)"]
    let after = difference.after?.verdictWords
    let before = difference.before?.verdictWords.flatMap { $0 == after ? nil : "before: \($0)" }
    let seconds = difference.before == nil ? nil : difference.seconds.map { "shows within \($0.secondsWords)" }
    let remembered = difference.remembered.isEmpty ? nil : difference.rememberedWords
    causes = [after, before, seconds, remembered].compactMap { $0 }
    let path = difference.pathMovement.map { "path: \($0)" }
    let lines = difference.decisions
    decisions = [path].compactMap { $0 } + lines.former.map { "was: \($0)" } + lines.new.map { "now: \($0)" }
  }

  /// Differences in their order, those of which the same is to be told as one.
  static func groups(_ differences: [MemberDifference]) -> [AlikeMembers] {
    var groups: [AlikeMembers] = []
    var places: [[String]: Int] = [:]
    for difference in differences {
      guard let shown = difference.shown else { continue }
      let one = AlikeMembers(difference, shown)
      let told = [one.mark, one.movement, one.place] + one.causes + one.decisions
      if let index = places[told] {
        groups[index].names += one.names
      } else {
        places[told] = groups.count
        groups.append(one)
      }
    }
    return groups
  }

  /// The names of the first ones, and how many more there are.
  var shownNames: String {
    let more = names.count - Self.limit
    return names.prefix(Self.limit).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }
}
