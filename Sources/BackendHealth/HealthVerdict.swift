import Outcomes
import PacketSets
import Reachability
import Resources

/// A flow to one address of a member, and what its server does.
struct End {
  let flow: FlowResult
  /// The steps of each server that may get the packets: several behind a load balancer.
  let servers: [[Step]]

  var server: [Step] { servers.flatMap { $0 } }

  /// Whether no probe succeeds.
  var fails: Bool { denied == flow.packets }

  /// Probes that fail at whichever server gets them.
  var denied: PacketSet {
    let each = servers.map { steps in
      steps.filter { $0.verdict == .deny }.reduce(PacketSet.empty) { $0.union($1.packets) }
    }
    guard let first = each.first else { return flow.denied }
    return flow.denied.union(each.dropFirst().reduce(first) { $0.intersection($1) })
  }

  var isOpen: Bool { flow.path == .undetermined || server.contains { $0.verdict == .undetermined } }
}

/// The health that follows from everything that was found out about a member (azure-semantics.md §0, §4.8).
struct HealthVerdict {
  let health: Health
  let path: PathVerdict
  let decisive: Step?

  /// A verdict that was come to otherwise.
  init(health: Health, path: PathVerdict, decisive: Step?) {
    self.health = health
    self.path = path
    self.decisive = decisive
  }

  /// - Parameter cut: the finding that some instances cannot ask for the member's name
  init(gateway: [Step], name: Step?, cut: Step? = nil, ends: [End], generation: ApplicationGateway.Generation) {
    let steps = ends.flatMap { $0.flow.steps + $0.server }
    let firstDenial = steps.first { $0.verdict == .deny }
    let firstOpen = steps.first { $0.verdict == .undetermined }
    let reached = Self.path(of: ends, name: name)
    path = cut != nil && reached == .allow ? .partial : reached
    if let blocked = gateway.first(where: { $0.verdict == .deny }) {
      health = .unknown
      decisive = blocked
    } else if let open = gateway.first(where: { $0.verdict == .undetermined }) {
      health = .undetermined
      decisive = open
    } else if let name {
      // A name without an answer is Unknown; recorded answers of v1 gateways say Unhealthy (backend health of 2017).
      health = name.verdict == .undetermined ? .undetermined : generation == .v1 ? .unhealthy : .unknown
      decisive = name
    } else if !ends.isEmpty, ends.allSatisfy(\.fails) {
      health = .unhealthy
      decisive = firstDenial
    } else if let cut {
      health = .partial
      decisive = cut
    } else if let firstDenial {
      health = .partial
      decisive = firstDenial
    } else if ends.isEmpty || ends.contains(where: \.isOpen) {
      health = .undetermined
      decisive = firstOpen
    } else {
      health = .healthy
      decisive = nil
    }
  }

  private static func path(of ends: [End], name: Step?) -> PathVerdict {
    if let name { return name.verdict == .deny ? .deny : .undetermined }
    let paths = Set(ends.map(\.flow.path))
    if paths.isEmpty { return .undetermined }
    if paths.count == 1 { return paths.first! }
    if paths.contains(.deny) || paths.contains(.partial) { return .partial }
    return .undetermined
  }
}

extension FlowVerdict {
  /// The verdict on a flow, with what its server does.
  init(path: PathVerdict, server: [Step]) {
    switch path {
    case .deny: self = .blocked
    case .partial: self = .partial
    case .undetermined: self = server.contains { $0.verdict == .deny } ? .blocked : .undetermined
    case .allow:
      if server.contains(where: { $0.verdict == .deny }) {
        self = .blocked
      } else {
        self = server.contains { $0.verdict == .undetermined } ? .undetermined : .reachable
      }
    }
  }
}
