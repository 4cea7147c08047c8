import PacketSets

/// A look at the gateway itself, before any packet.
package enum GatewayStep: Hashable, Sendable {
  /// `operationalState` as written; nil when not shown.
  case operationalState(String?)
  /// `provisioningState` as written.
  case provisioningState(String)
  /// Azure's management packets to these ports, judged at the gateway's subnet.
  case management(ports: PortSet)
  /// The gateway's own packets to Azure's public endpoints at this port.
  case platformEndpoints(port: UInt16)
  /// The default route of the gateway's subnet leads away from the Internet.
  case defaultRoute(RouteStep)
}
