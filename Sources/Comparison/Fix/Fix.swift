import BackendHealth
import Changes
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// The smallest changes that reach goals, each proved by simulating the commands as they are printed.
///
/// A search over edits of the resources, breadth first. What stands between a goal and the networks as they are is asked of the
/// prediction; the generators of `FixContext` propose edits that may remove it; each is simulated, and what still stands in the way
/// is asked again. `AzScript` says the edits in commands, which are read back, made one after the other and simulated from the
/// start: what Azure would refuse, what does not reach the goal, and what makes anything else worse is dropped.
package struct Fix: Sendable {
  /// What is asked for, and how.
  package struct Options: Sendable {
    /// Whether something may be taken away.
    package var mayDelete: Bool
    /// How many other plans are looked for beside the best.
    package var alternatives: Int
    /// Whether one of the expectations at some places of the input stands worse in a forecast than at the start.
    package var breaks: @Sendable (_ places: Set<Int>, _ after: Forecast) -> Bool

    /// How to look.
    package init(
      mayDelete: Bool = false, alternatives: Int = 3,
      breaks: @escaping @Sendable (Set<Int>, Forecast) -> Bool = { _, _ in false }
    ) {
      self.mayDelete = mayDelete
      self.alternatives = alternatives
      self.breaks = breaks
    }
  }

  /// The goals that were not reached at the start.
  package let goals: [FixGoal]
  /// The networks as they are.
  package let start: Forecast
  /// The best plan first; where several goals are set, each plan is for all of them. Empty where nothing helps.
  package let plans: [FixPlan]
  /// What stands between the goals and the networks as they are, by goal.
  package let obstacles: [[Obstacle]]
  /// The places of the input's expectations that every plan keeps: all but those that record what the goals are about.
  package let kept: Set<Int>

  /// Looks for plans that reach all of the goals.
  package init(_ goals: [FixGoal], in start: Forecast, _ options: Options = Options()) {
    self.start = start
    let prospect = Prospect(start)
    let obstacles = goals.map { $0.obstacles(in: prospect) }
    let open = zip(goals, obstacles).filter { !$1.isEmpty }
    self.goals = open.map(\.0)
    self.obstacles = open.map(\.1)
    kept = OwnFaults(of: open.flatMap(\.1), in: start).kept
    let search = FixSearch(goals: open.map(\.0), start: start, kept: kept, options: options)
    plans = open.isEmpty ? [] : search.plans()
  }

  /// The networks as they are, as `Fix` starts from them: what Azure reported tells what listens, and is compared with no plan.
  package static func start(_ resources: Resources) -> Forecast {
    var resources = resources
    resources.isChangedSinceObserved = !resources.observedHealth.isEmpty
    return Forecast(resources)
  }
}

/// The search of `Fix`.
private struct FixSearch {
  /// How many edits a plan for one goal may hold. Each removes an obstacle, and hardly a path has more.
  private static let depth = 6
  /// How many beginnings are followed from one number of edits to the next.
  private static let beam = 8
  /// The same for goals behind the first, each of which builds on what reaches those before it.
  private static let laterBeam = 2

  let goals: [FixGoal]
  let start: Forecast
  let kept: Set<Int>
  let options: Fix.Options
  private let startProspect: Prospect
  private var resources: Resources { start.engine.model.resources }

  init(goals: [FixGoal], start: Forecast, kept: Set<Int>, options: Fix.Options) {
    self.goals = goals
    self.start = start
    self.kept = kept
    self.options = options
    startProspect = Prospect(start)
  }

  /// Goal by goal: what the first one's plans reach of the others is not done twice.
  func plans() -> [FixPlan] {
    let root = FixNode(start)
    let first = search(goals[0], from: root, atMost: options.alternatives + 1)
    let beginnings = first.isEmpty ? [root] : first
    // Replaying every command for every later goal takes long, and once at the end is nearly always enough.
    var plans = plans(from: beginnings, replaying: false)
    if plans.isEmpty, goals.count > 1 { plans = self.plans(from: beginnings, replaying: true) }
    return Array(FixPlan.ordered(plans, by: \.self).prefix(options.alternatives + 1))
  }

  /// The plans that go on from beginnings for the first goal.
  private func plans(from beginnings: [FixNode], replaying: Bool) -> [FixPlan] {
    var nodes = beginnings
    for goal in goals.dropFirst() {
      nodes = nodes.map { node in
        goal.obstacles(in: node.prospect, replaced: node.replaced).isEmpty
          ? node : search(goal, from: node, atMost: 1, beam: Self.laterBeam, replaying: replaying).first ?? node
      }
    }
    var seen: Set<String> = []
    return nodes.filter { seen.insert($0.key).inserted }.compactMap { prove($0, goals) }.filter { $0.cost > 0 }
  }

  /// Beginnings that reach a goal, the best first; where there is none, one that comes as near as it can.
  private func search(
    _ goal: FixGoal, from root: FixNode, atMost limit: Int, beam: Int = FixSearch.beam, replaying: Bool = true
  ) -> [FixNode] {
    var level = [root]
    var seen: Set<String> = [root.key]
    var solved: [(node: FixNode, plan: FixPlan)] = []
    var partial: [(node: FixNode, left: Int)] = []
    for depth in 1...Self.depth {
      var next: [(node: FixNode, left: Int)] = []
      for child in level.flatMap({ children(of: $0, toward: goal) }) where seen.insert(child.key).inserted {
        let rest = goal.obstacles(in: child.prospect, replaced: child.replaced)
        if !rest.isEmpty {
          next.append((child, rest.count(where: \.isDefinite)))
        } else if let plan = prove(child, [goal], replaying: replaying), plan.isProved {
          solved.append(trimmed((child, plan), since: root, goal, replaying: replaying))
        }
      }
      partial += next
      // One edit more is one command more, or nearly always.
      if let best = solved.min(by: { $0.plan.rank < $1.plan.rank }), best.plan.cost - root.cost <= depth { break }
      next.sort { $0.node.rank(leaving: $0.left) < $1.node.rank(leaving: $1.left) }
      level = next.prefix(beam).map(\.node)
      if level.isEmpty { break }
    }
    if !solved.isEmpty { return FixPlan.ordered(solved, by: \.plan).prefix(limit).map(\.node) }
    partial.sort { $0.node.rank(leaving: $0.left) < $1.node.rank(leaving: $1.left) }
    return partial.prefix(beam).first { prove($0.node, [goal], replaying: replaying) != nil }.map { [$0.node] } ?? []
  }

  /// A plan without edits that are not needed: one that took an earlier obstacle away may have become idle by a later one, as a
  /// peering beside the route that replies take in the end.
  private func trimmed(
    _ solution: (node: FixNode, plan: FixPlan), since root: FixNode, _ goal: FixGoal, replaying: Bool
  ) -> (node: FixNode, plan: FixPlan) {
    var least = solution
    for place in (root.edits.count..<solution.node.edits.count).reversed()
    where least.node.edits.count > root.edits.count + 1 {
      guard let node = least.node.without(place, from: start),
        let plan = prove(node, [goal], replaying: replaying), plan.isProved, plan.cost < least.plan.cost
      else { continue }
      least = (node, plan)
    }
    return least
  }

  /// The edits of the first obstacle for which there is one that gets on.
  private func children(of node: FixNode, toward goal: FixGoal) -> [FixNode] {
    for obstacle in goal.obstacles(in: node.prospect, replaced: node.replaced) {
      let context = FixContext(
        resources: node.resources, forecast: node.forecast, companions: companions(of: obstacle, at: node),
        mayDelete: options.mayDelete)
      let children = context.drafts(for: obstacle).filter { options.mayDelete || $0.kind < .deleted }.map {
        FixNode(node, $0, from: resources)
      }.filter { (options.mayDelete || !$0.takesAway) && gains($0, on: obstacle, of: goal, in: context) }
      if !children.isEmpty { return children }
    }
    return []
  }

  /// What one edit could remove together with an obstacle: those of the same blame. Requests are asked only for requests' sake.
  private func companions(of obstacle: Obstacle, at node: FixNode) -> [Obstacle] {
    goals.flatMap { goal -> [Obstacle] in
      if case .request = goal, obstacle.request == nil { return [] }
      return goal.obstacles(in: node.prospect, replaced: node.replaced, of: obstacle.outcome)
    }.filter { $0.blame == obstacle.blame }
  }

  /// Whether the obstacle is gone, or stops fewer packets.
  private func gains(_ child: FixNode, on obstacle: Obstacle, of goal: FixGoal, in context: FixContext) -> Bool {
    guard goal.isNamed(in: child.prospect, replaced: child.replaced) else { return false }
    let rest = goal.obstacles(in: child.prospect, replaced: child.replaced)
    guard let same = rest.first(where: { $0.blame == obstacle.blame }) else { return true }
    guard let before = obstacle.step?.packets, let after = same.step?.packets else { return false }
    return after != before && after.isSubset(of: before)
  }

  // MARK: Proof

  /// The plan that a beginning comes to when its commands are read as they are printed and made one after the other; nil when Azure
  /// refuses one of them, or when anything becomes worse.
  /// - Parameter replaying: false to take what the edits lead to, for a beginning whose end is proved later.
  private func prove(_ node: FixNode, _ goals: [FixGoal], replaying: Bool = true) -> FixPlan? {
    var end = replaying ? start : node.forecast
    if replaying, !node.errands.isEmpty { end = start.after(node.errands.applied(to: resources)) }
    if replaying, !node.script.lines.isEmpty {
      guard let change = try? node.script.change(named: "fix") else { return nil }
      let whatIf = WhatIf([change], from: end)
      if whatIf.failure != nil { return nil }
      end = whatIf.end
    }
    let members = MemberDifference.pairs(start.predictions, end.predictions)
    guard !Regression(from: start, to: end, members: members, replaced: node.replaced).isAny,
      !options.breaks(kept, end)
    else { return nil }
    let prospect = Prospect(end)
    let rest = goals.flatMap { $0.obstacles(in: prospect, replaced: node.replaced) }
    guard goals.allSatisfy({ $0.isNamed(in: prospect, replaced: node.replaced) }) else { return nil }
    let definite = rest.filter(\.isDefinite)
    // A plan that leads where nobody can tell is none, unless it leads to a server that nobody describes.
    let known = Set(goals.flatMap { $0.obstacles(in: startProspect) }.compactMap(\.missing))
    guard !definite.isEmpty || rest.compactMap(\.missing).allSatisfy({ known.contains($0) || $0.isBehind }) else {
      return nil
    }
    let standing: FixPlan.Standing =
      rest.isEmpty ? .proved : definite.isEmpty ? .given(rest.compactMap(\.missing).uniqued) : .leaves(definite)
    let admission = start.engine.newlyAdmitted(by: end.engine)
    let mayReroute = node.script.lines.contains {
      $0.path.starts(with: ["network", "route-table"]) || $0.path.starts(with: ["network", "vnet"])
    }
    let routed = mayReroute ? RouteDifference.opened(from: start.engine, to: end.engine) : .empty
    let permits = node.permits.union(admission.certain).union(routed)
    let plan = FixPlan(
      errands: node.errands, script: node.script, premises: node.premises, standing: standing, permits: permits,
      tagged: admission.possible, kind: node.kind, members: members, end: end)
    return plan.helps ? plan : nil
  }
}
