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
  /// Folders of whose failure the input lacks the fact that a repair needs, and which it is.
  static let exceptions: [String: String] = [
    "host-rejected-ingress": "which service of the cluster is to answer the path is not in the input",
    "member-stale-interface": "which machine is to get the interface, and what it answers, is not in the input",
    "peering-global-private-endpoint": "the address of an endpoint in the gateway's region is Azure's to choose",
    "route-none-pods": "nothing says what the node passes on to its pods, and what a pod answers",
    "tls-intermediate-unknown": "the root certificate that signed is not in the input",
    "tls-intermediate-unknown-other-root": "the root certificate that signed is not in the input",
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
    // A broken variant promises what its repair ends: those promises are no one's to keep.
    let repaired = Forecast(Loader.load([entry.repaired]).resources.expecting(as: broken.resources))
    let broke = Set(BrokenPromises.between(start, repaired).map(\.title))
    let options = Fix.Options { before, after in
      BrokenPromises.between(before, after).contains { !broke.contains($0.title) }
    }
    let goals = FixGoal.all(in: start)
    #expect(!goals.isEmpty || Self.exceptions[name] != nil)
    if goals.isEmpty { return }
    var unrepaired: [String] = []
    for goal in goals {
      let fix = Fix([goal], in: start, options)
      guard let plan = fix.plans.first, plan.isProved else {
        let causes = fix.obstacles.flatMap { $0 }.map { "\($0.outcome.rawValue) by \($0.subject?.description ?? "-")" }
        unrepaired.append("\(goal) \(causes) \(fix.plans.first.map { "\($0.standing) \($0.script.text)" } ?? "")")
        continue
      }
      try check(plan, of: goal, on: start)
    }
    if Self.exceptions[name] == nil {
      #expect(unrepaired.isEmpty)
    } else {
      #expect(!unrepaired.isEmpty, "no exception any more")
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
    let repaired = Set(Self.entries).subtracting(Self.exceptions.keys)
    // The other scenarios of the resolution are the server's to repair, or lack a fact, as the test above shows.
    #expect(planted.contains { repaired.contains($0) }, "\(planted)")
    for name in planted.sorted() where !repaired.contains(name) {
      let cause = Outcome.allCases.filter { name == $0.rawValue || name.hasPrefix($0.rawValue + "-") }
        .max { $0.rawValue.count < $1.rawValue.count }
      #expect(cause?.repair != .configuration || Self.exceptions[name] != nil, "\(name)")
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
