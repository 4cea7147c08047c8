import Outcomes
import PacketSets
import Resources

extension AzCommand {
  static let securityGroupCommands = [
    securityGroups.create, securityGroups.update, securityGroups.delete, securityRules.create, securityRules.update,
    securityRules.delete,
  ]

  private static let securityGroups = AzGroup<NetworkSecurityGroup>(
    path: "network nsg", kind: .networkSecurityGroup, levels: [.init(.name)],
    store: .collection(\.networkSecurityGroups), fields: [],
    unread: [.ignored("--location", "-l"), .ignored("--tags", shape: .list)],
    // az puts the group anew: one that exists loses its rules and stays where it is attached.
    make: { id, origin, old in
      NetworkSecurityGroup(
        id: id, origin: origin, securityRules: [], subnets: old?.subnets ?? [],
        networkInterfaces: old?.networkInterfaces ?? [])
    },
    release: { scope, group throws(ChangeProblem) in
      let subnets = scope.resources.virtualNetworks.values.flatMap(\.subnets)
      let isUsed =
        subnets.contains { $0.networkSecurityGroup?.names(scope.id) ?? false }
        || scope.resources.networkInterfaces.values.contains { $0.networkSecurityGroup?.names(scope.id) ?? false }
        || !group.subnets.isEmpty || !group.networkInterfaces.isEmpty
      if isUsed { throw .refused(.securityGroupInUse) }
    })

  private static let securityRules = AzGroup<SecurityRule>(
    path: "network nsg rule", kind: .networkSecurityGroup,
    levels: [.init(AzOption("--nsg-name", required: true)), .init(.name, "securityRules", "rule")],
    store: .children(of: \.networkSecurityGroups, \.securityRules, "securityRules") { $0.name },
    fields: [
      .integer(AzOption("--priority", shape: .integer(100...4096), required: true, property: "priority"), \.priority),
      .choice(
        AzOption(
          "--access", shape: .oneOf(Access.allCases.map(\.rawValue)), default: ["Allow"], property: "access"), \.access
      ).alwaysSaid,
      .choice(
        AzOption(
          "--direction", shape: .oneOf(TrafficDirection.allCases.map(\.rawValue)), default: ["Inbound"],
          property: "direction"), \.direction
      ).alwaysSaid,
      .choice(
        AzOption(
          "--protocol", shape: .oneOf(RuleProtocol.allCases.map(\.rawValue)), default: ["*"], property: "protocol"),
        \.protocol),
    ] + endpoint("source", port: "*", \.source) + endpoint("destination", port: "80", \.destination) + [
      .text(AzOption("--description", property: "description"), \.description)
    ],
    make: { id, origin, _ in
      SecurityRule(
        name: id.name, origin: origin, priority: 4096, direction: .inbound, access: .allow, protocol: .any,
        source: RuleEndpoint(), destination: RuleEndpoint())
    },
    finish: { arguments, scope, _, rule throws(ChangeProblem) in
      rule.origin = arguments.origin
      let others = scope.resources.networkSecurityGroups[scope.id.parent!]?.securityRules ?? []
      let isTaken = others.contains {
        $0.name.lowercased() != rule.name.lowercased() && $0.direction == rule.direction
          && $0.priority == rule.priority
      }
      if isTaken { throw .refused(.securityRuleConflict) }
    })

  /// The options of one end of a rule; groups of machines take the place of addresses.
  private static func endpoint(
    _ side: String, port: String, _ end: WritableKeyPath<SecurityRule, RuleEndpoint> & Sendable
  ) -> [AzField<SecurityRule>] {
    var ports = AzField<SecurityRule>(option: AzOption("--\(side)-port-ranges", shape: .list, default: [port])) {
      arguments, _, rule throws(ChangeProblem) in
      rule[keyPath: end].ports = try arguments.ports("--\(side)-port-ranges")
    } say: { rule, _ in
      rule[keyPath: end].ports.isAll ? ["*"] : rule[keyPath: end].ports.ranges.map(\.portText)
    }
    ports.isAlwaysSaid = side == "destination"
    return [
      AzField(option: AzOption("--\(side)-address-prefixes", shape: .list, default: ["*"])) {
        arguments, _, rule throws(ChangeProblem) in
        rule[keyPath: end].addresses = try arguments.ruleAddresses("--\(side)-address-prefixes")
        rule[keyPath: end].applicationSecurityGroups = []
      } say: { rule, _ in
        rule[keyPath: end].addresses.isEmpty ? nil : rule[keyPath: end].addresses.map(\.text)
      },
      AzField(option: AzOption("--\(side)-asgs", shape: .list)) { arguments, scope, rule throws(ChangeProblem) in
        let groups = arguments.list("--\(side)-asgs").map { name in
          Reference(
            ResourceID(name).map { .id($0) } ?? .id(scope.id.sibling("applicationSecurityGroups", name)),
            origin: arguments.origin)
        }
        rule[keyPath: end].applicationSecurityGroups = groups
        if !groups.isEmpty { rule[keyPath: end].addresses = [] }
      } say: { rule, scope in
        let groups = rule[keyPath: end].applicationSecurityGroups
        return groups.isEmpty ? nil : groups.map { scope.text($0) }
      },
      ports,
    ]
  }
}

extension ClosedRange<UInt16> {
  /// `80`, or `8000-8010`.
  fileprivate var portText: String { lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound)-\(upperBound)" }
}

extension ResourceID {
  /// A network resource of the same group.
  fileprivate func sibling(_ segment: String, _ name: String) -> ResourceID {
    ResourceID(
      subscription: subscription, resourceGroup: resourceGroup, type: "Microsoft.Network/" + segment, names: [name])
  }
}
