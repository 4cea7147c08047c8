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
    case .shadowed(let rule, let by, _):
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
      "\(rule.text) is for packets to \(address), the address \(frontend), which no packet for its ports has when rules see it: they see the machine's own"
    case .sourcePort(let rule, let ports, _):
      "\(rule.text) names the sender's port \(ports.summary) and no port of the receiver; clients send from any port"
    case .unknownTag(let rule, let tag, let near):
      "\(rule.text) names the service tag \(tag), which Azure is not known to have"
        + (near.isEmpty ? "" : "; nearly called so: \(near.joined(separator: ", "))")
    case .duplicatePrefix(let rule, let prefix, let other, let isSource):
      "\(rule.text) names \(prefix) as \(isSource ? "sender" : "receiver")"
        + (prefix == other ? " twice" : ", which lies inside its \(other)")
    case .noPriorityLeft(let rule, _, _):
      "\(rule.text) denies everything, and every number before it is taken, so nothing further can be allowed before it"
    case .unattached: "no subnet and no network interface of the input has the group"
    }
  }

  /// What to do about it.
  var advice: String {
    switch self {
    case .shadowed(let rule, let by, let free): shadowedAdvice(rule, by: by, free: free)
    case .redundant(let rule, _): "take \(rule.name) out"
    case .chainBlocked(_, _, _, let group, _): "allow the same in \(group), or take the rule out"
    case .instanceAddresses(_, _, let subnet): "name the whole prefix of \(subnet)"
    case .frontendAddress(_, _, _, true): "name the subnet of the gateway, or of the machines behind the load balancer"
    case .frontendAddress(_, _, _, false): "name the machines behind it, or their subnet"
    case .sourcePort(_, let ports, .inbound):
      "write \(ports.summary) as the destination's port and * as the source's; if replies are meant, take the rule out, since "
        + "replies need none"
    case .sourcePort(_, let ports, .outbound):
      "take the rule out if replies of port \(ports.summary) are meant, since they need none; if requests to that port are, write "
        + "it as the destination's and * as the source's"
    case .unknownTag: "correct the tag, or give Azure's file of service tags as a further input"
    case .duplicatePrefix(_, let prefix, _, _): "take \(prefix) out"
    case .noPriorityLeft(let rule, let later, let free): noPriorityAdvice(rule, later: later, free: free)
    case .unattached: "attach it, or delete it"
    }
  }

  /// A number that can be had, or how to make room for one.
  private func shadowedAdvice(_ rule: RuleMention, by: [RuleMention], free: Int?) -> String {
    guard let first = by.min(by: { $0.priority < $1.priority }) else { return "take \(rule.name) out" }
    if let free { return "give \(rule.name) a number below \(first.priority), such as \(free), or take it out" }
    return "no number below \(first.priority) is free: give \(first.name) and all rules after it higher numbers in the "
      + "same order to make room for \(rule.name) before them, or take \(rule.name) out"
  }

  /// What opens nothing that is denied now.
  private func noPriorityAdvice(_ rule: RuleMention, later: [RuleMention], free: Int?) -> String {
    guard let free, free > rule.priority else { return "take out rules that are not needed, since no number is free" }
    guard later.isEmpty else {
      return "take out \(series(later.map(\.text))), or give \(rule.name) and them higher numbers in the same order: "
        + "moved alone past them, \(rule.name) would not deny what they allow"
    }
    return "give \(rule.name) a high number, such as \(free)"
  }
}
