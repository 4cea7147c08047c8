import BackendHealth
import Outcomes
import Resources

/// When the members that a change moves flip, and what requests get meanwhile.
package struct Timeline: Sendable {
  /// Members whose health or rotation changes, in the order of the input.
  package let members: [MemberTimeline]
  /// Requests whose answers change.
  package let requests: [RequestTimeline]

  /// The timeline of a whole change, as if all its edits took effect at once.
  package init(_ whatIf: WhatIf) {
    let gateways = whatIf.start.engine.model.resources.applicationGateways
    members = whatIf.members.compactMap { difference in
      guard difference.isChanged else { return nil }
      let member = difference.before ?? difference.after
      let setting = member.flatMap { member in
        gateways[member.gateway]?.backendSettings.first { $0.id == member.setting }
      }
      return MemberTimeline(difference, drain: setting?.drainSeconds ?? BackendSetting.usualDrainSeconds)
    }
    requests = RequestTimeline.all(whatIf, members: members)
  }
}

extension BackendSetting {
  /// The seconds that requests in flight get where nothing else is said (azure-semantics.md §5.4).
  static let usualDrainSeconds = 30

  /// The seconds that requests in flight get when a member is removed; TCP and TLS settings have no say (azure-semantics.md §4.6).
  fileprivate var drainSeconds: Int {
    `protocol`.isHTTP ? drainTimeoutSeconds ?? Self.usualDrainSeconds : Self.usualDrainSeconds
  }
}
