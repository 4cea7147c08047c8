import Outcomes
import PacketSets
import Resources

/// A predicted health beside the one that Azure reported.
struct HealthComparison {
  let report: ObservedHealth
  let member: MemberName
  let plan: ProbePlan
  let health: Health
  let decisive: Step?
  let assumptions: [Assumption]

  /// The finding that they differ, with what the input most likely lacks; nil where they agree, where one of them leaves it open,
  /// and where Azure's word has no documented meaning.
  var difference: Finding? {
    guard let likely else { return nil }
    return Finding(
      .observed(HealthDifference(observed: report.health, predicted: health, likely: likely)),
      subject: Subject(report.pool, rule: report.address, origin: report.origin))
  }

  private var likely: LikelyGap? {
    switch (report.health, health) {
    // Instances that fare differently can make Azure show either.
    case (.partial, _), (.draining, _), (_, .undetermined), (_, .partial): nil
    case (.healthy, .healthy), (.unhealthy, .unhealthy), (.unknown, .unknown): nil
    case (.healthy, .unhealthy), (.healthy, .unknown), (.unhealthy, .unknown): whyBetter
    case (.unhealthy, .healthy): whyUnhealthy
    case (.unknown, .healthy), (.unknown, .unhealthy): isName ? .name(member.address) : .managementPath
    }
  }

  private var isName: Bool { member.ipConfiguration == nil && IPAddress(member.address) == nil }

  /// What lets the probe pass in Azure where the model blocks it.
  private var whyBetter: LikelyGap? {
    guard let decisive, let outcome = decisive.outcome else { return nil }
    switch outcome {
    case .managementBlocked: return .isolation
    case .gatewayStopped, .gatewayFailed: return .gatewayState
    default: break
    }
    if outcome.family == .name { return .name(member.address) }
    guard let subject = decisive.subject else { return .changedSince(Subject(report.pool, rule: report.address)) }
    switch decisive.detail {
    case .listener, .tls, .response, .guestFirewall: return .serverDescription(subject)
    default: return .changedSince(subject)
    }
  }

  /// What fails in Azure where the model lets the probe succeed; the log names the check that failed.
  private var whyUnhealthy: LikelyGap {
    let log = (report.healthProbeLog ?? "").lowercased()
    if log.contains("certificate") || log.contains("common name") || log.contains("(cn)") { return .certificate }
    if log.contains("status code") || log.contains("body of") { return .answer }
    for assumption in assumptions {
      if case .serverListens(let address, let port) = assumption {
        return .nothingListens(address: address, port: port)
      }
    }
    return .hiddenFilter
  }
}
