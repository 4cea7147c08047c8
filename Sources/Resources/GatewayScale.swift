/// How many instances a gateway may have (azure-semantics.md §5.4).
package struct GatewayScale: Hashable, Sendable {
  /// `sku.capacity`: a fixed number of instances; nil when it scales by itself or nothing is shown.
  package var instances: Int?
  /// `autoscaleConfiguration.minCapacity`; nil without autoscaling.
  package var minimum: Int?
  /// `autoscaleConfiguration.maxCapacity`; nil without autoscaling.
  package var maximum: Int?

  /// A scale.
  package init(instances: Int? = nil, minimum: Int? = nil, maximum: Int? = nil) {
    self.instances = instances
    self.minimum = minimum
    self.maximum = maximum
  }

  /// The most instances that it can have: Azure's own default is 20 where it scales without a limit; nil when nothing is shown.
  package var mostInstances: Int? { maximum ?? (minimum == nil ? instances : 20) }
}
