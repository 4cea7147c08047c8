import Outcomes
import PacketSets

extension AdminRuleStep {
  /// The rule, where it looks, and what follows for the groups.
  func line(_ subject: Subject?) -> String {
    let consequence =
      switch access {
      case .allow: "the groups decide"
      case .alwaysAllow: "the groups are not asked"
      case .deny: "the groups are not asked"
      }
    return "security admin rule \(subject?.description ?? "") (\(priority)) at \(point.attachedTo.path), "
      + "\(point.direction.rawValue): \(access.rawValue), \(consequence)"
  }
}

extension EgressStep {
  /// The address that the destination sees, and whose it is.
  var line: String {
    switch self {
    case .frontend(let id, let address):
      "the destination sees the gateway's public frontend \(address.map { "\($0) (\(id.name))" } ?? id.name)"
    case .frontendOrNatGateway(let frontend, let nat):
      "the destination sees the gateway's public frontend \(frontend.name) or the NAT gateway \(nat.name): Microsoft's pages "
        + "say it differently"
    case .assigned: "the destination sees a public address that Azure gives the gateway for its outbound traffic"
    case .natGateway(let id, let addresses):
      "the destination sees the NAT gateway \(id.name)"
        + (addresses.isEmpty ? "" : ": " + addresses.map(\.description).joined(separator: ", "))
    case .serviceEndpoint: "the service sees the instance's private address, by the subnet's service endpoint"
    case .none: "the gateway has no public frontend and its subnet no NAT gateway: nothing gets out to the Internet"
    }
  }
}
