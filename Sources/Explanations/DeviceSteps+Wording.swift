import Outcomes
import PacketSets

extension ApplianceStep {
  /// What the device did, in one line.
  var line: String {
    let who = name == address.description ? name : "\(name) (\(address))"
    switch event {
    case .passed(let rule): return rule.map { "\(who) lets it pass: \($0)" } ?? "\(who) passes it on"
    case .translated(let rule):
      return "\(who) passes it on with its own address as the sender's" + (rule.map { ": \($0)" } ?? "")
    case .delivered: return "\(who) hands it to a receiver behind it"
    case .notForwarding: return "\(who): IP forwarding is off, so that Azure drops what is not for its own address"
    case .dropped(let rule): return rule.map { "\(who) drops it: \($0)" } ?? "\(who) has no rule that lets it pass"
    case .sawOneHalf:
      return "\(who) keeps state and sees only one half of the conversation"
    case .publicWithoutTranslation:
      return "\(who) sends it to a public address without translating the private sender"
    case .passedBefore: return "the route sends it to \(who) again"
    case .unknown: return "what \(who) does with it"
    }
  }
}

extension LoadBalancerStep {
  /// What the load balancer did, in one line.
  var line: String {
    let who = "load balancer \(id) (\(address))"
    switch event {
    case .spread(let members, let port):
      let machines = members.prefix(3).map { endpoint($0, port) } + (members.count > 3 ? ["…"] : [])
      return "\(who)\(rule.map { ", rule \($0)" } ?? ""): to \(machines.joined(separator: ", "))"
    case .noRule(let port): return "\(who) has no rule for \(port.map { "port \($0)" } ?? "the protocol")"
    case .noMember: return "\(who)\(rule.map { ", rule \($0)" } ?? ""): no machine of the pool is up"
    case .down(let machine, let why): return "\(who): \(machine) is down for its probe, \(why.title)"
    case .unknown: return "what \(who) passes it to"
    }
  }
}

/// An address with its port; a protocol without ports has none.
private func endpoint(_ address: IPAddress, _ port: UInt16?) -> String {
  port.map { endpoint(address, $0) } ?? address.description
}

extension PrivateEndpointStep {
  /// What is known of the endpoint, in one line.
  var line: String {
    let groups = isFiltered ? "" : "; network security groups of its subnet do not apply to it"
    return "private endpoint \(id) (\(address)), connection \(state ?? "state not shown")\(groups)"
  }
}
