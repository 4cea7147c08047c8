import BackendHealth
import NetworkModel
import Outcomes
import Resources

extension Step {
  /// What would let a client's request succeed.
  func requestRepair(_ outcome: Outcome, in context: RepairContext) -> Repair {
    switch (outcome, detail) {
    case (.hostRejected, _): return hostRepair(in: context)
    case (.accessRestricted, .site(let site)): return restrictionRepair(site)
    case (.siteStopped, _):
      guard let app = webApp else { return Repair(outcome.remedy) }
      return Repair(
        "start the web app \(app.name)",
        [.starting(site: app.name, group: app.groupOption)])
    case (.requestTimeout, .answer(let answer)): return timeoutRepair(answer, in: context)
    case (.capacity, .request(.load(let units, _, _))): return scaleRepair(units, in: context)
    default: return Repair(outcome.remedy)
    }
  }

  /// The web app that is blamed, where it is one of the input.
  private var webApp: ResourceID? {
    guard let app = subject?.resource, ResourceKind(type: app.type) == .webApp else { return nil }
    return app
  }

  /// Members given by name know that name; others are told which host names there are.
  private func hostRepair(in context: RepairContext) -> Repair {
    guard let gateway = context.gateway, let setting = context.setting else {
      return Repair(Outcome.hostRejected.remedy)
    }
    var known: [String] = []
    if case .site(let site) = detail, case .unknownHost(let names) = site.finding { known = names }
    let place: [(String, [CommandLine.Word])] =
      gateway.groupOption + [("--gateway-name", [.text(gateway.name)]), ("-n", [.text(setting.name)])]
    let command = "az network application-gateway http-settings update"
    if let only = known.first, known.count == 1, !only.contains("*") {
      return Repair(
        "send the Host header \(only) by the backend setting \(setting.name)",
        [CommandLine(command, place + [("--host-name", [.text(only)])])])
    }
    return Repair(
      "send a Host header that the server knows by the backend setting \(setting.name)",
      [CommandLine(command, place + [("--host-name", [.blank("host name")])])])
  }

  private func restrictionRepair(_ site: SiteStep) -> Repair {
    let who = site.caller.map(\.subnetPrefixes) ?? []
    let names = who.map(\.description).joined(separator: ", ")
    let summary = "allow \(names.isEmpty ? "the gateway" : names) in the access restrictions"
    guard let app = webApp else { return Repair(summary) }
    return Repair(
      summary + " of \(app.name)",
      (who.isEmpty ? [nil] : who.map { Optional($0) }).enumerated().map { index, prefix in
        CommandLine.letting(
          prefix.map { .text("\($0)") } ?? .blank("the gateway's address"), into: app.name, group: app.groupOption,
          named: "Allow-AppGateway\(index == 0 ? "" : "-\(index + 1)")", priority: 100 + index)
      })
  }

  private func timeoutRepair(_ answer: AnswerStep, in context: RepairContext) -> Repair {
    guard let gateway = context.gateway, let setting = context.setting else {
      return Repair(Outcome.requestTimeout.remedy)
    }
    let needed = answer.delayMilliseconds / 1000
    let seconds = Int(max(needed, Double(answer.timeoutSeconds)).rounded(.up)) + 1
    // Azure allows 86400 seconds at most (azure-semantics.md §4.4).
    guard seconds <= 86400 else { return Repair(Outcome.requestTimeout.remedy) }
    let isKnown = needed > Double(answer.timeoutSeconds)
    return Repair(
      isKnown
        ? "raise requestTimeout of the backend setting \(setting.name) above \(answer.delayMilliseconds.durationText), or make "
          + "\(answer.path) answer sooner"
        : "raise requestTimeout of the backend setting \(setting.name) above its slow answers, or make \(answer.path) answer sooner",
      [
        CommandLine(
          "az network application-gateway http-settings update",
          gateway.groupOption + [
            ("--gateway-name", [.text(gateway.name)]), ("-n", [.text(setting.name)]),
            ("--timeout", [isKnown ? .text("\(seconds)") : .blank("seconds")]),
          ])
      ])
  }

  private func scaleRepair(_ units: Double, in context: RepairContext) -> Repair {
    guard let gateway = context.gateway else { return Repair(Outcome.capacity.remedy) }
    let instances = Int((units / 10).rounded(.up))
    let record = context.resources?.applicationGateways.values.first { $0.id.matches(gateway) }
    // Azure allows 125 instances of v2 and 32 of v1 (azure-semantics.md §7.2).
    guard instances <= (record?.generation == .v1 ? 32 : 125) else {
      return Repair("spread the load over several gateways: one cannot have \(instances) instances")
    }
    let option = record?.scale.minimum == nil ? "--capacity" : "--max-capacity"
    return Repair(
      "let \(gateway.name) have \(instances) instances",
      [
        CommandLine(
          "az network application-gateway update",
          gateway.groupOption + [("-n", [.text(gateway.name)]), (option, [.text("\(instances)")])])
      ])
  }
}
