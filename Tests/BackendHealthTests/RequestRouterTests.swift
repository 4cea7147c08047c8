import BackendHealth
import JSONText
import Outcomes
import Resources
import TestSupport
import Testing

/// Which listener, rule and path rule take a request (azure-semantics.md §5.1).
struct RequestRouterTests {
  @Test func `§5.1 a listener is chosen by port`() throws {
    var site = Site()
    site.listeners = [.listener("a", port: 80), .listener("b", port: 8080)]
    site.rules = [.rule("rule-a", "a", pool: "pool-a"), .rule("rule-b", "b", pool: "pool-b")]
    #expect(try site.pool("http://h/") == "pool-a")
    #expect(try site.pool("http://h:8080/") == "pool-b")
    let none = try site.answer("http://h:9000/")
    #expect(none.statuses == [0])
    #expect(none.cause == .listenerNone)
  }

  @Test func `§5.1 a multi-site listener takes its own hosts, whatever the letter case`() throws {
    var site = Site()
    site.listeners = [.listener("a", hosts: ["a.contoso.com", "b.contoso.com"])]
    site.rules = [.rule("rule-a", "a", pool: "pool-a")]
    #expect(try site.pool("http://a.contoso.com/") == "pool-a")
    #expect(try site.pool("http://B.Contoso.COM/") == "pool-a")
    let other = try site.answer("http://c.contoso.com/")
    #expect(other.statuses == [404])
    #expect(other.cause == .listenerNone)
  }

  @Test(arguments: [
    ("*.contoso.com", "a.contoso.com", true), ("*.contoso.com", "a.b.contoso.com", true),
    ("*.contoso.com", "contoso.com", false), ("shop?.contoso.com", "shop1.contoso.com", true),
    ("shop?.contoso.com", "shop12.contoso.com", false), ("shop?.contoso.com", "shop.contoso.com", false),
    ("*contoso.com", "contoso.com", true), ("shop.*", "shop.contoso.com", true),
  ])
  func `§5.1 wildcards in host names`(pattern: String, host: String, fits: Bool) throws {
    var site = Site()
    site.listeners = [.listener("a", hosts: [pattern])]
    site.rules = [.rule("rule-a", "a", pool: "pool-a")]
    #expect(try site.answer("http://\(host)/").statuses == [fits ? 200 : 404])
  }

  @Test func `§5.1 v2 tries rules by priority, so a wildcard with the lower number shadows an exact host`() throws {
    var site = Site()
    site.listeners = [.listener("exact", hosts: ["a.contoso.com"]), .listener("wild", hosts: ["*.contoso.com"])]
    site.rules = [
      .rule("rule-exact", "exact", pool: "pool-a", priority: 200),
      .rule("rule-wild", "wild", pool: "pool-b", priority: 100),
    ]
    #expect(try site.pool("http://a.contoso.com/") == "pool-b")
    site.rules = [
      .rule("rule-exact", "exact", pool: "pool-a", priority: 100),
      .rule("rule-wild", "wild", pool: "pool-b", priority: 200),
    ]
    #expect(try site.pool("http://a.contoso.com/") == "pool-a")
  }

  @Test func `§5.1 v1 tries rules as they are listed`() throws {
    var site = Site()
    site.sku = "Standard_Medium"
    site.listeners = [.listener("exact", hosts: ["a.contoso.com"]), .listener("all")]
    site.rules = [.rule("rule-all", "all", pool: "pool-b"), .rule("rule-exact", "exact", pool: "pool-a")]
    #expect(try site.pool("http://a.contoso.com/") == "pool-b")
    site.rules.reverse()
    #expect(try site.pool("http://a.contoso.com/") == "pool-a")
  }

  @Test func `§8 row 25: what v1 answers to a host of no listener cannot be told`() throws {
    var site = Site()
    site.sku = "Standard_Medium"
    site.listeners = [.listener("exact", hosts: ["a.contoso.com"])]
    site.rules = [.rule("rule", "exact", pool: "pool-a")]
    #expect(try site.answer("http://b.contoso.com/").verdict == .undetermined)
  }

  @Test(arguments: [
    ("/images/*", "/images/a.png", true), ("/images/*", "/images/", true), ("/images/*", "/images", false),
    ("/images*", "/images", true), ("/images*", "/images2/a", true), ("/images", "/images", true),
    ("/images", "/images/", false), ("/Images/*", "/iMAGES/x", true), ("/a/b", "/a%2Fb", true),
    ("/images/*", "/images/a?x=/other", true),
  ])
  func `§5.1 a path pattern fits whatever the letter case, a star at its end stands for any rest`(
    pattern: String, path: String, fits: Bool
  ) throws {
    var site = Site()
    site.paths = [("first", [pattern], "pool-b")]
    #expect(try site.pool("http://h\(path)") == (fits ? "pool-b" : "pool-a"))
  }

  @Test func `§8 row 3: path rules are tried in the order listed, and the first that fits wins`() throws {
    var site = Site()
    site.paths = [("general", ["/a/*"], "pool-b"), ("particular", ["/a/b/*"], "pool-c")]
    #expect(try site.pool("http://h/a/b/1") == "pool-b")
    site.paths.reverse()
    #expect(try site.pool("http://h/a/b/1") == "pool-c")
    #expect(try site.pool("http://h/a/1") == "pool-b")
  }

  @Test(
    arguments: [
      (nil, "/override/", "/start/", "/override/start/"), (nil, "/override", "/", "/override/"),
      ("/pathrule*", "/override/", "/pathrule/start/", "/override/start/"),
      ("/pathrule/*", "/override/", "/pathrule/start/", "/override/start/"),
      ("/pathrule/start", "/override/", "/pathrule/start", "/override"), ("/p/*", "/", "/p/x", "/x"),
    ] as [(String?, String, String, String)])
  func `§4.4 an override stands before the path, or in place of what the path rule matched`(
    pattern: String?, override: String, path: String, sent: String
  ) throws {
    var site = Site()
    site.setting = ["path": .string(override)]
    if let pattern { site.paths = [("first", [pattern], "pool-a")] }
    #expect(try site.answer("http://h\(path)").sent?.path == sent)
  }

  @Test(arguments: [("Permanent", 301), ("Found", 302), ("SeeOther", 303), ("Temporary", 307)])
  func `§5.3 a redirect answers with its type's status`(type: String, status: Int) throws {
    var site = Site()
    site.redirect = ["redirectType": .string(type), "targetUrl": "https://www.contoso.com/new", "includePath": false]
    let answer = try site.answer("http://h/old?x=1")
    #expect(answer.statuses == [status])
    #expect(answer.location == "https://www.contoso.com/new")
    #expect(answer.verdict == .succeeds)
  }

  @Test func `§5.3 a redirect keeps path and query where it says so`() throws {
    var site = Site()
    site.redirect = [
      "redirectType": "Permanent", "targetUrl": "https://www.contoso.com/", "includePath": true,
      "includeQueryString": true,
    ]
    #expect(try site.answer("http://h/old?x=1").location == "https://www.contoso.com/old?x=1")
  }

  @Test func `a redirect to its own listener is a circle, one to another host is not`() throws {
    var site = Site()
    site.redirect = ["redirectType": "Found", "targetUrl": "http://h", "includePath": true]
    #expect(try site.answer("http://h/old").cause == .redirectLoop)
    site.redirect = ["redirectType": "Found", "targetUrl": "http://other", "includePath": true]
    #expect(try site.answer("http://h/old").cause == nil)
  }
}

/// A gateway with pools a, b and c, each with a member of its own that answers 200 to everything.
struct Site {
  var sku = "Standard_v2"
  var listeners: [JSONValue] = [.listener("all")]
  var rules: [JSONValue] = [.rule("rule", "all", pool: "pool-a")]
  /// Path rules of the one rule; empty for a basic rule.
  var paths: [(name: String, patterns: [String], pool: String)] = []
  /// The redirect of the one rule.
  var redirect: [String: JSONValue]?
  /// Members of the setting besides the base's.
  var setting: [String: JSONValue] = [:]
  var scenario = Scenario()

  func answer(_ url: String, method: String = "GET", headers: [String] = [], client: String? = nil) throws
    -> RequestPrediction
  {
    var scenario = scenario
    scenario.gateway.sku = sku
    scenario.gateway.setting = setting.merging(["hostName": "h"]) { a, _ in a }
    let pools = ["pool-a": "10.0.2.4", "pool-b": "10.0.2.5", "pool-c": "10.0.2.6"]
    scenario.gateway.others["backendAddressPools"] = .array(
      pools.sorted { $0.key < $1.key }.map { GatewayText.pool($0.key, [$0.value]) })
    scenario.servers = pools.values.sorted().map { .server($0) }
    scenario.gateway.others["httpListeners"] = .array(listeners)
    scenario.gateway.others["frontendPorts"] = .array(
      [80, 8080, 443].map { ["name": .string("port-\($0)"), "port": .integer($0)] })
    var rules = rules
    if !paths.isEmpty {
      rules = [["httpListener": ["id": "all"], "name": "rule", "priority": 100, "urlPathMap": ["id": "map"]]]
      scenario.gateway.others["urlPathMaps"] = [
        [
          "defaultBackendAddressPool": ["id": "pool-a"], "defaultBackendHttpSettings": ["id": "setting"], "name": "map",
          "pathRules": .array(
            paths.map {
              [
                "backendAddressPool": ["id": .string($0.pool)], "backendHttpSettings": ["id": "setting"],
                "name": .string($0.name), "paths": .strings($0.patterns),
              ]
            }),
        ]
      ]
    }
    if let redirect {
      rules = [["httpListener": ["id": "all"], "name": "rule", "redirectConfiguration": ["id": "redirect"]]]
      scenario.gateway.others["redirectConfigurations"] = [
        .sorted(redirect.merging(["name": "redirect"]) { a, _ in a }.mapValues { $0 })
      ]
    }
    scenario.gateway.others["requestRoutingRules"] = .array(rules)
    return try scenario.request(url, method: method, headers: headers, client: client)
  }

  func pool(_ url: String) throws -> String? { try answer(url).pool?.name }
}

extension Scenario {
  /// What a client gets.
  func request(
    _ url: String, method: String = "GET", headers: [String] = [], client: String? = nil, patience: Int? = nil
  ) throws -> RequestPrediction {
    let engine = try engine()
    let request = ClientRequest(
      url: try #require(RequestURL(url)), method: method, headers: headers.compactMap { ClientRequest.Header($0) },
      client: client, patienceSeconds: patience)
    return try #require(try RequestPredictor(engine).predict(request).first)
  }
}

extension JSONValue {
  fileprivate static func listener(_ name: String, port: Int = 80, hosts: [String] = []) -> JSONValue {
    [
      "frontendPort": ["id": .string("port-\(port)")], "hostNames": .strings(hosts), "name": .string(name),
      "protocol": .string(port == 443 ? "Https" : "Http"),
    ]
  }

  fileprivate static func rule(_ name: String, _ listener: String, pool: String, priority: Int? = nil) -> JSONValue {
    .sorted([
      "backendAddressPool": ["id": .string(pool)], "backendHttpSettings": ["id": "setting"],
      "httpListener": ["id": .string(listener)], "name": .string(name), "priority": priority.map { .integer($0) },
    ])
  }
}
