import Foundation
import Testing

/// A real web server with the same hosts and paths selects as `agwsim request` does: nginx tries exact names before wildcards, and
/// its regular expressions in the order in which they are written.
struct NginxTests {
  @Test func `nginx with matching virtual hosts and locations selects the same pools`() throws {
    let program = try #require(Nginx.program, "nginx is not there: make test fetches it")
    var random = Seeded(state: 20_261_121)
    let sites = (0..<12).map { Mirror(index: $0, using: &random) }
    let server = try Nginx(program, serving: sites)
    defer { server.stop() }
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "agwsim-nginx-\(ProcessInfo.processInfo.processIdentifier)-in")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var compared = 0
    for (site, port) in zip(sites, server.ports) {
      let file = folder.appending(path: "site-\(site.index).scenario.json")
      let requests = site.requests(using: &random)
      var expectations: [[String: Any]] = []
      for (host, path) in requests {
        let answer = try server.get(path, host: host, port: port)
        var expectation: [String: Any] = ["request": "http://\(host)\(path)", "status": answer.status]
        if answer.status == 200 { expectation["pool"] = answer.body }
        expectations.append(expectation)
      }
      try JSONSerialization.data(withJSONObject: site.scenario(expecting: expectations)).write(to: file)
      let run = try Program.run(["test", file.path])
      #expect(run.status == 0, "\(run.output)\(run.errors)")
      compared += requests.count
    }
    #expect(compared >= 200)
  }
}

/// One gateway and the nginx server blocks that stand for it.
private struct Mirror {
  struct Listener {
    let name: String
    /// Host names; empty for the listener that takes every host.
    let hosts: [String]
    /// Path patterns and the pools they lead to, in order.
    let paths: [(pattern: String, pool: String)]
    let pool: String
  }

  let index: Int
  let listeners: [Listener]

  private static let patterns = [
    "/images/*", "/images/new/*", "/api*", "/api/v2/*", "/Login", "/static/a.css", "/a/b/*", "/A/*", "/orders/*",
    "/orders/1",
  ]

  init(index: Int, using random: inout Seeded) {
    self.index = index
    // Exact hosts first, then wildcards from the longer to the shorter, as Azure advises; nginx does so by itself.
    let hosts: [[String]] = [
      ["shop.contoso.test"], ["api.shop.contoso.test", "www.contoso.test"], ["*.shop.contoso.test"], ["*.contoso.test"],
    ]
    var chosen = hosts.filter { _ in random.next() % 4 > 0 }
    if random.next() % 2 == 0 || chosen.isEmpty { chosen.append([]) }
    var pools = 0
    listeners = chosen.enumerated().map { number, names in
      func pool() -> String {
        pools += 1
        return "pool-\(pools)"
      }
      let count = Int(random.next() % 5)
      let paths = (0..<count).map { _ in
        (pattern: Self.patterns[Int(random.next() % UInt64(Self.patterns.count))], pool: pool())
      }
      return Listener(name: "listener-\(number)", hosts: names, paths: paths, pool: pool())
    }
  }

  /// A sample of hosts and paths around what is configured.
  func requests(using random: inout Seeded) -> [(host: String, path: String)] {
    let hosts = [
      "shop.contoso.test", "SHOP.contoso.test", "api.shop.contoso.test", "x.shop.contoso.test", "a.b.shop.contoso.test",
      "www.contoso.test", "other.contoso.test", "contoso.test", "elsewhere.test",
    ]
    let paths = [
      "/", "/images", "/images/", "/images/a.png", "/IMAGES/NEW/1", "/api", "/apix", "/api/v2/x", "/login", "/Login/",
      "/static/a.css", "/static/aXcss", "/a/b/c", "/a%2Fb/c", "/orders/1", "/orders/1?x=/images/", "/orders",
    ]
    return (0..<20).map { _ in
      (hosts[Int(random.next() % UInt64(hosts.count))], paths[Int(random.next() % UInt64(paths.count))])
    }
  }

  /// The gateway as a scenario file's object.
  func scenario(expecting expectations: [[String: Any]]) -> [String: Any] {
    let pools = listeners.flatMap { $0.paths.map(\.pool) + [$0.pool] }
    func backend(_ pool: String, prefix: String = "") -> [String: Any] {
      let keys =
        prefix.isEmpty
        ? ("backendAddressPool", "backendHttpSettings") : ("defaultBackendAddressPool", "defaultBackendHttpSettings")
      return [keys.0: ["id": pool], keys.1: ["id": "setting"]]
    }
    return [
      "virtualNetworks": [
        [
          "name": "vnet", "addressSpace": ["addressPrefixes": ["10.0.0.0/16"]],
          "subnets": [
            ["name": "snet-agw", "addressPrefix": "10.0.1.0/24"], ["name": "snet-web", "addressPrefix": "10.0.2.0/24"],
          ],
        ]
      ],
      "applicationGateways": [
        [
          "name": "agw", "sku": ["name": "Standard_v2", "tier": "Standard_v2"], "operationalState": "Running",
          "gatewayIPConfigurations": [["name": "ip", "subnet": ["id": "vnet/snet-agw"]]],
          "frontendPorts": [["name": "p80", "port": 80]],
          "backendAddressPools": pools.map { ["name": $0, "backendAddresses": [["ipAddress": "10.0.2.4"]]] },
          "backendHttpSettingsCollection": [["name": "setting", "port": 80, "protocol": "Http"]],
          "httpListeners": listeners.map {
            ["name": $0.name, "protocol": "Http", "frontendPort": ["id": "p80"], "hostNames": $0.hosts] as [String: Any]
          },
          "urlPathMaps": listeners.map { listener in
            [
              "name": "map-" + listener.name,
              "pathRules": listener.paths.enumerated().map { number, path in
                ["name": "rule-\(number)", "paths": [path.pattern]].merging(backend(path.pool)) { $1 }
              },
            ].merging(backend(listener.pool, prefix: "default")) { $1 }
          },
          "requestRoutingRules": listeners.enumerated().map { number, listener in
            [
              "name": "rule-\(number)", "priority": 100 + number, "httpListener": ["id": listener.name],
              "urlPathMap": ["id": "map-" + listener.name],
            ] as [String: Any]
          },
        ] as [String: Any]
      ],
      "servers": [
        ["address": "10.0.2.4", "listeners": [["port": 80, "protocol": "Http", "responses": [["status": 200]]]]]
      ],
      "expect": expectations,
    ]
  }

  /// The same as nginx's server blocks.
  func configuration(port: Int) -> String {
    let servers = listeners.map { listener in
      let isDefault = listener.hosts.isEmpty
      let name = isDefault ? "server_name _;" : "server_name \(listener.hosts.joined(separator: " "));"
      let locations = listener.paths.map { path in
        let fixed = path.pattern.hasSuffix("*") ? String(path.pattern.dropLast()) : path.pattern
        let quoted = fixed.replacingOccurrences(of: ".", with: "\\.")
        return "location ~* \"^\(quoted)\(path.pattern.hasSuffix("*") ? "" : "$")\" { return 200 \(path.pool); }"
      }
      return """
        server { listen 127.0.0.1:\(port)\(isDefault ? " default_server" : ""); \(name)
        \(locations.joined(separator: "\n"))
        location / { return 200 \(listener.pool); } }
        """
    }
    // Without a listener for every host, v2 answers 404.
    let rest =
      listeners.contains { $0.hosts.isEmpty }
      ? "" : "server { listen 127.0.0.1:\(port) default_server; server_name _; return 404; }"
    return (servers + [rest]).joined(separator: "\n")
  }
}

/// nginx on free ports of this machine, with a folder of its own.
private final class Nginx {
  /// The program: fetched by `make test`, or installed.
  static let program: URL? = [
    Program.repository.appending(path: ".nginx/usr/sbin/nginx").path, "/usr/sbin/nginx", "/usr/bin/nginx",
  ].first { FileManager.default.isExecutableFile(atPath: $0) }.map { URL(filePath: $0) }

  let ports: [Int]
  private let process = Process()
  private let folder: URL

  init(_ program: URL, serving sites: [Mirror]) throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "agwsim-nginx-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    ports = try Self.freePorts(sites.count)
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
      "\($0)_temp_path \(folder.path)/\($0);"
    }.joined(separator: "\n")
    let text = """
      daemon off; master_process off; pid \(folder.path)/pid; error_log \(folder.path)/error.log;
      events { worker_connections 64; }
      http { access_log off; merge_slashes off; default_type text/plain;
      \(temporary)
      \(zip(sites, ports).map { $0.configuration(port: $1) }.joined(separator: "\n"))
      }
      """
    try Data(text.utf8).write(to: folder.appending(path: "nginx.conf"))
    process.executableURL = program
    process.arguments = ["-p", folder.path, "-c", folder.appending(path: "nginx.conf").path]
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    // It listens soon after its start.
    for _ in 0..<500 where (try? Self.connect(ports[0])).map({ close($0) }) == nil && process.isRunning {
      usleep(10_000)
    }
  }

  func stop() {
    // Foundation's threads hand on a signal mask that keeps softer signals out.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  /// The status and the body of one answer.
  func get(_ path: String, host: String, port: Int) throws -> (status: Int, body: String) {
    let file = try Self.connect(port)
    defer { close(file) }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: false)
    try handle.write(contentsOf: Data("GET \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n".utf8))
    let text = String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
    let status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    let body = text.range(of: "\r\n\r\n").map { String(text[$0.upperBound...]) }
    return (try #require(status), body ?? "")
  }

  private static func address(_ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  private static func connect(_ port: Int) throws -> Int32 {
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = address(port)
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if status != 0 {
      close(file)
      throw POSIXError(.ECONNREFUSED)
    }
    return file
  }

  /// Ports that the system has just given out and taken back.
  private static func freePorts(_ count: Int) throws -> [Int] {
    let files = (0..<count).map { _ in socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }
    defer { for file in files { close(file) } }
    return try files.map { file in
      var address = address(0)
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let status = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(file, $0, length) | getsockname(file, $0, &length)
        }
      }
      guard status == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
      return Int(in_port_t(bigEndian: address.sin_port))
    }
  }
}

/// SplitMix64: the same numbers on every run.
private struct Seeded {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
