import PacketSets

/// Something to act on that does not by itself decide the health of a member: a state that Azure refuses, an answer that holds
/// today by luck, a report of Azure's that says otherwise.
package struct Finding: Hashable, Sendable {
  /// What was found.
  package let detail: FindingDetail
  /// Who is responsible, where somebody is.
  package let subject: Subject?

  /// A finding.
  package init(_ detail: FindingDetail, subject: Subject?) {
    self.detail = detail
    self.subject = subject
  }

  /// Its name in the closed vocabulary.
  package var outcome: Outcome {
    switch detail {
    case .refusal: .gatewayNotDeployable
    case .platformProbesDenied: .managementBlocked
    case .clientsDenied: .clientsBlocked
    case .instances: .instanceDependent
    case .vacantAddress: .memberStale
    case .observed: .observedDiffers
    }
  }

  /// Whether the configuration as it stands cannot exist.
  package var isRefusal: Bool {
    if case .refusal = detail { true } else { false }
  }
}

/// What a finding found, with the facts that a reader wants to see.
package enum FindingDetail: Hashable, Sendable {
  /// Azure refuses the configuration, with this code.
  case refusal(Refusal)
  /// The gateway subnet's group denies the probes with which the platform watches the gateway's instances.
  case platformProbesDenied
  /// The gateway subnet's group denies every client of a listener. Where one port is used on a public and on a private frontend,
  /// rules see the frontend's address as the receiver, else the instances' (azure-semantics.md §1.9).
  case clientsDenied(listener: String, port: UInt16, seenAs: IPAddress?)
  /// Only instances with some of the subnet's addresses get through. `today` are the addresses that the instances have when
  /// Azure gives out the first ones, as it does; nil where the number of instances is not written.
  case instances(passing: AddressSet, failing: AddressSet, today: AddressSet?)
  /// A known subnet holds the member's address, and no machine of it has the address.
  case vacantAddress(IPAddress, subnet: ResourceID)
  /// Azure reported another health than the predicted one.
  case observed(HealthDifference)
}

/// A health that Azure reported and that the model does not come to.
package struct HealthDifference: Hashable, Sendable {
  /// What Azure reported.
  package let observed: ReportedHealth
  /// What is predicted.
  package let predicted: Health
  /// What the input most likely lacks.
  package let likely: LikelyGap

  /// A difference.
  package init(observed: ReportedHealth, predicted: Health, likely: LikelyGap) {
    self.observed = observed
    self.predicted = predicted
    self.likely = likely
  }
}

/// A health as Azure reports it, in the words of the command line; REST says Up and Down for the first two
/// (azure-semantics.md §4.9).
package enum ReportedHealth: String, CaseIterable, Hashable, Sendable {
  case healthy = "Healthy"
  case unhealthy = "Unhealthy"
  case unknown = "Unknown"
  case partial = "Partial"
  case draining = "Draining"
}

/// What most likely explains that Azure reports another health.
package enum LikelyGap: Hashable, Sendable {
  /// The blamed rule or route was changed since, or something that is not in the input lets the probe past it.
  case changedSince(Subject)
  /// The scenario's description of the server is not what the server does.
  case serverDescription(Subject)
  /// Something that the input does not hold denies the probe: a group that a policy attached, a security admin rule, the guest.
  case hiddenFilter
  /// The server that was assumed to listen does not.
  case nothingListens(address: IPAddress, port: UInt16)
  /// The server answers otherwise than it is described.
  case answer
  /// The gateway does not accept the server's certificate.
  case certificate
  /// Something that the input does not hold cuts the gateway off from Azure's managers.
  case managementPath
  /// The gateway needs no management path: it was created with network isolation, and the input does not show its tag.
  case isolation
  /// The gateway's state was another one when the health was read.
  case gatewayState
  /// The gateway gets another answer for the name.
  case name(String)
}
