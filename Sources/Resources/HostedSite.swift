import Outcomes
import PacketSets

/// What a platform in front of a server does with requests: it knows some host names, lets some callers in, and may be stopped.
package struct HostedSite: Equatable, Sendable {
  /// The platforms that a person can name in a line.
  package enum Kind: String, CaseIterable, Sendable {
    case appService, containerApps, apiManagement, aksIngress
  }

  /// The platform.
  package var kind: Kind
  /// The host names that it answers to, `*` for any run of characters; others get 404 (azure-semantics.md §4.11).
  package var hostNames: [String]
  /// Whether it runs; a stopped App Service answers 403 (azure-semantics.md §4.11, UNCONFIRMED).
  package var isRunning: Bool
  /// Who may call, by priority; empty lets everybody in.
  package var accessRestrictions: [AccessRestriction]
  /// What becomes of callers whom no restriction names; nil denies where there is any restriction, as Azure does.
  package var defaultAccess: Access?

  /// A site.
  package init(
    kind: Kind, hostNames: [String], isRunning: Bool = true, accessRestrictions: [AccessRestriction] = [],
    defaultAccess: Access? = nil
  ) {
    self.kind = kind
    self.hostNames = hostNames
    self.isRunning = isRunning
    self.accessRestrictions = accessRestrictions
    self.defaultAccess = defaultAccess
  }

  /// Whether it answers to a host name.
  package func knows(host: String) -> Bool { hostNames.contains { Wildcard($0).matches(host) } }
}

/// A rule of an App Service's access restrictions: `ipSecurityRestrictions`.
package struct AccessRestriction: Equatable, Sendable {
  /// Whom it names.
  package enum Caller: Equatable, Sendable {
    case any
    case prefixes([AddressPrefix])
    case serviceTag(String)
    /// Callers of a subnet with the service endpoint `Microsoft.Web`.
    case subnet(Reference)
  }

  /// Its name; nil when it has none.
  package var name: String?
  /// Where it is written.
  package var origin: Origin
  /// Lower comes first.
  package var priority: Int
  /// What becomes of the callers.
  package var access: Access
  /// Whom it names.
  package var caller: Caller

  /// A restriction.
  package init(name: String?, origin: Origin, priority: Int, access: Access, caller: Caller) {
    self.name = name
    self.origin = origin
    self.priority = priority
    self.access = access
    self.caller = caller
  }
}

/// A web app of App Service.
package struct WebApp: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// Addresses at which it is reached, as far as Azure shows them.
  package var inboundAddresses: [IPAddress]
  /// What App Service does in front of it.
  package var site: HostedSite

  /// A web app.
  package init(id: ResourceID, origin: Origin, inboundAddresses: [IPAddress], site: HostedSite) {
    self.id = id
    self.origin = origin
    self.inboundAddresses = inboundAddresses
    self.site = site
  }
}
