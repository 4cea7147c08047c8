import Outcomes
import PacketSets

extension RequestStep {
  /// The kind of step in a word.
  var kind: String {
    switch self {
    case .frontend: "frontend"
    case .refused: "request"
    case .noPort, .noHost, .listener: "listener"
    case .rule, .noRule: "rule"
    case .path: "path"
    case .redirect, .redirectLoop: "redirect"
    case .sent: "setting"
    case .rotation: "pool"
    case .load: "load"
    case .keepAlive: "connect"
    case .patience: "client"
    }
  }

  /// What happened, in one line.
  func line(by subject: Subject?) -> String {
    let name = subject.map { $0.rule ?? $0.resource.name } ?? ""
    switch self {
    case .frontend(let address, let isPublic, let port):
      let which = name.isEmpty ? "the gateway's frontend" : "frontend \(name)"
      let place = address.map { "\(isPublic ? "public" : "private") \(endpoint($0, port))" }
      return "\(which), \(place ?? "\(isPublic ? "public" : "private"), port \(port)")"
    case .refused(let status, let info):
      return "the gateway refuses the request itself: \(info.reason)\(status == 0 ? "" : ", \(status)")"
    case .noPort(let port, let listening):
      let others = listening.isEmpty ? "none at all" : listening.map(String.init).joined(separator: ", ")
      return "no listener of the frontend has port \(port); listeners have \(others)"
    case .noHost(let host, let known):
      return "no listener of the port takes \(host.quoted); they take \(known.isEmpty ? "nothing" : listed(known))"
    case .listener(let host, let pattern):
      guard let pattern else { return "listener \(name) takes every host" }
      return "listener \(name) takes \(host)" + (pattern.lowercased() == host.lowercased() ? "" : " by \(pattern)")
    case .rule(let priority): return "rule \(name)" + (priority.map { ", priority \($0)" } ?? "")
    case .noRule: return "\(name) leads neither to a pool nor to a redirect"
    case .path(let path, let pattern):
      guard let pattern else { return "path map \(name): no path rule fits \(path), so its default is used" }
      return "path map \(subject?.resource.name ?? ""): \(name) takes \(path) by \(pattern)"
    case .redirect(let status, let location): return "\(name) sends the client to \(location), \(status)"
    case .redirectLoop(let location): return "\(name) sends the client to \(location), which leads back here"
    case .sent(let host, let path, let port, let speaks):
      return "setting \(name): \(speaks), port \(port), Host \(host), path \(path)"
    case .rotation(let live, let out, let open):
      let parts = [("takes requests", live), ("out of rotation", out), ("cannot tell", open)]
        .filter { !$0.1.isEmpty }.map { "\($0.0): \(listed($0.1))" }
      return
        "pool \(name): \(live.isEmpty && open.isEmpty ? "no member takes requests" : parts.joined(separator: "; "))"
    case .load(let units, let limit, let instances):
      return "load of \(number(units)) capacity units; \(instances) instances carry about \(number(limit))"
    case .keepAlive(let member, let gateway):
      return "the server closes idle connections after \(number(member)) s, the gateway after \(number(gateway)) s"
    case .patience(let seconds, let needed):
      return "the client gives up after \(seconds) s; the answer takes \(number(needed / 1000)) s"
    }
  }

  /// Whether the line itself says why the step denies.
  var isPlain: Bool {
    switch self {
    case .keepAlive, .load, .rotation: false
    default: true
    }
  }
}

extension ErrorInfo {
  /// What the code says, in a few words.
  package var reason: String {
    switch self {
    case .noError: "no error"
    case .invalidRequest: "a header is longer than 32 KB"
    case .httpToHttpsPort: "the port speaks the other of HTTP and HTTPS"
    case .noHostHeader: "there is no Host header"
    case .invalidHost: "the Host header holds illegal characters"
    case .invalidMethod: "the method is not known"
    case .invalidMethodTrace: "the method TRACE is not allowed"
    case .invalidURI: "the URL is longer than 32 KB"
    case .clientClosedRequest: "the client gave up"
    case .upstreamNoLive: "no member of the pool takes requests"
    case .upstreamClosedConnection: "the member closed the connection without an answer"
    case .upstreamTimedOut: "no answer came within the request timeout"
    }
  }
}

extension AnswerStep {
  /// What happened, in one line.
  var line: String {
    let request = "\(method) \(path) with Host \(host)"
    let answer =
      switch result {
      case .status(let status): "\(status)"
      case .closed: "the server closes the connection without an answer"
      case .undeclared: "no answer is declared"
      }
    guard lateShare.upperBound > 0 else { return "\(request): \(answer)" }
    let limit = "the gateway waits \(timeoutSeconds) s"
    if lateShare.lowerBound == 1 { return "\(request): the answer takes \(delayMilliseconds.durationText); \(limit)" }
    return "\(request): \(answer); \(lateShare.percentText) of the answers take longer than \(timeoutSeconds) s"
  }
}

extension SiteStep {
  /// What happened, in one line.
  var line: String {
    let name =
      switch platform {
      case "appService": "App Service"
      case "containerApps": "Container Apps"
      case "apiManagement": "API Management"
      case "aksIngress": "the ingress controller"
      default: platform
      }
    switch finding {
    case .stopped: return "\(name): the site is stopped, 403"
    case .unknownHost(let known): return "\(name) does not know the host \(host), 404; it knows \(listed(known))"
    case .restriction(let rule):
      let who = caller.map { "the caller \($0.summary)" } ?? "the caller"
      return "\(name), access restrictions for \(who): \(rule.map { "rule \($0)" } ?? "no rule names it")"
    }
  }
}

extension ClosedRange<Double> {
  /// A share in percent: `1 %`, `1 to 50 %`.
  package var percentText: String {
    let low = number((lowerBound * 1000).rounded() / 10)
    let high = number((upperBound * 1000).rounded() / 10)
    return low == high ? "\(low) %" : "\(low) to \(high) %"
  }
}

extension Double {
  /// Milliseconds in seconds or milliseconds without needless digits.
  package var durationText: String { self >= 1000 ? "\(number(self / 1000)) s" : "\(number(self)) ms" }
}

/// A number without needless digits.
package func number(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
}

/// At most four names, and how many more there are.
private func listed(_ names: [String]) -> String {
  names.count <= 4
    ? names.joined(separator: ", ") : names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more"
}
