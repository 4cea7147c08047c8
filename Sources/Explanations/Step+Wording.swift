import Outcomes
import PacketSets

/// What a reader needs to know about a flow to understand one of its steps.
package struct Narration: Sendable {
  /// How the sender is called: `the gateway subnet`, `the sender`.
  package let sender: String
  /// Every packet of the flow, so that a step that concerns some of them says which.
  package let packets: PacketSet

  /// A flow's frame.
  package init(sender: String, packets: PacketSet) {
    self.sender = sender
    self.packets = packets
  }
}

extension Step {
  /// The kind of step in a word, as the trace's columns and its JSON name it.
  package var kind: String {
    switch detail {
    case .name: "name"
    case .route: "route"
    case .rule, .noSecurityGroup, .flowState: "nsg"
    case .peering: "peering"
    case .appliance: "appliance"
    case .loadBalancer: "balancer"
    case .privateEndpoint: "endpoint"
    case .guestFirewall: "firewall"
    case .listener: "listener"
    case .tls: "tls"
    case .response: "response"
    case .gateway: "gateway"
    case .emptyPool: "pool"
    case .site: "site"
    case .request(let step): step.kind
    case .answer: "response"
    case .adminRule: "admin"
    case .egress: "egress"
    case .reported: "observed"
    }
  }

  /// What happened, in one line.
  package var line: String {
    let text =
      switch detail {
      case .name(let step): step.line
      case .route(let step): step.line(by: subject, outcome: outcome, isOpen: missing != nil)
      case .rule(let step):
        "\(groupName) at \(step.point.attachedTo.path), \(step.point.direction.rawValue): "
          + "\(subject?.rule ?? "a rule") (\(step.priority)\(step.isDefault ? ", default rule" : ""))"
      case .noSecurityGroup(let point):
        "no network security group at \(point.attachedTo.path), \(point.direction.rawValue)"
      case .flowState: "replies of an allowed flow pass every network security group"
      case .peering(let step):
        if let beyond = step.unreached {
          "peering of \(step.network.path) with \(step.remote.path): \(beyond) beyond it"
            + (missing == nil ? " cannot be reached between regions" : "")
        } else {
          "peering \(subject.map(\.peeringName) ?? "") of \(step.network.path) with \(step.remote.path)"
        }
      case .appliance(let step): step.line
      case .loadBalancer(let step): step.line
      case .privateEndpoint(let step): step.line
      case .guestFirewall(let address, let rule):
        "firewall of the server at \(address): \(rule.map { "rule \($0)" } ?? "a rule without a name")"
      case .listener(let step): step.line(verdict: verdict, outcome: outcome)
      case .tls(let step): step.line(verdict: verdict)
      case .response(let step): step.line
      case .gateway(let step): missing == nil ? step.line : "the gateway's subnet"
      case .emptyPool: "the pool has no member"
      case .site(let step): step.line
      case .request(let step): step.line(by: subject)
      case .answer(let step): step.line
      case .adminRule(let step): step.line(subject)
      case .egress(let step): step.line
      case .reported: "Azure reported the member Healthy under this probe, so its server answers well"
      }
    return text.printable
  }

  /// Why, in lines below the first: what is missing, near misses, which packets, and where the rule or route is written.
  package func evidence(in narration: Narration) -> [String] {
    var lines: [String] = []
    if let missing {
      lines.append("cannot tell: " + missing.sentence)
    } else if verdict == .deny, let outcome, !isPlain {
      lines.append(outcome.title)
    }
    if let only = restriction(in: narration) { lines.append(only) }
    lines += nearMisses(in: narration)
    if verdict == .deny, let place = subject?.origin?.place {
      lines.append((isByDefaultRule ? "a default rule of the group written at " : "written at ") + place)
    }
    return lines.map(\.printable)
  }

  /// Rules that nearly let the packets through.
  package func nearMisses(in narration: Narration) -> [String] {
    guard case .rule(let step) = detail else { return [] }
    // Behind a device that translates, and on the way back, somebody else sends than at the beginning.
    let isOther = step.translated.map { $0.sources.isDisjoint(with: narration.packets.sources) } ?? false
    let frame =
      isOther
      ? Narration(sender: leg == .forward ? "the sender by then" : "the receiver, which replies,", packets: .empty)
      : narration
    return step.nearMisses.map {
      $0.sentence(denier: subject?.rule ?? "the rule", denierPriority: step.priority, in: frame)
    }
  }

  /// Which packets the step speaks of, when it is not all of the flow: "denied for 10.0.1.6–10.0.1.254".
  package func restriction(in narration: Narration) -> String? {
    if case .name = detail {
      return packets == .all ? nil : "not answered for \(packets.sources.exactSummary)"
    }
    guard packets != narration.packets, !packets.isEmpty, packets.isSubset(of: narration.packets) else { return nil }
    var parts: [String] = []
    if packets.sources != narration.packets.sources { parts.append(packets.sources.exactSummary) }
    if packets.sourcePorts != narration.packets.sourcePorts {
      parts.append("source ports \(packets.sourcePorts.summary)")
    }
    if packets.destinations != narration.packets.destinations {
      parts.append("destination \(packets.destinations.exactSummary)")
    }
    if packets.destinationPorts != narration.packets.destinationPorts {
      parts.append("ports \(packets.destinationPorts.summary)")
    }
    if packets.protocols != narration.packets.protocols { parts.append("\(packets.protocols)") }
    guard !parts.isEmpty else { return nil }
    let verb =
      switch verdict {
      case .allow: "allowed for"
      case .deny: "denied for"
      case .skip: "not asked for"
      case .undetermined: "cannot tell for"
      }
    return "\(verb) \(parts.joined(separator: ", "))"
  }

  private var groupName: String { subject?.resource.path ?? "a network security group" }

  private var isByDefaultRule: Bool {
    if case .rule(let step) = detail { step.isDefault } else { false }
  }

  /// Whether the line itself says why the step denies.
  private var isPlain: Bool {
    switch detail {
    case .name, .rule, .emptyPool, .response, .guestFirewall: true
    case .answer: outcome != .hostRejected
    case .site: true
    case .request(let step): step.isPlain
    case .appliance, .loadBalancer: true
    case .privateEndpoint: false
    case .adminRule, .egress: true
    case .reported: false
    case .route, .noSecurityGroup, .flowState, .peering, .listener, .tls, .gateway: false
    }
  }
}

extension Subject {
  /// The name of a peering, whether it is the resource itself or a part of its network.
  fileprivate var peeringName: String { rule ?? resource.name }
}

extension NameStep {
  fileprivate var line: String {
    if source == .literal {
      return answer == .undetermined ? "the address of \(query)" : "\(query) is an address; no name is looked up"
    }
    let who =
      switch source {
      case .privateZone(let zone): "private DNS zone \(zone.name)"
      case .publicDNS: "public DNS"
      case .forwardingRuleset(let ruleset): "DNS forwarding ruleset \(ruleset.name)"
      case .server(let address): "DNS server \(address)"
      case .servers: "the network's DNS servers"
      case .literal: query
      }
    let what =
      switch answer {
      case .addresses(let addresses): "is \(addresses.map(\.description).joined(separator: ", "))"
      case .alias(let name): "is an alias of \(name)"
      case .forwarded(let server): "is forwarded to \(server)"
      case .noRecord: "has no address record"
      case .disagreement(let answers): answers.map(\.words).joined(separator: "; ")
      case .publicAnswer(let answer): answer.words
      case .unreachable: "is not answered: the server cannot be reached"
      case .loop: "was asked already"
      case .undetermined: "has an answer that the input does not say"
      }
    return "\(who): \(query) \(what)"
  }
}

extension ServerAnswer {
  fileprivate var words: String {
    let list = addresses.map(\.description).joined(separator: ", ")
    return addresses.isEmpty ? "has no answer at \(server)" : "is \(list) at \(server)"
  }
}

extension PublicAnswer {
  fileprivate var words: String {
    let list = addresses.map(\.description).joined(separator: ", ")
    let endpoint = endpoints.map(\.description).joined(separator: ", ")
    return (addresses.isEmpty ? "has a public address that the input does not say" : "is \(list)")
      + ", not the private endpoint's \(endpoint)" + (zone.map { " of the private DNS zone \($0.name)" } ?? "")
  }
}

extension RouteStep {
  fileprivate func line(by subject: Subject?, outcome: Outcome? = nil, isOpen: Bool = false) -> String {
    let place = subnet.map(\.path) ?? "outside Azure"
    let name = subject.flatMap { subject in subject.rule.map { ", \(subject.resource.path)/\($0)" } } ?? ""
    guard let prefix else {
      if isOpen { return "\(place): the way to the destination" }
      if outcome == .addressUnassigned { return "\(subject.map(\.description) ?? place): no subnet holds the address" }
      // The packets did arrive, where an address stands in two networks at once.
      if nextHop.kind == .vnetLocal {
        return "the packets reach \(subject.map(\.description) ?? place), where the address is another machine's"
      }
      return "\(place): no effective route covers the destination"
    }
    return "\(place): \(prefix) (\(source.rawValue)\(name)) -> \(nextHop.words)"
  }
}

extension NextHop {
  /// The type and the address that goes with it.
  package var words: String {
    ([kind.rawValue] + [addresses.map(\.description).joined(separator: ", ")].filter { !$0.isEmpty })
      .joined(separator: " ")
  }
}

extension ListenerStep {
  fileprivate func line(verdict: StepVerdict, outcome: Outcome?) -> String {
    let who = server ?? "the server"
    let place = endpoint(address, port)
    switch verdict {
    case .allow, .skip: return "\(who) listens on \(place)"
    case .undetermined: return "\(who) at \(place)"
    case .deny where outcome == .memberStale: return "no machine of the subnet has \(address)"
    case .deny where outcome == .portProtocol:
      return "\(who) listens on \(place) with another protocol than the probe's"
    case .deny:
      let others =
        listening.isEmpty ? "on no port" : "on " + listening.map(String.init).joined(separator: ", ") + " only"
      return "\(who) does not listen on \(place); it listens \(others)"
    }
  }
}

extension ResponseStep {
  fileprivate var line: String {
    var request = "GET \(path)"
    if let host { request += " with Host \(host)" }
    guard let status else { return "\(request): no answer is declared" }
    var line = "\(request): \(status), the probe wants \(expectedText)"
    if !expectedBody.isEmpty { line += ", with \"\(expectedBody.fitted(to: 40))\" in the body" }
    if delayMilliseconds > Double(timeoutSeconds) * 1000 {
      line += "; the answer takes \(delayText), the probe waits \(timeoutSeconds) s"
    }
    return line
  }

  /// The delay in seconds or milliseconds without needless digits.
  package var delayText: String { delayMilliseconds.durationText }
}

extension GatewayStep {
  fileprivate var line: String {
    switch self {
    case .operationalState(let state): "operationalState is \(state ?? "not shown")"
    case .provisioningState(let state): "provisioningState is \(state)"
    case .management(let ports): "GatewayManager to the gateway subnet, ports \(ports.summary)"
    case .platformEndpoints(let port): "the gateway subnet to Azure's endpoints on the Internet, port \(port)"
    case .defaultRoute(let route): "default route of the gateway subnet: \(route.line(by: nil))"
    }
  }
}

extension Origin {
  /// File, line, column and JSON path, as far as they are known.
  package var place: String {
    let position = position.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(file)\(position) \(path)".printable
  }
}
