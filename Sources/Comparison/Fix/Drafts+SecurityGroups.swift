import BackendHealth
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Edits of network security groups: a rule that nearly lets the packets through put right, else a rule of its own.
extension FixContext {
  func securityGroupDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard let step = obstacle.step, case .rule(let rule) = step.detail, let subject = obstacle.subject else {
      return []
    }
    let packets = packets(obstacle)
    // A rule has to let every instance pass, unless an appliance stands in for them.
    let senders = senders(of: obstacle)
    let sources = packets.sources.isSubset(of: senders) ? senders : packets.sources
    guard
      let edits = SecurityGroupEdits(of: subject, rule.point.direction, before: rule.priority, in: resources)
    else { return [] }
    return drafts(
      of: rule.nearMisses.compactMap { edits.correcting($0, sources: sources) }
        + edits.allowing(packets.sent(from: sources), named: obstacle.request == nil ? "Allow-AppGw" : "Allow-Clients"))
  }

  /// Every address that the probes or the request of an obstacle can come from.
  private func senders(of obstacle: Obstacle) -> AddressSet {
    let flows = (obstacle.member?.flows ?? []) + (obstacle.request?.flows ?? [])
    return flows.reduce(AddressSet()) { $0.union($1.packets.sources) }
  }
}

extension Draft {
  init(_ edit: SecurityGroupEdit, of resources: Resources) {
    self.init(edit.kind, of: resources) { $0.networkSecurityGroups[edit.group.id] = edit.result }
  }
}

extension FixContext {
  /// Drafts of edits of a group.
  func drafts(of edits: [SecurityGroupEdit]) -> [Draft] { edits.map { Draft($0, of: resources) } }
}
