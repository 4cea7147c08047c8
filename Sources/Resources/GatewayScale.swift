/// How many instances a gateway may have.
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

/// Load on a gateway, as a person states it.
package struct GatewayLoad: Equatable, Sendable {
  /// The gateway's name.
  package var gateway: Reference
  /// Capacity units; an instance carries about ten.
  package var capacityUnits: Double

  /// A load.
  package init(gateway: Reference, capacityUnits: Double) {
    self.gateway = gateway
    self.capacityUnits = capacityUnits
  }
}

/// What a gateway's web application firewall does with requests; its rules are not evaluated.
package enum WebFirewall: String, CaseIterable, Hashable, Sendable {
  /// There is none.
  case none
  /// It logs and lets everything pass.
  case detection = "Detection"
  /// It answers 403 to what its rules find.
  case prevention = "Prevention"
  /// There is one, and its mode is not in the input.
  case unknown = "Unknown"
}
