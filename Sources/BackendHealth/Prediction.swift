import Outcomes
import PacketSets
import Reachability
import Resources

/// The probe that a setting's members get, every default filled in (azure-semantics.md §4.1–4.4).
package struct ProbePlan: Hashable, Sendable {
  /// The custom probe; nil for the default one.
  package let probe: ResourceID?
  /// What it speaks.
  package let `protocol`: GatewayProtocol
  /// The port asked.
  package let port: UInt16
  /// The Host header; nil for TCP and TLS.
  package let host: String?
  /// The path asked for.
  package let path: String
  /// Seconds between two probes.
  package let intervalSeconds: Int
  /// Seconds until a probe has failed.
  package let timeoutSeconds: Int
  /// Failures in a row until Unhealthy.
  package let unhealthyThreshold: Int
  /// Status codes that count as healthy.
  package let statusCodes: [ClosedRange<Int>]
  /// Text that the body must contain; empty means any.
  package let body: String
  /// What it sends and wants in a TLS handshake; nil when it is not encrypted.
  package let tls: TLSDemand?
}

/// A member as Azure lists it.
package struct MemberName: Hashable, Sendable {
  /// `address` of show-backend-health: the pool's text, or the network interface's address.
  package let address: String
  /// The address configuration of a member given by network interface.
  package let ipConfiguration: ResourceID?
  /// The machine that holds it, when one is known.
  package let virtualMachine: ResourceID?
}

/// Whether a member takes requests, by the probes of the instances themselves.
package struct Rotation: Hashable, Sendable {
  /// Where it stands.
  package enum State: Hashable, Sendable {
    case live
    /// Some instances, or some of its addresses, have it and others do not.
    case partly
    case out
    case undetermined
  }

  /// Where it stands.
  package let state: State
  /// What keeps it out.
  package let decisive: Step?

  init(_ probed: Health, because decisive: Step?) {
    switch probed {
    case .healthy: state = .live
    case .partial: state = .partly
    // Instances have no address to send to.
    case .unhealthy, .unknown: state = .out
    case .undetermined: state = .undetermined
    }
    self.decisive = decisive
  }
}

/// The predicted health of one member under one setting.
package struct MemberPrediction: Sendable {
  /// The gateway.
  package let gateway: ResourceID
  /// Its generation, which decides Azure's words.
  package let generation: ApplicationGateway.Generation
  /// The gateway's subnet, when it is known.
  package let gatewaySubnet: ResourceID?
  /// The pool.
  package let pool: ResourceID
  /// The setting.
  package let setting: ResourceID
  /// The member.
  package let member: MemberName
  /// How it is probed.
  package let probe: ProbePlan
  /// The look-up of its name; nil for an address.
  package let resolution: NameResolution?
  /// The flows to its addresses, one each.
  package let flows: [FlowResult]
  /// Everything in order: the gateway, the name, the way there and back, the server.
  package let steps: [Step]
  /// The health Azure will report.
  package let health: Health
  /// Whether it takes requests.
  package internal(set) var rotation = Rotation(.undetermined, because: nil)
  /// What the network alone does, whatever listens.
  package let path: PathVerdict
  /// The step that decides a health other than Healthy.
  package let decisive: Step?
  /// What the answer rests on.
  package let assumptions: [Assumption]
  /// What is to be known besides: of the gateway first, then of the member.
  package var findings: [Finding] = []
  /// What Azure reported of it; nil without a report of these resources.
  package var observed: ObservedHealth?

  /// Why, in the closed vocabulary; nil for Healthy.
  package var cause: Outcome? { decisive?.outcome }

  /// Every step that denies or cannot tell, the decisive one first.
  package var blockers: [Step] {
    let all = steps.filter { $0.verdict == .deny || $0.verdict == .undetermined }
    guard let decisive else { return all }
    return [decisive] + all.filter { $0 != decisive }
  }
}

/// A (pool, setting) pair that a rule uses, and its members.
package struct PairPrediction: Sendable {
  /// The pool.
  package let pool: ResourceID
  /// The setting.
  package let setting: ResourceID
  /// Where the pool is written.
  package let poolOrigin: Origin?
  /// Its members; empty for an empty pool.
  package let members: [MemberPrediction]

  /// A pair and its members.
  package init(pool: ResourceID, setting: ResourceID, poolOrigin: Origin? = nil, members: [MemberPrediction]) {
    self.pool = pool
    self.setting = setting
    self.poolOrigin = poolOrigin
    self.members = members
  }

  /// The finding that the pool has no member, so that every request to it gets a 502.
  package var emptyPool: Step? {
    guard members.isEmpty else { return nil }
    return Step(
      .forward, .deny, .emptyPool, packets: .all, outcome: .poolEmpty, subject: Subject(pool, origin: poolOrigin))
  }
}

/// The predicted health of a gateway.
package struct GatewayPrediction: Sendable {
  /// The gateway.
  package let gateway: ResourceID
  /// Its pairs, pool by pool.
  package let pairs: [PairPrediction]
  /// What is to be known of the gateway as a whole.
  package var findings: [Finding] = []
}
