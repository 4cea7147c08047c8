import Lint
import Outcomes

extension RuleMention {
  /// `Deny-All (200, Deny)`.
  fileprivate var text: String { "\(name) (\(priority), \(access.rawValue))" }
}

extension GroupLint {
  /// What was found.
  var sentence: String {
    switch self {
    case .shadowed(let rule, let by):
      "\(rule.text) never decides anything: \(series(by.map(\.text))) "
        + (by.count == 1 ? "takes every packet of it before" : "together take every packet of it before")
    case .redundant(let rule, let by):
      "\(rule.text) changes nothing: \(series(by.map(\.text))) "
        + (by.count == 1 ? "does the same with every packet of it" : "together do the same with every packet of it")
    case .chainBlocked(let rule, let place, let by, let group, let otherPlace):
      "\(rule.text) at \(place) allows nothing: \(by.text) of \(group) at \(otherPlace) denies every packet of it"
    case .instanceAddresses(let rule, let addresses, let subnet):
      "\(rule.text) names \(addresses.exactSummary) of the gateway subnet \(subnet), and Azure may give the gateway's instances "
        + "any of its addresses"
    case .frontendAddress(let rule, let address, let frontend, true):
      "\(rule.text) is for packets from \(address), the frontend \(frontend), from which nothing is sent"
    case .frontendAddress(let rule, let address, let frontend, false):
      "\(rule.text) is for packets to \(address), the address \(frontend), which rules never see: they see the machine's own"
    case .sourcePort(let rule, let ports):
      "\(rule.text) names the sender's port \(ports.summary) and no port of the receiver; clients send from any port"
    case .unknownTag(let rule, let tag, let near):
      "\(rule.text) names the service tag \(tag), which Azure is not known to have"
        + (near.isEmpty ? "" : "; nearly called so: \(near.joined(separator: ", "))")
    case .duplicatePrefix(let rule, let prefix, let other, let isSource):
      "\(rule.text) names \(prefix) as \(isSource ? "sender" : "receiver")"
        + (prefix == other ? " twice" : ", which lies inside its \(other)")
    case .noPriorityLeft(let rule):
      "\(rule.text) denies everything, and every number before it is taken, so nothing further can be allowed before it"
    case .unattached: "no subnet and no network interface of the input has the group"
    }
  }

  /// What to do about it.
  var advice: String {
    switch self {
    case .shadowed(let rule, let by):
      "give \(rule.name) a number below \(by.map(\.priority).min() ?? rule.priority), or take it out"
    case .redundant(let rule, _): "take \(rule.name) out"
    case .chainBlocked(_, _, _, let group, _): "allow the same in \(group), or take the rule out"
    case .instanceAddresses(_, _, let subnet): "name the whole prefix of \(subnet)"
    case .frontendAddress(_, _, _, true): "name the subnet of the gateway, or of the machines behind the load balancer"
    case .frontendAddress(_, _, _, false): "name the machines behind it, or their subnet"
    case .sourcePort(_, let ports): "write \(ports.summary) as the destination's port and * as the source's"
    case .unknownTag: "correct the tag, or give Azure's file of service tags as a further input"
    case .duplicatePrefix(_, let prefix, _, _): "take \(prefix) out"
    case .noPriorityLeft(let rule): "give \(rule.name) a high number, such as 4096"
    case .unattached: "attach it, or delete it"
    }
  }
}
