import Outcomes
import PacketSets
import Resources

extension RequestRouter {
  /// A request that comes to a pool by a setting: for a host and a path of the rules that lead there, the probe's own where they
  /// do; nil when no HTTP listener leads there.
  /// - Parameter address: a frontend's, for listeners that take every host.
  package func sample(reaching pair: PairPrediction, at address: IPAddress?) -> ClientRequest? {
    let probe = pair.members.first?.probe
    for rule in gateway.requestRoutingRules {
      guard let listener = gateway.find(rule.listener, in: gateway.listeners, id: \.id), listener.protocol.isHTTP else {
        continue
      }
      let named = listener.hostNames.first.map(Self.host)
      let probed = probe?.host.flatMap { $0 == "127.0.0.1" ? nil : $0 }
      let host = named ?? probed ?? address?.description ?? "client.example"
      for path in [probe?.path ?? "/", "/"] + paths(of: rule) {
        let scheme = listener.protocol.isEncrypted ? "https" : "http"
        guard let url = RequestURL("\(scheme)://\(host):\(port(of: listener))\(path)") else { continue }
        let request = ClientRequest(url: url)
        guard case .taken(let match) = receive(request, on: nil), match.rule?.id == rule.id,
          case .backend(let named) = route(url.path, by: rule).target, let backend = gateway.backend(named),
          backend.pool.id == pair.pool, backend.setting.id == pair.setting
        else { continue }
        return request
      }
    }
    return nil
  }

  /// A host that a pattern takes.
  private static func host(fitting pattern: String) -> String {
    pattern.replacing("*", with: "www").replacing("?", with: "a")
  }

  /// Paths that the path rules of a rule take.
  private func paths(of rule: RequestRoutingRule) -> [String] {
    let map = gateway.find(rule.urlPathMap, in: gateway.urlPathMaps, id: \.id)
    return (map?.pathRules.flatMap(\.paths) ?? []).map { $0.replacing("*", with: "") }
  }
}
