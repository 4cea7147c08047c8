import Outcomes
import PacketSets
import Resources

/// What Azure's own report of a gateway's health says about its members and their servers (azure-semantics.md §4.10).
struct Observations {
  private let reports: [ObservedHealth]
  private let isPast: Bool

  init(_ resources: Resources, of gateway: ResourceID) {
    reports = resources.observedHealth.filter { $0.pool.parent.map(gateway.matches) ?? false }
    isPast = resources.isChangedSinceObserved
  }

  /// Whether Azure could read any member's health, so that the gateway as it stands reports health.
  var showHealth: Bool { reports.contains { $0.health == .healthy || $0.health == .unhealthy } }

  /// The report on a member under a setting; the last one where there are several, none once the resources were changed.
  func report(on member: MemberName, in pool: ResourceID, by setting: ResourceID) -> ObservedHealth? {
    isPast
      ? nil
      : reports.last { $0.pool.matches(pool) && $0.setting.matches(setting) && $0.isAbout(member) }
  }

  /// What a Healthy report says of the server behind a probe: that it listens on the port, and, where the same probe was
  /// answered, that it answers well. Both outlast changes of the network.
  func settled(_ steps: [Step], of member: MemberName, under plan: ProbePlan, at address: IPAddress) -> [Step] {
    guard steps.contains(where: { $0.verdict == .undetermined }), !steps.contains(where: { $0.verdict == .deny }) else {
      return steps
    }
    let healthy = reports.filter { report in
      report.health == .healthy && (report.isAbout(member) || IPAddress(report.address) == address)
    }
    let plans = healthy.compactMap { report in report.plan.map { (report, $0) } }
    if let (report, _) = plans.last(where: { $0.1 == plan }) {
      let packets = steps.first?.packets ?? .empty
      return steps.filter { $0.verdict != .undetermined } + [
        Step(.forward, .allow, .reported, packets: packets, subject: Subject(report.pool, origin: report.origin))
      ]
    }
    guard let (report, _) = plans.last(where: { $0.1.port == plan.port }) else { return steps }
    return steps.flatMap { $0.missingListener ? listening($0, by: report, under: plan, at: address) : [$0] }
  }

  /// A listener that another probe found, and what this probe leaves open.
  private func listening(
    _ step: Step, by report: ObservedHealth, under plan: ProbePlan, at address: IPAddress
  ) -> [Step] {
    let subject = Subject(report.pool, origin: report.origin)
    var open: [MissingFact] = []
    if plan.protocol.isEncrypted { open.append(.certificate(address: address, port: plan.port)) }
    if plan.protocol.isHTTP { open.append(.response(address: address, port: plan.port, path: plan.path)) }
    return [Step(.forward, .allow, step.detail, packets: step.packets, subject: subject)]
      + open.map { Step(.forward, .undetermined, step.detail, packets: step.packets, subject: subject, missing: $0) }
  }
}

extension ObservedHealth {
  /// Whether it is about a member, by address, name or address configuration.
  fileprivate func isAbout(_ member: MemberName) -> Bool {
    if let ipConfiguration, let own = member.ipConfiguration { return ipConfiguration.matches(own) }
    return address.lowercased() == member.address.lowercased()
  }

  /// The probe that was answered; nil where the gateway is not in the input.
  fileprivate var plan: ProbePlan? {
    guard let gateway, let setting = gateway.backendSettings.first(where: { $0.id.matches(setting) }) else {
      return nil
    }
    return ProbePlan(setting: setting, member: address, gateway: gateway)
  }
}

extension Step {
  /// Whether it says that nothing is known of what listens.
  fileprivate var missingListener: Bool {
    if case .listener? = missing { true } else { false }
  }
}
