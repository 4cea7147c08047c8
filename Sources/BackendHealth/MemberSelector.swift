import Outcomes
import Resources

/// Chooses members as people write them: `[GATEWAY/]POOL/MEMBER`, where MEMBER is the address, the name, or the network interface
/// or machine of a member; letter case does not matter, and `*` stands for any run of characters.
package struct MemberSelector: Sendable {
  private let text: String
  private let gateway: String?
  private let setting: String?

  /// A selection; gateway and setting narrow it where the text does not.
  package init(_ text: String, gateway: String? = nil, setting: String? = nil) {
    self.text = text
    self.gateway = gateway
    self.setting = setting
  }

  /// The members that fit.
  /// - Throws: none does; the known members help to find the typing error.
  package func choose(from predictions: [GatewayPrediction]) throws(NameProblem) -> [MemberPrediction] {
    let all = predictions.flatMap(\.pairs).flatMap(\.members)
    let found = all.filter(fits)
    if found.isEmpty {
      throw .unknown(text, kind: "pool member", known: all.map { "\($0.pool.name)/\($0.member.address)" })
    }
    return found
  }

  private func fits(_ member: MemberPrediction) -> Bool {
    if let gateway, !Wildcard(gateway).matches(member.gateway.name) { return false }
    if let setting, !Wildcard(setting).matches(member.setting.name) { return false }
    let pattern = Wildcard(text)
    return member.names.contains { name in
      [name, "\(member.pool.name)/\(name)", "\(member.gateway.name)/\(member.pool.name)/\(name)"]
        .contains(where: pattern.matches)
    }
  }
}

extension MemberPrediction {
  /// What a person may call the member.
  fileprivate var names: [String] {
    let card = member.ipConfiguration?.parent?.name
    return [member.address, card, member.virtualMachine?.name].compactMap { $0 }
  }
}
