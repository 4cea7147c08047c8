import Outcomes
import PacketSets
import Reachability
import Resources

/// One answer that a client can get.
package struct RequestAnswer: Hashable, Sendable {
  /// The status; nil when nothing comes back.
  package let status: Int?
  /// `error_info` of the access log; nil when nothing is logged or Azure does not document it.
  package let errorInfo: ErrorInfo?
  /// `serverRouted`: the member's address and port; nil when no member is asked.
  package let serverRouted: String?
  /// `serverStatus`: what the member answered; nil when it did not.
  package let serverStatus: Int?
  /// `serverResponseLatency` in milliseconds; nil when no member is asked.
  package let serverMilliseconds: Double?
  /// Milliseconds that the gateway waited for another member before it asked this one; 0 when it asked this one first.
  package let waitedMilliseconds: Double
  /// The share of requests that get this answer, between its least and greatest possible value; nil where it depends on the
  /// instance or the member.
  package let share: ClosedRange<Double>?
  /// The step that decides; nil for a good answer.
  package let decisive: Step?

  init(
    status: Int?, _ errorInfo: ErrorInfo?, serverRouted: String? = nil, serverStatus: Int? = nil,
    serverMilliseconds: Double? = nil, waitedMilliseconds: Double = 0, share: ClosedRange<Double>? = nil,
    decisive: Step? = nil
  ) {
    self.status = status
    self.errorInfo = errorInfo
    self.serverRouted = serverRouted
    self.serverStatus = serverStatus
    self.serverMilliseconds = serverMilliseconds
    self.waitedMilliseconds = waitedMilliseconds
    self.share = share
    self.decisive = decisive
  }

  /// Milliseconds until the client has it, as far as members take them; nil when no member is asked.
  package var totalMilliseconds: Double? { serverMilliseconds.map { waitedMilliseconds + $0 } }

  /// Why, in the closed vocabulary; nil for a good answer.
  package var cause: Outcome? { decisive?.outcome }

  /// The same answer of a member that is asked after another one's time is up.
  func asked(after milliseconds: Double) -> RequestAnswer {
    RequestAnswer(
      status: status, errorInfo, serverRouted: serverRouted, serverStatus: serverStatus,
      serverMilliseconds: serverMilliseconds, waitedMilliseconds: milliseconds, share: nil, decisive: decisive)
  }

  /// Whether the client got what it wanted, or was sent on.
  package var isGood: Bool { status.map { $0 < 400 } ?? false }
}

/// What a client gets for a request, and how the gateway comes to it.
package struct RequestPrediction: Sendable {
  /// The request.
  package let request: ClientRequest
  /// The gateway.
  package let gateway: ResourceID
  /// Its generation.
  package let generation: ApplicationGateway.Generation
  /// The listener that takes it; nil when none does.
  package let listener: ResourceID?
  /// The rule; nil when there is none.
  package let rule: ResourceID?
  /// The path rule; nil for a basic rule and a map's default.
  package let pathRule: ResourceID?
  /// The pool; nil when none is asked.
  package let pool: ResourceID?
  /// The setting; nil when no pool is asked.
  package let setting: ResourceID?
  /// What members are sent; nil when none is asked.
  package let sent: RequestPlan?
  /// Where the client is sent instead.
  package let location: String?
  /// Every answer that the client can get, the usual ones first; empty when it cannot be told.
  package let answers: [RequestAnswer]
  /// What of the answer cannot be told; nil when all of it can.
  package let open: Step?
  /// Members under the pool and setting, as probed.
  package let members: [MemberPrediction]
  /// Everything in order.
  package let steps: [Step]
  /// Flows on the way, of the client and to the members.
  package let flows: [FlowResult]
  /// What the answer rests on.
  package let assumptions: [Assumption]

  /// What becomes of the request.
  package var verdict: RequestVerdict {
    if open != nil || answers.isEmpty { return .undetermined }
    let good = answers.count(where: \.isGood)
    return good == answers.count ? .succeeds : good == 0 ? .fails : .partial
  }

  /// The step that decides a verdict other than that it succeeds.
  package var decisive: Step? { open ?? answers.lazy.compactMap(\.decisive).first }

  /// Why, in the closed vocabulary; nil for a good answer.
  package var cause: Outcome? { decisive?.outcome }

  /// The statuses that the client can get, the usual ones first; 0 stands for no answer at all.
  package var statuses: [Int] {
    var seen: Set<Int> = []
    return answers.map { $0.status ?? 0 }.filter { seen.insert($0).inserted }
  }
}
