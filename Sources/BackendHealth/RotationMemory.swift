import Outcomes
import Resources

/// Which members take requests as the instances have found out so far: after a change they go on sending requests where their
/// former probes told them to, until new ones tell otherwise.
package struct RotationMemory: Sendable {
  private let rotations: [String: Rotation]

  /// What instances know whose probes found this.
  package init(_ predictions: [GatewayPrediction]) {
    let members = predictions.flatMap(\.pairs).flatMap(\.members)
    rotations = Dictionary(members.map { (Self.key($0), $0.rotation) }, uniquingKeysWith: { first, _ in first })
  }

  private static func key(_ member: MemberPrediction) -> String {
    "\(member.pool.scope) \(member.pool.key) \(member.setting.key) \(member.member.address.lowercased())"
  }

  /// A member with the rotation that instances know of: a new one is out until its first probe succeeds
  /// (azure-semantics.md §4.2).
  func recalled(_ member: MemberPrediction) -> MemberPrediction {
    var member = member
    member.rotation = rotations[Self.key(member)] ?? Rotation(.unhealthy, because: nil)
    return member
  }
}
