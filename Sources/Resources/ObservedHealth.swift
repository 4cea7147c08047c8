import Outcomes

/// What Azure reported of one member under one setting (`show-backend-health`, azure-semantics.md §4.10).
package struct ObservedHealth: Equatable, Sendable {
  /// Where it is written.
  package var origin: Origin
  /// The pool.
  package var pool: ResourceID
  /// The setting.
  package var setting: ResourceID
  /// The member as Azure lists it.
  package var address: String
  /// The address configuration of a member given by network interface.
  package var ipConfiguration: ResourceID?
  /// The health.
  package var health: ReportedHealth
  /// `healthProbeLog` as written; nil when not shown.
  package var healthProbeLog: String?
  /// The gateway as it was probed, so that a later change of a probe does not inherit the answer; nil when it is not in the input.
  package var gateway: ApplicationGateway?

  /// A reported health.
  package init(
    origin: Origin, pool: ResourceID, setting: ResourceID, address: String, ipConfiguration: ResourceID?,
    health: ReportedHealth, healthProbeLog: String?, gateway: ApplicationGateway? = nil
  ) {
    self.origin = origin
    self.pool = pool
    self.setting = setting
    self.address = address
    self.ipConfiguration = ipConfiguration
    self.health = health
    self.healthProbeLog = healthProbeLog
    self.gateway = gateway
  }
}
