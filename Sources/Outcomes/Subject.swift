/// Who is responsible: a resource, the rule, route or record inside it, and where that is written.
package struct Subject: Hashable, Sendable, CustomStringConvertible {
  /// The network security group, route table, peering, zone, server …
  package let resource: ResourceID
  /// The rule, route or record by its name; nil when the resource as a whole decides.
  package let rule: String?
  /// Where it stands in the input; nil for what Azure adds of its own (default rules, system routes).
  package let origin: Origin?

  /// A responsible resource.
  package init(_ resource: ResourceID, rule: String? = nil, origin: Origin? = nil) {
    self.resource = resource
    self.rule = rule
    self.origin = origin
  }

  /// As expectations write it: `nsg-api/Deny-All`.
  package var description: String { rule.map { "\(resource.path)/\($0)" } ?? resource.path }
}
