/// Why a change cannot be made.
package enum ChangeProblem: Error, Hashable, Sendable {
  /// The command is not in the table.
  case unknownCommand(String, known: [String])
  /// The command has no such option.
  case unknownOption(String, command: String, known: [String])
  /// A required option is missing.
  case missingOption(String, command: String)
  /// A value is not what the option takes.
  case illegalValue(option: String, found: String, legal: [String])
  /// A word stands where an option belongs.
  case strayWord(String, command: String)
  /// A variable of the script has no value.
  case unsetVariable(String)
  /// The command runs only on a condition, or several times: behind this word of the shell.
  case conditional(String)
  /// The option works on anything (`--set`, `--add`, `--remove`), which is not read.
  case genericUpdate(String, command: String)
  /// A name that leads nowhere.
  case name(NameProblem)
  /// Azure would refuse, with this code.
  case refused(Refusal)
  /// The text holds no change.
  case empty

  /// Whether Azure would answer so; everything else is a mistake in how the change is written.
  package var isRefusal: Bool {
    if case .refused = self { true } else { false }
  }
}

/// Azure's refusal of a change.
package enum Refusal: String, CaseIterable, Hashable, Sendable {
  case securityRuleConflict = "SecurityRuleConflict"
  case subnetRangesOverlap = "NetcfgSubnetRangesOverlap"
  case subnetOutsideNetwork = "NetcfgInvalidSubnet"
  case subnetInUse = "InUseSubnetCannotBeDeleted"
  case securityGroupInUse = "InUseNetworkSecurityGroupCannotBeDeleted"
  case routeTableInUse = "InUseRouteTableCannotBeDeleted"
  case invalidReference = "InvalidResourceReference"
  case invalidLocation = "InvalidResourceLocation"
  case remoteNetworkPeered = "AnotherPeeringAlreadyReferencesRemoteVnet"
  case nestedResources = "CannotDeleteResource"
  case preconditionFailed = "PreconditionFailed"
  /// A record set of another type has the name, and one of the two is an alias.
  case recordSetConflict = "Conflict"
  case addressAllocated = "PrivateIPAddressIsAllocated"
  case listenersOnSamePort = "ApplicationGatewayHttpListenersUsingSameFrontendPort"
  case rulePriorityEmpty = "ApplicationGatewayRequestRoutingRulePriorityCannotBeEmpty"
  /// No source tells Azure's own code; its message says that priorities must be unique.
  case rulePriorityTaken = "BadRequest"
  case gatewaySubnetInbound = "ApplicationGatewaySubnetInboundTrafficBlockedByNetworkSecurityGroup"
  case gatewaySubnetOutbound = "ApplicationGatewaySubnetOutboundTrafficBlockedByNetworkSecurityGroup"
  case gatewaySubnetRoute = "ApplicationGatewaySubnetUserDefinedRouteNotAllowed"
  case gatewaySubnetShared = "ApplicationGatewaySubnetCannotHaveOtherResourceTypes"
}
