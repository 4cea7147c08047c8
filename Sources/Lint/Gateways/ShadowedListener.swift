import BackendHealth
import Outcomes
import Resources

/// A listener that an earlier one never lets take a request.
enum ShadowedListener: LintRule {
  static let about = LintDescription(
    .shadowedListener, .error, "an earlier listener takes every request for the host name",
    flags: """
      A host name of a v2 gateway's listener when the rule of another listener, on the same frontend and port, has a lower priority \
      number and that listener takes every host, or a pattern that holds the name.
      """,
    reason:
      "Listeners are tried in the order of their rules' priorities: the requests go where the other rule sends them.",
    remedy: "Give the rule of the listener for all hosts, or of the wider pattern, the higher number.",
    source: "azure-semantics.md §5.1")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.gateways.filter { $0.generation == .v2 }.flatMap { gateway -> [LintFinding] in
      let router = RequestRouter(gateway)
      let used = gateway.requestRoutingRules.compactMap { rule -> (priority: Int, listener: GatewayListener)? in
        guard let priority = rule.priority,
          let listener = gateway.find(rule.listener, in: gateway.listeners, id: \.id), listener.protocol.isHTTP
        else { return nil }
        return (priority, listener)
      }.sorted { $0.priority < $1.priority }
      return used.indices.flatMap { place -> [LintFinding] in
        let listener = used[place].listener
        return listener.hostNames.compactMap { host in
          let earlier = used[..<place].first { other in
            other.listener.id != listener.id
              && other.listener.frontend?.name.lowercased() == listener.frontend?.name.lowercased()
              && router.port(of: other.listener) == router.port(of: listener) && other.listener.takes(host)
          }
          return earlier.map { other in
            finding(
              .gateway(.listener(host: host, earlier: other.listener.id.name, port: router.port(of: listener))),
              Subject(listener.id, origin: listener.origin),
              related: [Subject(other.listener.id, origin: other.listener.origin)])
          }
        }
      }
    }
  }
}

extension GatewayListener {
  /// Whether it takes every request for a host name or a pattern of host names.
  fileprivate func takes(_ host: String) -> Bool {
    hostNames.isEmpty || hostNames.contains { Wildcard($0, knowsQuestionMark: true).holds(host, longerThan: $0) }
  }
}

extension Wildcard {
  /// Whether whatever fits another pattern fits this one: the other one's stars are tried with nothing, with a character that no
  /// pattern has, and with more of those than this pattern has question marks.
  /// - Parameter own: this pattern's text.
  fileprivate func holds(_ other: String, longerThan own: String) -> Bool {
    let strange = "\u{1}"
    let single = other.replacing("?", with: strange)
    return ["", strange, String(repeating: strange, count: own.utf8.count + 1)].allSatisfy {
      matches(single.replacing("*", with: $0))
    }
  }
}
