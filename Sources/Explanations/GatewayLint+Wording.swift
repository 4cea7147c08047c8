import Lint
import Outcomes

extension GatewayLint {
  /// What was found.
  var sentence: String {
    switch self {
    case .probeHost(let host, let setting, let settingHost):
      "the probe asks for \(host), and the setting \(setting.name) sends requests with \(settingHost)"
    case .defaultHost(_, let member):
      "the probe sends 127.0.0.1 as host to \(member), which finds its site by the host name and answers 404"
    case .certificate(let title, .expired(let end)): "the certificate \(title) is not valid since \(end)"
    case .certificate(let title, .notYet(let begin)): "the certificate \(title) is not valid before \(begin)"
    case .certificate(let title, .endsSoon(let end, let days)):
      "the certificate \(title) ends in \(days) \(days == 1 ? "day" : "days"), at \(end)"
    case .certificateUnjudged(let title): "the certificate \(title) is valid"
    case .pathRule(let pattern, let earlier, let rule):
      "no path reaches the pattern \(pattern): \(earlier) of \(rule) takes all of them before"
    case .listener(let host, let earlier, let port):
      "no request for \(host) on port \(port) reaches the listener: \(earlier), whose rule has a lower number, takes all of them"
    case .unused(let part): "nothing uses the \(part.rawValue)"
    case .openToInternet(let address, let port, let publicAddress):
      "clients of the Internet reach \(endpoint(address, port)) by its public address \(publicAddress.name), past the gateway"
    case .management(let step): "Azure cannot manage the gateway: \(step.line)"
    }
  }

  /// What to do about it.
  var advice: String {
    switch self {
    case .probeHost: "let the probe pick the host name from the backend setting, or write the same name in both"
    case .defaultHost:
      "let the setting pick the host name from the backend address, and its probe from the setting"
    case .certificate(_, .notYet): "install a certificate that is valid already"
    case .certificate, .certificateUnjudged: "renew the certificate"
    case .pathRule(let pattern, let earlier, _): "put \(pattern) before \(earlier)"
    case .listener(_, let earlier, _): "give the rule of \(earlier) a higher number than the rule of this listener"
    case .unused(let part): "name the \(part.rawValue) where it is needed, or delete it"
    case .openToInternet: "take the public address away, or allow only the gateway's subnet in"
    case .management: "let Azure's managers in, and 0.0.0.0/0 out to the Internet"
    }
  }
}
