import Outcomes

/// Where a gateway sends clients instead of answering (azure-semantics.md §5.3).
package struct RedirectConfiguration: Hashable, Sendable {
  /// Azure's names of the four statuses.
  package enum RedirectType: String, CaseIterable, Sendable {
    case permanent = "Permanent"
    case found = "Found"
    case seeOther = "SeeOther"
    case temporary = "Temporary"

    /// The status that the client gets.
    package var status: Int {
      switch self {
      case .permanent: 301
      case .found: 302
      case .seeOther: 303
      case .temporary: 307
      }
    }
  }

  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// Which status the client gets.
  package var type: RedirectType
  /// The listener of the gateway that clients are sent to.
  package var targetListener: Reference?
  /// The place outside the gateway that clients are sent to.
  package var targetURL: String?
  /// Whether the request's path is kept.
  package var includesPath: Bool
  /// Whether the request's query is kept.
  package var includesQuery: Bool

  /// A redirect.
  package init(
    id: ResourceID, origin: Origin, type: RedirectType, targetListener: Reference?, targetURL: String?,
    includesPath: Bool, includesQuery: Bool
  ) {
    self.id = id
    self.origin = origin
    self.type = type
    self.targetListener = targetListener
    self.targetURL = targetURL
    self.includesPath = includesPath
    self.includesQuery = includesQuery
  }
}
