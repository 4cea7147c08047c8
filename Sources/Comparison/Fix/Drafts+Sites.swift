import BackendHealth
import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Edits for platforms in front of servers: the host name that they know, whom they let in, whether they run.
extension FixContext {
  func siteDrafts(_ obstacle: Obstacle) -> [Draft] {
    if case .answer(let answer)? = obstacle.step?.detail {
      return (SettingEdit(obstacle, in: resources).map { virtualHostDrafts(obstacle, $0, known: []) } ?? [])
        + ingressDrafts(obstacle, answer)
    }
    guard case .site(let look)? = obstacle.step?.detail else { return [] }
    switch look.finding {
    case .stopped: return startDrafts(obstacle)
    case .unknownHost(let known):
      guard let place = SettingEdit(obstacle, in: resources) else { return [] }
      return hostDrafts(place, obstacle.member?.probe, obstacle, known: known)
        + virtualHostDrafts(obstacle, place, known: known)
    case .restriction: return restrictionDrafts(look, obstacle)
    }
  }

  /// A rule for the host and the path at the ingress controller that has none for them.
  private func ingressDrafts(_ obstacle: Obstacle, _ answer: AnswerStep) -> [Draft] {
    resources.servers.filter { $0.name == obstacle.subject?.resource.name && $0.site?.kind == .aksIngress }.map {
      var draft = Draft(.ingressRule(controller: $0.name, host: answer.host, path: answer.path), of: resources)
      draft.premises = [.clusterServes(answer.host + answer.path)]
      return draft
    }
  }

  private func startDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard let subject = obstacle.subject?.resource else { return [] }
    if resources.webApps[subject] != nil {
      return [Draft(.resumed, of: resources) { $0.webApps[subject]!.site.isRunning = true }]
    }
    return resources.servers.contains { $0.name == subject.name }
      ? [Draft(.siteStarts(subject.name), of: resources)] : []
  }

  /// Hosts that a platform serves by a pattern: the one of them that the probe's host or the request's begins like.
  private func virtualHostDrafts(_ obstacle: Obstacle, _ place: SettingEdit, known: [String]) -> [Draft] {
    // An ingress controller knows many hosts, each with services of its own: another host is another service.
    let servers = resources.servers.filter {
      $0.name == obstacle.subject?.resource.name && $0.site?.kind != .aksIngress
    }
    let answers = servers.flatMap { $0.listeners ?? [] }
      .flatMap { $0.responses ?? [] }.map(\.host).filter { !$0.contains("*") && !known.contains($0) }
    return hostDrafts(place, obstacle.member?.probe, obstacle, known: answers)
  }

  /// The gateway among those that a site lets in: by its address, or by its subnet's service endpoint.
  private func restrictionDrafts(_ look: SiteStep, _ obstacle: Obstacle) -> [Draft] {
    var drafts = endpointDrafts(obstacle)
    guard let subject = obstacle.subject?.resource, let callers = look.caller?.subnetPrefixes, callers.count <= 4 else {
      return drafts
    }
    guard let app = resources.webApps[subject] else {
      if resources.servers.contains(where: { $0.name == subject.name && $0.site != nil }) {
        drafts.append(Draft(.siteAllows(subject.name, callers), of: resources))
      }
      return drafts
    }
    // Before the first restriction that denies.
    let denial = app.site.accessRestrictions.first { $0.access == .deny }?.priority ?? 200
    let taken = Set(app.site.accessRestrictions.map(\.priority))
    guard let priority = (1..<max(2, min(denial, 101))).last(where: { !taken.contains($0) }) else { return drafts }
    let name = Names.free(
      "Allow-AppGw", Set(app.site.accessRestrictions.compactMap { $0.name?.lowercased() }))
    drafts.append(
      Draft(.ruleAdded, of: resources) { resources in
        var rules = app.site.accessRestrictions
        rules.insert(
          AccessRestriction(
            name: name, origin: app.origin, priority: priority, access: .allow, caller: .prefixes(callers)),
          at: rules.firstIndex { $0.priority > priority } ?? rules.count)
        resources.webApps[subject]!.site.accessRestrictions = rules
      })
    return drafts
  }

  private func endpointDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard let subnet = obstacle.member?.gatewaySubnet.flatMap({ model.subnet($0) }),
      !subnet.record.serviceEndpointNames.contains(where: { $0.lowercased() == "microsoft.web" })
    else { return [] }
    return [
      Draft(.resourceChanged, of: resources) { resources in
        resources.edit(subnet.id) { $0.serviceEndpointNames.append("Microsoft.Web") }
      }
    ]
  }
}
