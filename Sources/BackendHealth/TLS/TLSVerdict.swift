import Outcomes
import PacketSets
import Resources

/// What comes of a TLS handshake between a gateway and a server.
package struct TLSVerdict: Sendable {
  /// One check that was made.
  package struct Finding: Hashable, Sendable {
    /// What it did.
    package let verdict: StepVerdict
    /// What was looked at.
    package let step: TLSStep
    /// Why it denies.
    package let outcome: Outcome?
    /// What is missing to tell.
    package let missing: MissingFact?
  }

  /// Every check that refuses the handshake or cannot be told, in the order in which a handshake meets them; one finding that
  /// allows when there is none.
  package let findings: [Finding]
  /// What the verdict rests on.
  package let assumptions: [Assumption]

  /// Deny when a check refuses the handshake, undetermined when none does and one cannot be told, else allow.
  package var verdict: StepVerdict {
    if findings.contains(where: { $0.verdict == .deny }) { return .deny }
    return findings.contains { $0.verdict == .undetermined } ? .undetermined : .allow
  }

  /// The first check that denies, else the first that cannot be told.
  package var decisive: Finding? {
    findings.first { $0.verdict == .deny } ?? findings.first { $0.verdict == .undetermined }
  }

  /// The findings as steps of a flow.
  package func steps(packets: PacketSet, subject: Subject?) -> [Step] {
    findings.map {
      Step(
        .forward, $0.verdict, .tls($0.step), packets: packets, outcome: $0.outcome, subject: subject,
        missing: $0.missing)
    }
  }
}
