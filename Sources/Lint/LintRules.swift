import Outcomes

/// Every rule, in the order of the vocabulary.
package enum LintRules {
  /// What each of them says of itself.
  package static let descriptions: [LintDescription] = LintRuleID.allCases.map { $0.rule.about }
}

extension LintRuleID {
  /// The rule of this name.
  package var rule: any LintRule.Type {
    switch self {
    case .shadowedRule: ShadowedRule.self
    case .redundantRule: RedundantRule.self
    case .chainBlockedRule: ChainBlockedRule.self
    case .instanceAddressRule: InstanceAddressRule.self
    case .frontendAddressRule: FrontendAddressRule.self
    case .sourcePortRule: SourcePortRule.self
    case .unknownServiceTag: UnknownServiceTag.self
    case .duplicatePrefix: DuplicatePrefix.self
    case .noPriorityLeft: NoPriorityLeft.self
    case .unattachedGroup: UnattachedGroup.self
    case .routeAppliance: RouteAppliance.self
    case .oneSidedRoute: OneSidedRoute.self
    case .gatewaySubnetTable: GatewaySubnetTable.self
    case .unattachedTable: UnattachedTable.self
    case .peeringNotConnected: PeeringNotConnected.self
    case .peeringSidesDisagree: PeeringSidesDisagree.self
    case .overlappingPeers: OverlappingPeers.self
    case .subnetTooSmall: SubnetTooSmall.self
    case .zoneNotLinked: ZoneNotLinked.self
    case .platformZoneLinked: PlatformZoneLinked.self
    case .probeHostDiffers: ProbeHostDiffers.self
    case .probeHostDefault: ProbeHostDefault.self
    case .certificateExpiry: CertificateExpiry.self
    case .shadowedPathRule: ShadowedPathRule.self
    case .shadowedListener: ShadowedListener.self
    case .unusedPart: UnusedPart.self
    case .backendOpenToInternet: BackendOpenToInternet.self
    case .gatewayNotDeployable: GatewayNotDeployable.self
    case .managementBlocked: ManagementBlocked.self
    case .clientsBlocked: ClientsBlocked.self
    case .instanceDependent: InstanceDependent.self
    case .memberStale: MemberStale.self
    case .observedDiffers: ObservedDiffers.self
    }
  }
}
