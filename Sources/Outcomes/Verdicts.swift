/// The two directions of a flow: from the one who opens it, and back.
package enum Leg: String, CaseIterable, Hashable, Sendable {
  case forward
  case back = "return"
}

/// What becomes of a flow. `partial` holds for some instance addresses or source ports only.
package enum FlowVerdict: String, CaseIterable, Hashable, Sendable {
  case reachable, blocked, partial, undetermined
}

/// What the network alone does with a flow, whatever listens at its end.
package enum PathVerdict: String, CaseIterable, Hashable, Sendable {
  case allow, deny, partial, undetermined
}

/// What one step does with the packets it names.
package enum StepVerdict: String, CaseIterable, Hashable, Sendable {
  case allow, deny, skip, undetermined
}

/// The health Azure will report for a pool member; `undetermined` is the one value Azure does not have.
package enum Health: String, CaseIterable, Hashable, Sendable {
  case healthy = "Healthy"
  case unhealthy = "Unhealthy"
  case partial = "Partial"
  case unknown = "Unknown"
  case undetermined = "Undetermined"
}

/// What becomes of a client's request. `partial` holds for some members, instances or moments only.
package enum RequestVerdict: String, CaseIterable, Hashable, Sendable {
  case succeeds, fails, partial, undetermined
}
