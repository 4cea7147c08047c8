import Outcomes

/// A listener that no client reaches.
enum ClientsBlocked: LintRule {
  static let about = LintDescription(
    .clientsBlocked, .error, "the gateway subnet's group denies every client of a listener",
    flags:
      "A listener in use whose port no client reaches, because the group of the gateway's subnet denies all of them. Where a port is open on a public and on a private frontend, rules see the frontend's own address.",
    reason: "The members are Healthy, and clients get nothing.",
    remedy: "Allow the clients in to the listener's port.",
    source: "azure-semantics.md §1.9")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    predicted(in: inspection) { if case .clientsDenied = $0 { true } else { false } }
  }
}
