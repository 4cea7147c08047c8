/// A client's request to a gateway.
package struct ClientRequest: Hashable, Sendable {
  /// A header as the client writes it.
  package struct Header: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// Its value.
    package let value: String

    /// A header.
    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }

    /// Reads `Name: value`; nil without a colon or a name.
    package init?(_ text: String) {
      guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else { return nil }
      name = String(text[..<colon])
      value = String(text[text.index(after: colon)...].drop { $0 == " " })
    }
  }

  /// What is asked for.
  package let url: RequestURL
  /// The method, such as `GET`.
  package let method: String
  /// Headers besides or instead of those that every client sends.
  package let headers: [Header]
  /// Who asks, as a person names an end of a flow; nil when it does not matter.
  package let client: String?
  /// Seconds after which the client gives up; nil for a client that waits.
  package let patienceSeconds: Int?

  /// A request.
  package init(
    url: RequestURL, method: String = "GET", headers: [Header] = [], client: String? = nil, patienceSeconds: Int? = nil
  ) {
    self.url = url
    self.method = method.uppercased()
    self.headers = headers
    self.client = client
    self.patienceSeconds = patienceSeconds
  }

  /// The Host header without a port; empty when the client sends an empty one.
  package var host: String {
    let sent = headers.last { $0.name.lowercased() == "host" }?.value
    return sent.map(RequestURL.withoutPort) ?? url.host
  }
}

/// A URL, as far as a gateway looks at it.
package struct RequestURL: Hashable, Sendable, CustomStringConvertible {
  /// The two schemes that a gateway's HTTP listeners speak.
  package enum Scheme: String, CaseIterable, Sendable {
    case http, https

    /// The port that is meant where none is written.
    package var defaultPort: UInt16 { self == .http ? 80 : 443 }
  }

  /// The scheme.
  package let scheme: Scheme
  /// The host in lower case; an IPv6 address without brackets.
  package let host: String
  /// The port, the scheme's own when none is written.
  package let port: UInt16
  /// The path, beginning with `/`.
  package let path: String
  /// What stands behind `?`; nil without one.
  package let query: String?

  /// Reads a URL such as `https://app.contoso.com/orders?id=1`; nil for anything else.
  package init?(_ text: String) {
    guard let separator = text.firstRange(of: "://"),
      let scheme = Scheme(rawValue: text[..<separator.lowerBound].lowercased())
    else { return nil }
    let rest = text[separator.upperBound...].prefix { $0 != "#" }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let target = rest[authority.endIndex...]
    guard !authority.contains("@"), !authority.contains(where: \.isWhitespace) else { return nil }
    let host = Self.withoutPort(String(authority))
    let written = authority.hasPrefix("[") ? host.count + 2 : host.count
    let port = authority.dropFirst(written)
    guard !host.isEmpty, port.isEmpty || port.hasPrefix(":") else { return nil }
    guard let number = port.count > 1 ? UInt16(port.dropFirst()) : scheme.defaultPort, number > 0 else { return nil }
    let path = target.prefix { $0 != "?" }
    self.scheme = scheme
    self.host = host.lowercased()
    self.port = number
    self.path = path.isEmpty ? "/" : String(path)
    query = path.endIndex < target.endIndex ? String(target[target.index(after: path.endIndex)...]) : nil
  }

  /// The path and the query as they stand in a request's first line.
  package var target: String { path + (query.map { "?" + $0 } ?? "") }

  /// Scheme, host and port, the port only where it is not the scheme's own.
  package var base: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return "\(scheme.rawValue)://\(name)" + (port == scheme.defaultPort ? "" : ":\(port)")
  }

  package var description: String { base + target }

  /// The host of `host:port` or `[address]:port`.
  static func withoutPort(_ text: String) -> String {
    if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
      return String(text[text.index(after: text.startIndex)..<close])
    }
    return text.lastIndex(of: ":").map { String(text[..<$0]) } ?? text
  }
}
