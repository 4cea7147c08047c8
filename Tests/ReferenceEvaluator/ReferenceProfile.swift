/// What random networks are made of.
package enum ReferenceProfile: Sendable {
  /// Groups, routes and peerings; appliances that forward are not described.
  case plain
  /// Hubs and spokes with described appliances, load balancers and private endpoints besides.
  case hops
}
