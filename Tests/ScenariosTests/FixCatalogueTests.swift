import BackendHealth
import Changes
import Comparison
import Foundation
import Loading
import Outcomes
import Resources
import Scenarios
import Testing

/// `agwsim fix` on the whole catalogue.
@Suite struct FixCatalogueTests {
  /// Folders whose repair ends where the input's knowledge does: the plan removes everything known, and names the fact that decides.
  static let resting: [String: @Sendable (MissingFact) -> Bool] = [
    "member-stale-interface": { if case .listener = $0 { true } else { false } },
    "route-none-pods": {
      switch $0 {
      case .appliance, .listener: true
      default: false
      }
    },
    "tls-intermediate-unknown": { if case .certificateData = $0 { true } else { false } },
    "tls-intermediate-unknown-other-root": { if case .certificateData = $0 { true } else { false } },
  ]

  /// The folders whose own cause the vocabulary marks as repairable by configuration.
  static let entries = Catalogue.entries.filter { entry in
    let cause = Outcome.allCases.filter { entry.name == $0.rawValue || entry.name.hasPrefix($0.rawValue + "-") }
      .max { $0.rawValue.count < $1.rawValue.count }
    return cause?.repair == .configuration
  }.map(\.name)

  @Test(arguments: entries) func `every failure that configuration repairs is repaired, and nothing else is worse`(
    _ name: String
  ) throws {
    let entry = Catalogue.Entry(name: name)
    let broken = Loader.load([entry.broken])
    try #require(broken.problems.isEmpty)
    let start = Fix.start(broken.resources)
    // A broken variant expects what its repair ends: that is no one's to keep.
    let repaired = Forecast(Loader.load([entry.repaired]).resources.expecting(as: broken.resources))
    let held = HeldExpectations(in: start)
    let all = Set(start.engine.model.resources.expectations.indices)
    let broke = Set(held.broken(in: repaired, among: all).map(\.title))
    func options(mayDelete: Bool) -> Fix.Options {
      Fix.Options(mayDelete: mayDelete) { held.broken(in: $1, among: $0).contains { !broke.contains($0.title) } }
    }
    let goals = FixGoal.all(in: start)
    #expect(!goals.isEmpty)
    for goal in goals {
      let fixes = [false, true].lazy.map { Fix([goal], in: start, options(mayDelete: $0)) }
      let fix = fixes.first { $0.plans.first?.isProved ?? false } ?? Fix([goal], in: start, options(mayDelete: false))
      let plan = fix.plans.first
      let causes = fix.obstacles.flatMap { $0 }.map { "\($0.outcome.rawValue) by \($0.subject?.description ?? "-")" }
      let story = "\(goal) \(causes) \(plan.map { "\($0.standing) \($0.script.text)" } ?? "no plan")"
      switch (plan?.standing, Self.resting[name]) {
      case (.proved?, nil): try check(plan!, of: goal, on: start)
      case (.given(let facts)?, let isMeant?): #expect(!facts.isEmpty && facts.allSatisfy(isMeant), "\(story)")
      default: Issue.record("\(story)")
      }
    }
  }

  @Test(arguments: ["A", "B", "C", "D", "E", "F", "G", "H", "I"])
  func `each resolution of the guide is found where its fault is planted`(_ letter: String) throws {
    let rows = try GuideParity.recorded().rows.filter {
      $0.table == "Guide: resolutions" && $0.subject.hasPrefix(letter + ":")
    }
    let planted = Set(rows.flatMap(\.scenarios)).filter { $0.hasSuffix("/README.md") }.map {
      String($0.dropLast("/README.md".count))
    }
    let repaired = Set(Self.entries).subtracting(Self.resting.keys)
    // The other scenarios of the resolution are the server's to repair, or lack a fact, as the test above shows.
    #expect(planted.contains { repaired.contains($0) }, "\(planted)")
    for name in planted.sorted() where !repaired.contains(name) {
      let cause = Outcome.allCases.filter { name == $0.rawValue || name.hasPrefix($0.rawValue + "-") }
        .max { $0.rawValue.count < $1.rawValue.count }
      #expect(cause?.repair != .configuration || Self.resting[name] != nil, "\(name)")
    }
  }

  /// Makes the printed commands anew, and evaluates everything from the ground up.
  private func check(_ plan: FixPlan, of goal: FixGoal, on start: Forecast) throws {
    var resources = start.engine.model.resources
    for errand in plan.errands { errand.apply(to: &resources) }
    if !plan.script.lines.isEmpty {
      for edit in try plan.script.change(named: "plan").edits {
        resources = try edit.applied(to: resources)
      }
    }
    let end = Forecast(resources)
    if plan.members.allSatisfy({ $0.after != nil }) { #expect(goal.obstacles(in: Prospect(end)).isEmpty) }
    let before = start.predictions.flatMap(\.pairs).flatMap(\.members)
    let after = end.predictions.flatMap(\.pairs).flatMap(\.members)
    for member in before where member.health == .healthy {
      let same = after.first { MemberKey($0) == MemberKey(member) }
      #expect(same?.health == .healthy, "\(plan.script.text)")
    }
  }
}

extension Resources {
  /// The same resources with what others expect.
  fileprivate func expecting(as other: Resources) -> Resources {
    var out = self
    out.expectations = other.expectations
    return out
  }
}
