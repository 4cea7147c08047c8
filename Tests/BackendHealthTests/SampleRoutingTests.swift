import BackendHealth
import Foundation
import Loading
import Outcomes
import Resources
import Testing

/// Gateways that Azure wrote, where they lie beside the package: every host and path that they list is routed.
struct SampleRoutingTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../../shared/azure-samples"
  ).standardizedFileURL

  @Test func `every listed host and path of every sample gateway is taken by its listener and its path rule`() throws {
    guard FileManager.default.fileExists(atPath: Self.folder.path) else {
      print("NOT TESTED: no samples of Azure's own data at \(Self.folder.path)")
      return
    }
    var gateways = 0
    var requests = 0
    let files = FileManager.default.enumerator(at: Self.folder, includingPropertiesForKeys: nil)?.allObjects as? [URL]
    for file in (files ?? []).sorted(by: { $0.path < $1.path }) where file.pathExtension == "json" {
      let loaded = Loader.load(texts: [(file.lastPathComponent, Array(try Data(contentsOf: file)))])
      for gateway in loaded.resources.applicationGateways.values where !gateway.listeners.isEmpty {
        gateways += 1
        requests += checkHosts(of: gateway) + checkPaths(of: gateway)
      }
    }
    print("Routed \(requests) requests of \(gateways) sample gateways.")
    #expect(gateways > 20)
    #expect(requests > 40)
  }

  private func request(_ listener: GatewayListener, _ router: RequestRouter, host: String, path: String)
    -> ClientRequest?
  {
    let scheme = listener.protocol.isEncrypted ? "https" : "http"
    return RequestURL("\(scheme)://\(host):\(router.port(of: listener))\(path)").map { ClientRequest(url: $0) }
  }

  /// Each host of each listener that a rule names comes to that listener, unless an earlier one of the port takes the host.
  private func checkHosts(of gateway: ApplicationGateway) -> Int {
    let router = RequestRouter(gateway)
    var count = 0
    for listener in gateway.listeners {
      let hosts = listener.hostNames.isEmpty ? ["any.example"] : listener.hostNames
      for pattern in hosts {
        let host = pattern.replacingOccurrences(of: "*", with: "x").replacingOccurrences(of: "?", with: "y")
        guard let request = request(listener, router, host: host, path: "/") else {
          Issue.record("\(gateway.id) \(listener.id): no URL for \(host)")
          continue
        }
        let frontend = gateway.frontends.first { $0.id.name.lowercased() == listener.frontend?.name.lowercased() }
        guard case .taken(let match) = router.receive(request, on: frontend) else {
          Issue.record("\(gateway.id) \(listener.id): \(request.url) is not taken")
          continue
        }
        count += 1
        let isOwn = match.listener.id == listener.id
        let shares =
          match.listener.hostNames.isEmpty || match.listener.hostNames.contains { Wildcard($0).matches(host) }
        #expect(isOwn || shares, "\(gateway.id): \(host) goes to \(match.listener.id)")
      }
    }
    return count
  }

  /// Each path of each path rule comes to that rule, unless an earlier one of the map takes the path.
  private func checkPaths(of gateway: ApplicationGateway) -> Int {
    let router = RequestRouter(gateway)
    var count = 0
    for rule in gateway.requestRoutingRules {
      guard
        let map = gateway.urlPathMaps.first(where: { $0.id.name.lowercased() == rule.urlPathMap?.name.lowercased() })
      else { continue }
      for (index, pathRule) in map.pathRules.enumerated() {
        for pattern in pathRule.paths {
          let path = pattern.hasSuffix("*") ? pattern.dropLast() + "some/thing" : pattern
          let route = router.route(path, by: rule)
          count += 1
          let place = map.pathRules.firstIndex { $0.id == route.pathRule } ?? Int.max
          #expect(place <= index, "\(gateway.id): \(path) is not taken by \(pathRule.id)")
          if case .none = route.target { Issue.record("\(gateway.id): \(path) leads nowhere") }
        }
      }
    }
    return count
  }
}
