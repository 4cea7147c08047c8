import Comparison
import NetworkModel
import Outcomes
import PacketSets
import Resources

extension Step {
  /// The smallest edit of the group that lets the packets through: a near miss put right, else a rule of its own.
  func securityGroupRepair(in context: RepairContext) -> Repair? {
    guard case .rule(let step) = detail, let subject else { return nil }
    let group = GroupAdvice(subject: subject, step: step, known: context.networkSecurityGroup(subject.resource))
    let packets = step.translated ?? packets
    // Behind a device that puts its own address in place, the gateway's instances are not the senders.
    let senders = context.senders.flatMap { $0.isDisjoint(with: packets.sources) ? nil : $0 }
    for miss in step.nearMisses {
      if let repair = group.correcting(miss, for: senders) { return repair }
    }
    // A rule must let every instance pass, unless an appliance stands in for them.
    var sources = packets.sources
    if let senders, sources.isSubset(of: senders) { sources = senders }
    let ports = packets.destinationPorts
    let name = ports.count == 1 ? "-\(ports.ruleTexts[0])" : ""
    return group.allowing(
      named: (context.gateway == nil ? "Allow-Flow" : "Allow-AppGw") + name,
      source: sources.ruleTexts,
      destination: packets.destinations.ruleTexts,
      ports: packets.destinationPorts.ruleTexts, protocol: packets.protocols.ruleText)
  }

  /// The rule that Azure's management needs at the gateway's subnet, or the default route put back to the Internet.
  func managementRepair(in context: RepairContext) -> Repair? {
    guard let subject else { return nil }
    switch detail {
    case .rule(let step):
      let group = GroupAdvice(subject: subject, step: step, known: context.networkSecurityGroup(subject.resource))
      return group.allowingManagement(packets.destinationPorts)
    case .gateway(.management(let ports)):
      guard
        let rule = context.networkSecurityGroup(subject.resource)?.securityRules.first(where: {
          $0.name == subject.rule
        })
      else {
        return GroupAdvice(subject: subject, direction: .inbound, priority: nil, known: nil)
          .allowingManagement(ports)
      }
      return GroupAdvice(
        subject: subject, direction: .inbound, priority: rule.priority,
        known: context.networkSecurityGroup(subject.resource)
      ).allowingManagement(ports)
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

/// Advice on an edit of the group whose rule denies, in words and commands; blanks where the group is not known.
private struct GroupAdvice {
  let subject: Subject
  let direction: TrafficDirection
  /// The denying rule's priority; nil when it is not known.
  let priority: Int?
  /// The group; nil when the caller has no resources.
  let known: NetworkSecurityGroup?

  init(subject: Subject, direction: TrafficDirection, priority: Int?, known: NetworkSecurityGroup?) {
    self.subject = subject
    self.direction = direction
    self.priority = priority
    self.known = known
  }

  init(subject: Subject, step: RuleStep, known: NetworkSecurityGroup?) {
    self.init(subject: subject, direction: step.point.direction, priority: step.priority, known: known)
  }

  private typealias Options = [(String, [CommandLine.Word])]

  private var place: Options {
    subject.resource.groupOption + [("--nsg-name", [.text(subject.resource.name)])]
  }

  /// The free priority next before the denying rule's; nil when there is none, or the rules are not known.
  private var freePriority: Int? {
    priority.flatMap { known?.freePriority(direction, before: $0) }
  }

  private var priorityWords: String {
    freePriority.map { "priority \($0)" } ?? priority.map { "priority below \($0)" } ?? "an earlier priority"
  }

  private var priorityOption: Options {
    [
      (
        "--priority",
        [freePriority.map { .text("\($0)") } ?? .blank(priority.map { "a free number below \($0)" } ?? "number")]
      )
    ]
  }

  /// A new rule. Where no number before the denying rule's is free, that rule moves back first.
  func allowing(named name: String, source: [String], destination: [String], ports: [String], protocol: String)
    -> Repair
  {
    var commands: [CommandLine] = []
    var numberOption = priorityOption
    var words = priorityWords
    if let used = known?.priorities(direction), freePriority == nil, let priority, let denier = subject.rule,
      let later = (priority + 1..<4097).first(where: { !used.contains($0) })
    {
      commands.append(
        CommandLine(
          "az network nsg rule update", place + [("-n", [.text(denier)]), ("--priority", [.text("\(later)")])]))
      numberOption = [("--priority", [.text("\(priority)")])]
      words = "priority \(priority), after moving \(denier) to \(later)"
    }
    commands.append(
      CommandLine(
        "az network nsg rule create",
        place + [("-n", [.text(known?.freeName(name) ?? name)])] + numberOption + [
          ("--direction", [.text(direction.rawValue)]), ("--access", [.text("Allow")]),
          ("--protocol", [.text(`protocol`)]),
          ("--source-address-prefixes", source.map { .text($0) }),
          ("--destination-address-prefixes", destination.map { .text($0) }),
          ("--destination-port-ranges", ports.map { .text($0) }),
        ]))
    func list(_ texts: [String]) -> String {
      texts.count > 2 ? "\(texts[0]) and \(texts.count - 1) more" : texts.joined(separator: ", ")
    }
    let isOneEnd = destination.count == 1 && ports.count == 1 && !destination[0].contains(":")
    let receiver =
      ports == ["*"] ? list(destination) : list(destination) + (isOneEnd ? ":" : " port ") + list(ports)
    return Repair("\(subject.resource.path): allow \(`protocol`) \(list(source)) -> \(receiver), \(words)", commands)
  }

  func allowingManagement(_ ports: PortSet) -> Repair {
    allowing(
      named: "Allow-AppGw-Management", source: ["GatewayManager"], destination: ["*"], ports: ports.ruleTexts,
      protocol: "Tcp")
  }

  /// The near miss put right, when it stands before the denying rule or there is a free number for it there.
  func correcting(_ miss: NearMiss, for senders: AddressSet?) -> Repair? {
    guard let priority else { return nil }
    let rule = known?.securityRules.first { $0.name == miss.rule && $0.direction == direction }
    var options: Options = []
    if miss.priority > priority {
      guard let free = freePriority else { return nil }
      options.append(("--priority", [.text("\(free)")]))
    }
    let words: String
    switch miss.lack {
    case .precedence:
      words = "move \(subject.resource.path)/\(miss.rule) before \(subject.rule ?? "the rule") (\(priority))"
    case .source(let allowed, let needed):
      // Application security groups and tags stand for addresses that an edit by prefix would freeze.
      guard rule.map({ $0.source.isWrittenInPrefixes }) ?? true else { return nil }
      // A set of many prefixes comes from a tag, whatever the resources say.
      guard allowed.prefixes.count <= 16 else { return nil }
      let needed = needed.union(senders ?? AddressSet())
      let prefixes = allowed.union(AddressSet(prefixes: needed.subnetPrefixes)).ruleTexts
      options.append(("--source-address-prefixes", prefixes.map { .text($0) }))
      words = "widen the source of \(subject.resource.path)/\(miss.rule) to \(needed.summary)"
    case .destination(let allowed, let needed):
      guard rule.map({ $0.destination.isWrittenInPrefixes }) ?? true else { return nil }
      options.append(("--destination-address-prefixes", allowed.union(needed).ruleTexts.map { .text($0) }))
      words = "widen the destination of \(subject.resource.path)/\(miss.rule) to \(needed.summary)"
    case .destinationPort(let allowed, let needed):
      options.append(("--destination-port-ranges", allowed.union(needed).ruleTexts.map { .text($0) }))
      words = "add port \(needed.summary) to \(subject.resource.path)/\(miss.rule)"
    case .sourcePort:
      options.append(("--source-port-ranges", [.text("*")]))
      words = "let \(subject.resource.path)/\(miss.rule) cover every source port"
    case .protocol(let allowed, let needed):
      options.append(("--protocol", [.text(allowed.union(needed).ruleText)]))
      words = "let \(subject.resource.path)/\(miss.rule) cover \(needed.ruleText)"
    }
    return Repair(
      words + (miss.priority > priority ? ", \(priorityWords)" : ""),
      [CommandLine("az network nsg rule update", place + [("-n", [.text(miss.rule)])] + options)])
  }
}

extension AddressSet {
  /// The set as rules write it, a subnet's usable addresses as the subnet's prefix.
  fileprivate var ruleTexts: [String] {
    if isAll || self == .ipv4 { return ["*"] }
    return subnetPrefixes.map { prefix in
      let isOneAddress = prefix.range.lowerBound == prefix.range.upperBound
      return isOneAddress ? "\(prefix.address)" : "\(prefix)"
    }
  }
}

extension ProtocolSet {
  /// The one protocol, else `*`.
  fileprivate var ruleText: String {
    switch self {
    case ProtocolSet(.tcp): "Tcp"
    case ProtocolSet(.udp): "Udp"
    case ProtocolSet(.icmp), ProtocolSet(.icmpv6): "Icmp"
    default: "*"
    }
  }
}
