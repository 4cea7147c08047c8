import Outcomes
import PacketSets
import Resources

extension HostedSite {
  /// Reads what a server's `kind` stands for; nil for a plain server.
  init?(_ reader: FieldReader) {
    guard let kind = reader.enumeration("kind", as: Kind.self) else {
      for key in ["hostNames", "state", "accessRestrictions", "ingresses"] where reader.field(key) != nil {
        reader.report(.missingField("kind"), at: key)
      }
      return nil
    }
    let hosts = reader.strings("hostNames").map(\.text)
    let ingresses = reader.readers("ingresses").compactMap { $0.string("host") }
    self.init(
      kind: kind, hostNames: kind == .aksIngress ? ["*"] : hosts + ingresses,
      isRunning: reader.enumeration("state", as: SiteState.self) != .stopped,
      accessRestrictions: reader.accessRestrictions("accessRestrictions"))
    if kind != .aksIngress, hosts.isEmpty { reader.report(.missingField("hostNames")) }
    for restriction in reader.readers("accessRestrictions") { restriction.allowOnly(.accessRestriction) }
  }

  /// What listens where nothing else is written: every platform serves both ports.
  func listeners(_ reader: FieldReader) -> [Listener] {
    let own = reader.field("responses") == nil ? nil : reader.readers("responses").compactMap { Response($0) }
    let responses = own ?? usualResponses(reader)
    return [
      Listener(origin: reader.origin, ports: PortSet(80), protocol: .http, responses: responses),
      Listener(origin: reader.origin, ports: PortSet(443), protocol: .https, responses: responses),
    ]
  }

  /// What a platform answers where a person writes no responses.
  private func usualResponses(_ reader: FieldReader) -> [Response] {
    func answer(_ status: Int, host: String = "*", path: String = "*") -> Response {
      Response(
        origin: reader.origin, host: host, path: path, status: status, body: nil, delay: ResponseTime(milliseconds: 0))
    }
    switch kind {
    case .appService, .containerApps: return [answer(200)]
    // Without an API at `/`, API Management answers 404; its own status page is meant for probes (azure-semantics.md §4.3).
    case .apiManagement: return [answer(200, path: "/status-0123456789abcdef"), answer(404, path: "/")]
    case .aksIngress:
      return reader.readers("ingresses").flatMap { ingress -> [Response] in
        ingress.allowOnly(.ingress)
        // A service without a ready pod: the controller answers in its place.
        let status = (ingress.integer("readyPods", in: 0...100_000) ?? 1) == 0 ? 503 : 200
        let host = ingress.string("host") ?? "*"
        let path = ingress.string("path") ?? "/"
        let below = path.hasSuffix("/") ? path + "*" : path + "/*"
        return [answer(status, host: host, path: path), answer(status, host: host, path: below)]
      } + [answer(404)]
    }
  }
}

/// States of an App Service, spelt as Azure spells them.
enum SiteState: String, CaseIterable {
  case running = "Running"
  case stopped = "Stopped"
}

extension GatewayLoad {
  /// Reads a load; nil, with the reason reported, when it names no gateway or no amount.
  init?(_ reader: FieldReader) {
    reader.allowOnly(.load)
    reader.require("gateway", "capacityUnits")
    guard let gateway = reader.reference("gateway"),
      let units = reader.integer("capacityUnits", in: 0...1_000_000)
    else { return nil }
    self.init(gateway: gateway, capacityUnits: Double(units))
  }
}

extension ResponseTime {
  /// Reads a time, or an object of percentiles; nil, with the reason reported, when it is neither.
  static func read(_ key: String, of reader: FieldReader) -> ResponseTime? {
    guard let node = reader.field(key), node.kind == .object, let object = reader.reader(key) else {
      return reader.milliseconds(key).map { ResponseTime(milliseconds: $0) }
    }
    object.allowOnly(.percentiles)
    let given = shares.compactMap { name, share in
      object.milliseconds(name).map { Percentile(share: share, milliseconds: $0) }
    }
    if let time = ResponseTime(given) { return time }
    reader.report(.notA(.percentiles, field: key, found: node.excerpt), at: key)
    return nil
  }

  /// The percentiles that a person can write.
  static let shares: [(name: String, share: Double)] = [
    ("p50", 0.5), ("p75", 0.75), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("p999", 0.999), ("max", 1),
  ]
}
