import BackendHealth

/// What decides on requests and cannot be predicted from configuration: a named list, told with every prediction.
package enum OfflineLimit: String, CaseIterable, Sendable {
  case webFirewallRules = "web-firewall-rules"
  case rewrites = "rewrites"
  case application = "application"
  case bodyBuffering = "body-buffering"
  case restarts = "restarts"
  case established = "established-connections"
  case affinity = "cookie-affinity"
  case platform = "platform"

  /// A few words that name it.
  package var title: String {
    switch self {
    case .webFirewallRules: "rules of a web application firewall"
    case .rewrites: "rewrites of headers and URLs"
    case .application: "errors that the application makes by itself"
    case .bodyBuffering: "buffering of large bodies"
    case .restarts: "moments at which members restart"
    case .established: "connections that stand already"
    case .affinity: "cookie affinity"
    case .platform: "faults of Azure itself"
    }
  }

  /// What is not predicted, and where it shows.
  package var meaning: String {
    switch self {
    case .webFirewallRules:
      "A firewall in prevention mode answers 403 to what its rules find in headers and bodies; its log names the rule. A 403 with a "
        + "serverStatus of 403 comes from the member, not from the firewall."
    case .rewrites: "Rewrite sets can change the host, the path and headers between listener and member."
    case .application:
      "A declared response stands for every request like it; what a program does under load, or with a certain input, only its own "
        + "log tells."
    case .bodyBuffering:
      "The gateway buffers large uploads before it passes them on, which some members answer with a closed connection: 502 with "
        + "ERRORINFO_UPSTREAM_CLOSED_CONNECTION for large requests only."
    case .restarts:
      "A member that crashes or is recycled drops requests in flight; with connection draining a member that is removed in order "
        + "finishes them."
    case .established:
      "Security groups judge new connections. One that stands goes on after a rule forbids it, so requests may succeed for a while "
        + "where probes already fail."
    case .affinity:
      "A client with the gateway's cookie goes on to its own member; a prediction speaks of every member that takes requests."
    case .platform:
      "Maintenance, zone failures and faults of the control plane: Azure's resource health and activity log tell of them."
    }
  }
}
