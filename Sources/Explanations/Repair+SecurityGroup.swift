import Changes
import Comparison
import NetworkModel
import Outcomes
import PacketSets
import Resources

extension Step {
  /// The smallest edit of the group that lets the packets through: a near miss put right, else a rule of its own.
  func securityGroupRepair(in context: RepairContext) -> Repair? {
    guard case .rule(let step) = detail, let subject, let resources = context.resources,
      let edits = SecurityGroupEdits(of: subject, step.point.direction, before: step.priority, in: resources)
    else { return nil }
    var packets = step.translated ?? packets
    // A rule must let every instance pass. Behind a device that puts its own address in place they are not the senders.
    if let senders = context.senders, packets.sources.isSubset(of: senders) { packets = packets.sent(from: senders) }
    let corrected = step.nearMisses.lazy.compactMap { edits.correcting($0, sources: packets.sources) }.first
    let name = context.gateway == nil ? "Allow-Flow" : "Allow-AppGw"
    return (corrected ?? edits.allowing(packets, named: name).first).map {
      Repair($0.words(denier: subject.rule, priority: step.priority), $0)
    }
  }

  /// The rule that Azure's management needs at the gateway's subnet, or the default route put back to the Internet.
  func managementRepair(in context: RepairContext) -> Repair? {
    guard let subject else { return nil }
    /// - Parameter priority: that of the rule that denies; nil where the input shall say it.
    func allowing(_ ports: PortSet, before priority: Int? = nil) -> Repair? {
      let edits = context.resources.flatMap { SecurityGroupEdits(of: subject, .inbound, before: priority, in: $0) }
      let edit = edits?.allowing(
        named: "Allow-AppGw-Management", ProtocolSet(.tcp),
        from: RuleEndpoint(addresses: [.serviceTag("GatewayManager")]),
        to: RuleEndpoint(ports: ports)
      ).first
      return edit.map { Repair($0.words(denier: subject.rule, priority: priority), $0) }
    }
    switch detail {
    case .rule(let step): return allowing(packets.destinationPorts, before: step.priority)
    case .gateway(.management(let ports)): return allowing(ports)
    case .gateway(.defaultRoute):
      guard let route = subject.rule else { return nil }
      return Repair(
        "send 0.0.0.0/0 of the gateway subnet to the Internet in \(subject)",
        [
          CommandLine(
            "az network route-table route update",
            subject.resource.groupOption + [
              ("--route-table-name", [.text(subject.resource.name)]), ("-n", [.text(route)]),
              ("--next-hop-type", [.text("Internet")]),
            ])
        ])
    case .gateway, .name, .route, .noSecurityGroup, .flowState, .peering, .guestFirewall, .listener, .tls, .response,
      .emptyPool, .site, .request, .answer, .adminRule, .egress, .reported:
      return nil
    case .appliance, .loadBalancer, .privateEndpoint: return nil
    }
  }
}

extension SecurityGroupEdit {
  /// The commands that do it.
  var commands: [CommandLine] {
    var before = Resources()
    before.networkSecurityGroups[group.id] = group
    var after = before
    after.networkSecurityGroups[group.id] = result
    return AzScript(from: before, to: after, namesSubscriptions: true).lines.map(\.completed)
  }

  /// - Parameters:
  ///   - denier: the rule that denies.
  ///   - priority: its priority.
  fileprivate func words(denier: String?, priority: Int?) -> String {
    let place = "\(group.id.path)/\(rule.name)"
    switch act {
    case .added:
      let moved = moves.map { "\($0.rule) to \($0.priority)" }
      let room = moved.isEmpty ? "" : ", after moving \(moved.joined(separator: ", "))"
      return "\(group.id.path): allow \(rule.summary), priority \(rule.priority)\(room)"
    case .corrected(let miss):
      let change =
        switch miss.lack {
        case .precedence:
          "move \(place) before \(denier ?? "the rule")" + (priority.map { " (\($0))" } ?? "")
        case .source: "widen the source of \(place) to \(rule.source.list)"
        case .destination: "widen the destination of \(place) to \(rule.destination.list)"
        case .destinationPort(_, let needed): "add port \(needed.summary) to \(place)"
        case .sourcePort: "let \(place) cover every source port"
        case .protocol(_, let needed): "let \(place) cover \(RuleProtocol.covering(needed).rawValue)"
        }
      return change + (miss.priority == rule.priority ? "" : ", priority \(rule.priority)")
    }
  }
}

extension SecurityRule {
  /// What it lets pass, in a few words.
  fileprivate var summary: String {
    let ports = destination.ports
    let isOneEnd = destination.addresses.count == 1 && ports.ranges.count == 1 && !destination.list.contains(":")
    let receiver = ports.isAll ? destination.list : destination.list + (isOneEnd ? ":" : " port ") + ports.summary
    return "\(`protocol`.rawValue) \(source.list) -> \(receiver)"
  }
}

extension RuleEndpoint {
  /// Its addresses; a long list is cut.
  fileprivate var list: String {
    let texts = addresses.map { address in
      guard case .prefix(let prefix) = address, prefix.range.lowerBound == prefix.range.upperBound else {
        return address.text
      }
      return prefix.address.description
    }
    return texts.count > 3 ? "\(texts[0]) and \(texts.count - 1) more" : texts.joined(separator: ", ")
  }
}
