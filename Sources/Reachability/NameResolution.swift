import Outcomes
import PacketSets

/// What a gateway gets when it asks for a name.
package struct NameResolution: Sendable {
  /// The name asked for.
  package let query: String
  /// Every look-up, in order.
  package let steps: [Step]
  /// The addresses, of all servers that answer; empty when there is no answer.
  package let addresses: [IPAddress]
  /// Each server's answer where they differ; empty where all agree.
  package let answers: [ServerAnswer]
  /// Why there is no answer.
  package let decisive: Step?
  /// What is wrong with an answer that has addresses: servers that differ, senders that cannot ask, a public address in place of a
  /// private endpoint's.
  package let findings: [Step]
  /// What the answer rests on.
  package let assumptions: [Assumption]

  /// An answer; without addresses the last look-up that failed says why, unless told otherwise.
  package init(
    query: String, steps: [Step], addresses: [IPAddress], answers: [ServerAnswer] = [], decisive: Step? = nil,
    findings: [Step] = [], assumptions: [Assumption]
  ) {
    self.query = query
    self.steps = steps
    self.addresses = addresses
    self.answers = answers
    self.decisive =
      addresses.isEmpty ? decisive ?? steps.last { $0.verdict == .deny || $0.verdict == .undetermined } : nil
    self.findings = findings
    self.assumptions = assumptions
  }

  /// Why there is no answer, else the first thing that is wrong with it.
  package var finding: Step? { decisive ?? findings.first }
  /// The finding that some senders reach no DNS server; the packets' sources say which.
  package var cut: Step? { findings.first { $0.outcome == .dnsServerUnreachable } }
  /// The finding that servers answer differently.
  package var disagreement: Step? { findings.first { $0.outcome == .dnsServersDisagree } }
  /// The finding that the address is not the private endpoint's.
  package var publicAnswer: Step? { findings.first { $0.outcome == .dnsPublicAnswer } }
}
