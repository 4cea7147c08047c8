import Outcomes
import Resources

extension Step {
  /// What to edit in the gateway so that it accepts the server's certificate; what the server must do instead, in words.
  func tlsRepair(_ outcome: Outcome, in context: RepairContext) -> Repair {
    guard case .tls(let step) = detail, let gateway = context.gateway, let setting = context.setting else {
      return Repair(outcome.remedy)
    }
    let edit = TLSEdit(gateway: gateway, setting: setting)
    switch step.check {
    case .name(_, let names) where outcome == .tlsNameMismatch && !step.isByV1:
      return edit.name(names, ownProbe: context.probe?.probe)
    case .trust(let last, let issuer, _) where outcome.isRepairedByRoot:
      return edit.upload("root", "the root certificate \(issuer)", option: "--root-certs", name: issuer, of: last)
    case .authenticationCertificate(let name):
      return edit.upload("auth", "the server's certificate", option: "--auth-certs", name: name, of: name)
    case .name, .trust, .proxyProtocol, .version, .cipherSuites, .chain, .rules, .validity, .certificate:
      return Repair(outcome.remedy)
    }
  }

  /// The command that shows the certificates that a server sends.
  func tlsConfirmation(_ step: TLSStep) -> [CommandLine] {
    var options: [(String, [CommandLine.Word])] = [("-connect", [.text(endpoint(step.address, step.port))])]
    options.append(step.serverName.map { ("-servername", [.text($0)]) } ?? ("-noservername", []))
    return [CommandLine("openssl s_client", options + [("-showcerts", [])])]
  }
}

extension Outcome {
  /// Whether an uploaded root repairs it; an intermediate certificate that is missing has to come from the server.
  fileprivate var isRepairedByRoot: Bool {
    [.tlsUntrustedRoot, .tlsRootMismatch, .tlsIntermediateUnknown].contains(self)
  }
}

/// Edits of what a gateway accepts in a handshake.
private struct TLSEdit {
  let gateway: ResourceID
  let setting: ResourceID

  private func command(_ verb: String, named name: String, _ options: [(String, [CommandLine.Word])]) -> CommandLine {
    CommandLine(
      "az network application-gateway \(verb)",
      gateway.groupOption + [("--gateway-name", [.text(gateway.name)]), ("-n", [.text(name)])] + options)
  }

  /// The certificate's first name where the gateway takes its server name from.
  func name(_ names: [String], ownProbe: ResourceID?) -> Repair {
    let host: CommandLine.Word =
      names.first.flatMap { $0.contains("*") ? nil : CommandLine.Word.text($0) } ?? .blank("name of the certificate")
    let summary = "set the host that the gateway sends to a name of the certificate, or have one issued for it"
    if let ownProbe {
      return Repair(summary, [command("probe update", named: ownProbe.name, [("--host", [host])])])
    }
    return Repair(summary, [command("http-settings update", named: setting.name, [("--host-name", [host])])])
  }

  /// A certificate uploaded and named in the setting.
  func upload(_ kind: String, _ what: String, option: String, name: String, of certificate: String) -> Repair {
    let upload = "\(kind)-\(setting.name)"
    return Repair(
      "upload \(what), and name it in the backend setting \(setting.name)",
      [
        command("\(kind)-cert create", named: upload, [("--cert-file", [.blank("certificate file")])]),
        command("http-settings update", named: setting.name, [(option, [.text(upload)])]),
      ])
  }
}
