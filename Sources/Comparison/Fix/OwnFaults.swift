import BackendHealth
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// The faults that goals are about. An expectation that records one of them ends with it; every other one has to be kept.
struct OwnFaults {
  /// The names without a proper answer.
  private let names: Set<String>
  /// The packets that do not get where they shall.
  private let flows: [PacketSet]
  /// Whether routes or peerings are in the way.
  private let isRouted: Bool
  /// Who keeps gateways from running at all, so that no packets of theirs are looked at.
  private let blamed: Set<String>
  /// The requests that fail.
  private let requests: Set<ClientRequest>
  private let engine: Engine

  init(of obstacles: [Obstacle], in start: Forecast) {
    engine = start.engine
    names = Set(
      obstacles.filter { $0.outcome.family == .name || $0.outcome == .undeterminedName }.flatMap {
        obstacle -> [String] in
        let steps = (obstacle.member?.resolution?.steps ?? []) + (obstacle.step.map { [$0] } ?? [])
        let asked = steps.compactMap { step -> String? in
          if case .name(let look) = step.detail { look.query } else { nil }
        }
        return (asked + (obstacle.member?.resolution.map { [$0.query] } ?? [])).map { $0.lowercased() }
      })
    flows = obstacles.flatMap { ($0.member?.flows ?? []) + ($0.request?.flows ?? []) }.map(\.packets)
    isRouted = obstacles.contains {
      $0.outcome.family == .route || [.undeterminedAppliance, .undeterminedOnPremises].contains($0.outcome)
    }
    blamed = Set(obstacles.filter { $0.outcome.family == .gateway }.compactMap { $0.subject?.description })
    requests = Set(
      RequestDifference.all(before: engine, after: engine).filter { $0.before?.verdict != .succeeds }.map(\.request))
  }

  /// The places of the expectations in the input that a repair has to keep. Members are compared by their health, whatever is
  /// expected of them, and findings of lint are no outcome of a flow.
  var kept: Set<Int> {
    let expectations = engine.model.resources.expectations
    return Set(
      expectations.indices.filter { place in
        guard expectations[place].after == nil else { return false }
        return switch expectations[place].claim {
        case .flow(let claim): !records(claim)
        case .resolve(let claim): !names.contains(claim.name.lowercased())
        case .nextHop(let claim): !records(claim)
        case .request(let claim): !requests.contains(claim.request)
        case .never, .always: true
        case .member, .lint, .refused: false
        }
      })
  }

  private func records(_ claim: FlowClaim) -> Bool {
    if claim.verdict?.value == .reachable { return false }
    let target = EndpointText(claim.ends.to)
    guard let from = try? Endpoint.read(claim.ends.from, in: engine.model),
      let to = try? Endpoint.read(target.name, in: engine.model)
    else { return false }
    if case .name(let name) = to, names.contains(name.lowercased()) { return true }
    let flow = engine.flow(from: from, to: to, port: target.port, protocol: claim.ends.protocol)
    return flows.contains { !$0.isDisjoint(with: flow.packets) }
      || flow.decisive?.subject.map { blamed.contains($0.description) } ?? false
  }

  /// Routes lead both ways: there and back.
  private func records(_ claim: NextHopClaim) -> Bool {
    guard isRouted, case .site(let site)? = try? Endpoint.read(claim.from, in: engine.model),
      let home = site.subnet.map({ AddressSet(prefixes: $0.record.addressPrefixes) })
    else { return false }
    return flows.contains { packets in
      let ends = (packets.sources, packets.destinations)
      return ends.1.contains(claim.to) && !ends.0.isDisjoint(with: home)
        || ends.0.contains(claim.to) && !ends.1.isDisjoint(with: home)
    }
  }
}
