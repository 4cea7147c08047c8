import Outcomes
import Resources

/// How soon the instances of a gateway, and Azure's report, notice what becomes of a member, in seconds after it happens
/// (azure-semantics.md §4.2, §8 rows 29 and 30). Every instance probes on its own, at a moment of its own.
///
/// An instance's next probe begins within one interval. One success puts a member into rotation. As many failures in a row as the
/// threshold says take it out: v2 waits an interval between two tries, v1 tries again at once. Azure's report is renewed once an
/// interval, so that it may be one interval later.
package struct ProbeTiming: Hashable, Sendable {
  private let interval: Int
  private let timeout: Int
  private let threshold: Int
  private let retriesAtOnce: Bool

  /// The timing of a probe.
  package init(_ probe: ProbePlan, generation: ApplicationGateway.Generation) {
    interval = probe.intervalSeconds
    timeout = probe.timeoutSeconds
    threshold = probe.unhealthyThreshold
    retriesAtOnce = generation == .v1
  }

  /// When an instance's next probe begins.
  package var nextProbe: ClosedRange<Int> { 0...interval }

  /// When an instance puts a member into rotation.
  package var entersRotation: ClosedRange<Int> { nextProbe }

  /// When Azure reports it Healthy.
  package var reportedHealthy: ClosedRange<Int> { 0...2 * interval }

  /// When an instance takes a member out of rotation.
  /// - Parameter step: what makes its probes fail.
  package func leavesRotation(because step: Step?) -> ClosedRange<Int> {
    let wait = seconds(untilFailureBy: step)
    if retriesAtOnce { return threshold * wait.lowerBound...interval + threshold * wait.upperBound }
    return (threshold - 1) * interval + wait.lowerBound...threshold * interval + wait.upperBound
  }

  /// When Azure reports it other than Healthy.
  /// - Parameter step: what makes its probes fail.
  package func reportedFailing(because step: Step?) -> ClosedRange<Int> {
    let leaves = leavesRotation(because: step)
    return leaves.lowerBound...leaves.upperBound + interval
  }

  /// How long a probe takes to fail: packets that are dropped and answers that come too late use up the timeout, a wrong answer does
  /// not. At a closed port some systems refuse at once, and others, such as Windows behind its own firewall, say nothing.
  package func seconds(untilFailureBy step: Step?) -> ClosedRange<Int> {
    guard let step, let outcome = step.outcome, step.verdict == .deny else { return 0...timeout }
    if case .response(let response) = step.detail, outcome != .probeTimeout {
      let answered = min(Int(response.delayMilliseconds / 1000), timeout)
      return answered...answered
    }
    switch outcome.family {
    case .route: return timeout...timeout
    // An appliance may drop or refuse.
    case .filter: return outcome == .applianceDenied ? 0...timeout : timeout...timeout
    case .pool: return timeout...timeout
    case .http: return outcome == .probeTimeout ? timeout...timeout : 0...0
    case .port: return 0...timeout
    case .name, .tls: return 0...0
    case .gateway, .request, .undetermined: return 0...timeout
    }
  }
}
