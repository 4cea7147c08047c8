import Outcomes
import PacketSets

/// What a gateway gets when it asks for a name.
package struct NameResolution: Sendable {
  /// The name asked for.
  package let query: String
  /// Every look-up, in order.
  package let steps: [Step]
  /// The addresses; empty when there is no answer.
  package let addresses: [IPAddress]
  /// What the answer rests on.
  package let assumptions: [Assumption]

  /// The step that decides when there is no answer.
  package var decisive: Step? {
    addresses.isEmpty ? steps.last { $0.verdict == .deny || $0.verdict == .undetermined } : nil
  }
}
