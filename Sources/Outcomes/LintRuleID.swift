/// The rules of `agwsim lint` by the names that reports, options and expectations use. The vocabulary is closed, and no name is
/// ever changed; docs/lints.md says what each of them flags.
package enum LintRuleID: String, CaseIterable, Hashable, Sendable {
  // Security groups.
  case shadowedRule = "shadowed-rule"
  case redundantRule = "redundant-rule"
  case chainBlockedRule = "chain-blocked-rule"
  case instanceAddressRule = "instance-address-rule"
  case frontendAddressRule = "frontend-address-rule"
  case sourcePortRule = "source-port-rule"
  case unknownServiceTag = "unknown-service-tag"
  case duplicatePrefix = "duplicate-prefix"
  case noPriorityLeft = "no-priority-left"
  case unattachedGroup = "unattached-group"

  // Routes.
  case routeAppliance = "route-appliance"
  case oneSidedRoute = "one-sided-route"
  case gatewaySubnetTable = "vpn-gateway-subnet-table"
  case unattachedTable = "unattached-table"

  // Networks.
  case peeringNotConnected = "peering-not-connected"
  case peeringSidesDisagree = "peering-sides-disagree"
  case overlappingPeers = "overlapping-peers"
  case subnetTooSmall = "gateway-subnet-too-small"

  // Names.
  case zoneNotLinked = "zone-not-linked"
  case platformZoneLinked = "platform-zone-linked"

  // Gateways.
  case probeHostDiffers = "probe-host-differs"
  case probeHostDefault = "probe-host-default"
  case certificateExpiry = "certificate-expiry"
  case shadowedPathRule = "shadowed-path-rule"
  case shadowedListener = "shadowed-listener"
  case unusedPart = "unused-part"
  case backendOpenToInternet = "backend-open-to-internet"

  // What a prediction finds besides: the names of docs/outcomes.md.
  case gatewayNotDeployable = "gateway-not-deployable"
  case managementBlocked = "management-blocked"
  case clientsBlocked = "clients-blocked"
  case instanceDependent = "instance-dependent"
  case memberStale = "member-stale"
  case observedDiffers = "observed-differs"
}
