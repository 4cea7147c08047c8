import Outcomes
import Resources

extension Step {
  /// What to edit in the gateway itself.
  func gatewayRepair(_ outcome: Outcome, in context: RepairContext) -> Repair {
    guard let gateway = context.gateway else { return Repair(outcome.remedy) }
    let edit = GatewayEdit(gateway: gateway, context: context)
    switch detail {
    case .listener(let listener) where outcome == .portWrong:
      return edit.port(listener.listening.first, reachedBy: listener)
    case .listener where outcome == .portProtocol: return edit.otherProtocol()
    case .response(let response) where outcome == .probeStatus: return edit.status(response)
    case .response(let response) where outcome == .probeBody: return edit.body(response)
    case .response(let response) where outcome == .probeTimeout: return edit.timeout(response)
    case .emptyPool: return edit.member()
    case .gateway(.operationalState):
      return Repair("start \(gateway.path)", [edit.command("start", named: gateway, [])])
    case .gateway(.provisioningState):
      return Repair(
        "repeat the last update of \(gateway.path); take the last change back when it fails again",
        [edit.command("update", named: gateway, [])])
    case .gateway, .name, .route, .rule, .noSecurityGroup, .flowState, .peering, .guestFirewall, .listener, .tls,
      .response:
      return Repair(outcome.remedy)
    case .appliance, .loadBalancer, .privateEndpoint: return Repair(outcome.remedy)
    }
  }
}

/// Edits of a gateway's settings, probes and pools.
private struct GatewayEdit {
  let gateway: ResourceID
  let context: RepairContext

  func command(_ verb: String, named name: ResourceID, _ options: [(String, [CommandLine.Word])]) -> CommandLine {
    CommandLine("az network application-gateway \(verb)", gateway.groupOption + [("-n", [.text(name.name)])] + options)
  }

  private func child(_ verb: String, named name: String, _ options: [(String, [CommandLine.Word])]) -> CommandLine {
    CommandLine(
      "az network application-gateway \(verb)",
      gateway.groupOption + [("--gateway-name", [.text(gateway.name)]), ("-n", [.text(name)])] + options)
  }

  func port(_ port: UInt16?, reachedBy listener: ListenerStep) -> Repair {
    guard let port, let setting = context.setting else { return Repair(Outcome.portWrong.remedy) }
    return Repair(
      "set the port of the backend setting \(setting.name) to \(port), on which \(listener.server ?? "the server") listens",
      [child("http-settings update", named: setting.name, [("--port", [.text("\(port)")])])])
  }

  func otherProtocol() -> Repair {
    guard let setting = context.setting, let probe = context.probe else { return Repair(Outcome.portProtocol.remedy) }
    let other: GatewayProtocol =
      switch probe.protocol {
      case .http: .https
      case .https: .http
      case .tcp: .tls
      case .tls: .tcp
      }
    var commands = [child("http-settings update", named: setting.name, [("--protocol", [.text(other.rawValue)])])]
    if let own = probe.probe {
      commands.append(child("probe update", named: own.name, [("--protocol", [.text(other.rawValue)])]))
    }
    return Repair("set the backend setting \(setting.name) to \(other.rawValue)", commands)
  }

  func status(_ response: ResponseStep) -> Repair {
    let received = response.status.map(String.init) ?? "the status"
    return probe(
      "point the probe to a path that answers \(response.expectedText), or let it accept \(received)",
      [("--path", [.blank("path that answers \(response.expectedText)")])])
  }

  func body(_ response: ResponseStep) -> Repair {
    probe("correct the text that the probe wants in the body", [("--match-body", [.blank("text in the body")])])
  }

  func timeout(_ response: ResponseStep) -> Repair {
    let seconds = (response.delayMilliseconds / 1000).rounded(.up) + 1
    // Azure allows 86400 seconds at most (azure-semantics.md §4.3).
    guard seconds <= 86400 else { return Repair(Outcome.probeTimeout.remedy) }
    return probe(
      "raise the probe's timeout above \(response.delayText), or make \(response.path) answer sooner",
      [("--timeout", [.text("\(Int(seconds))")])])
  }

  /// An edit of the custom probe; the default probe cannot be edited, so a custom one takes its place.
  private func probe(_ summary: String, _ options: [(String, [CommandLine.Word])]) -> Repair {
    guard let plan = context.probe, let setting = context.setting else { return Repair(summary) }
    if let own = plan.probe { return Repair(summary, [child("probe update", named: own.name, options)]) }
    let name = "probe-\(setting.name)"
    var all: [(String, [CommandLine.Word])] = [("--protocol", [.text(plan.protocol.rawValue)])]
    all.append(("--host", [plan.host.map { .text($0) } ?? .blank("host")]))
    if !options.contains(where: { $0.0 == "--path" }) { all.append(("--path", [.text(plan.path)])) }
    return Repair(
      summary,
      [
        child("probe create", named: name, all + options),
        child("http-settings update", named: setting.name, [("--probe", [.text(name)])]),
      ])
  }

  func member() -> Repair {
    guard let pool = context.pool else { return Repair(Outcome.poolEmpty.remedy) }
    return Repair(
      "add a member to the pool \(pool.name)",
      [child("address-pool update", named: pool.name, [("--servers", [.blank("address or name")])])])
  }
}
