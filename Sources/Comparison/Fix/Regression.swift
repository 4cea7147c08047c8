import BackendHealth
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// What becomes worse from one forecast to another.
struct Regression {
  /// Whether anything does: a member, a request, a pool that is left empty, a finding of a gateway that was not there.
  let isAny: Bool

  init(from start: Forecast, to end: Forecast, members: [MemberDifference], replaced: [MemberKey: MemberKey]) {
    isAny =
      members.contains { difference in
        guard let before = difference.before else { return false }
        if difference.after == nil { return replaced[MemberKey(before)] == nil }
        return difference.direction == .worse
      }
      || Self.emptied(from: start, to: end)
      || !Self.findings(end).isSubset(of: Self.findings(start))
      || RequestDifference.all(before: start.engine, after: end.engine).contains { $0.direction == .worse }
  }

  private static func emptied(from start: Forecast, to end: Forecast) -> Bool {
    func empty(_ forecast: Forecast) -> Set<String> {
      Set(
        forecast.predictions.flatMap(\.pairs).filter(\.members.isEmpty).map { "\($0.pool.text) \($0.setting.text)" })
    }
    return !empty(end).isSubset(of: empty(start))
  }

  /// A finding of a gateway, whichever rule or number of it is to blame.
  private struct Found: Hashable {
    let gateway: ResourceID
    let outcome: Outcome
    let subject: ResourceID?
  }

  private static func findings(_ forecast: Forecast) -> Set<Found> {
    Set(
      forecast.predictions.flatMap { prediction in
        prediction.findings.map {
          Found(gateway: prediction.gateway, outcome: $0.outcome, subject: $0.subject?.resource)
        }
      })
  }
}
