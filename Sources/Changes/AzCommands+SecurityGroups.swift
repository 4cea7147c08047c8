import Outcomes
import PacketSets
import Resources

extension AzCommand {
  /// Options of a rule besides its name; the fallbacks are az's own for a new rule.
  private static func ruleOptions(isNew: Bool) -> [AzOption] {
    func option(_ name: String, _ shape: AzOption.Shape = .list, _ fallback: String) -> AzOption {
      AzOption(name, shape: shape, default: isNew ? [fallback] : [])
    }
    return [
      AzOption("--nsg-name", required: true), AzOption("--name", "-n", required: true),
      AzOption("--priority", shape: .integer(100...4096), required: isNew),
      option("--access", .oneOf(Access.allCases.map(\.rawValue)), "Allow"),
      option("--direction", .oneOf(TrafficDirection.allCases.map(\.rawValue)), "Inbound"),
      option("--protocol", .oneOf(RuleProtocol.allCases.map(\.rawValue)), "*"),
      option("--source-address-prefixes", .list, "*"), option("--source-port-ranges", .list, "*"),
      option("--destination-address-prefixes", .list, "*"), option("--destination-port-ranges", .list, "80"),
      AzOption("--source-asgs", shape: .list), AzOption("--destination-asgs", shape: .list), AzOption("--description"),
    ]
  }

  static let securityGroupCommands: [AzCommand] = [
    AzCommand(
      "network nsg create",
      [AzOption("--name", "-n", required: true), AzOption("--location", "-l"), AzOption("--tags", shape: .list)]
    ) {
      arguments, resources throws(ChangeProblem) in
      // az puts the group anew: one that exists loses its rules and stays where it is attached.
      let id = arguments.newID(.networkSecurityGroup, in: resources)
      let old = resources.networkSecurityGroups[id]
      resources.networkSecurityGroups[id] = NetworkSecurityGroup(
        id: id, origin: arguments.origin, securityRules: [], subnets: old?.subnets ?? [],
        networkInterfaces: old?.networkInterfaces ?? [])
    },
    AzCommand("network nsg delete", [name]) { arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--name", .networkSecurityGroup, in: resources)
      let subnets = resources.virtualNetworks.values.flatMap(\.subnets)
      let isUsed =
        subnets.contains { $0.networkSecurityGroup?.names(id) ?? false }
        || resources.networkInterfaces.values.contains { $0.networkSecurityGroup?.names(id) ?? false }
        || !resources.networkSecurityGroups[id]!.subnets.isEmpty
        || !resources.networkSecurityGroups[id]!.networkInterfaces.isEmpty
      if isUsed { throw .refused(.securityGroupInUse) }
      resources.networkSecurityGroups.removeValue(forKey: id)
    },
    AzCommand("network nsg rule create", ruleOptions(isNew: true)) { arguments, resources throws(ChangeProblem) in
      let group = try arguments.resource("--nsg-name", .networkSecurityGroup, in: resources)
      let rule = try SecurityRule(arguments, replacing: nil, in: resources)
      // Azure's create replaces a rule of the same name.
      resources.networkSecurityGroups[group]!.securityRules.removeAll { $0.isNamed(rule.name) }
      try resources.put(rule, in: group)
    },
    AzCommand("network nsg rule update", ruleOptions(isNew: false)) { arguments, resources throws(ChangeProblem) in
      let (group, index) = try existingRule(arguments, in: resources)
      let old = resources.networkSecurityGroups[group]!.securityRules.remove(at: index)
      try resources.put(SecurityRule(arguments, replacing: old, in: resources), in: group, at: index)
    },
    AzCommand(
      "network nsg rule delete", [AzOption("--nsg-name", required: true), AzOption("--name", "-n", required: true)]
    ) { arguments, resources throws(ChangeProblem) in
      let (group, index) = try existingRule(arguments, in: resources)
      resources.networkSecurityGroups[group]!.securityRules.remove(at: index)
    },
  ]

  private static func existingRule(
    _ arguments: AzArguments, in resources: Resources
  ) throws(ChangeProblem) -> (ResourceID, Int) {
    let group = try arguments.resource("--nsg-name", .networkSecurityGroup, in: resources)
    let rules = resources.networkSecurityGroups[group]!.securityRules
    let name = arguments.text("--name") ?? ""
    guard let index = rules.firstIndex(where: { $0.isNamed(name) }) else {
      throw .name(.unknown(name, kind: "rule of \(group.name)", known: rules.map(\.name)))
    }
    return (group, index)
  }
}

extension SecurityRule {
  fileprivate func isNamed(_ other: String) -> Bool { name.lowercased() == other.lowercased() }

  /// The rule that the options describe; what an update leaves out stays as it was.
  fileprivate init(_ arguments: AzArguments, replacing old: SecurityRule?, in resources: Resources)
    throws(ChangeProblem)
  {
    func end(_ side: String, _ before: RuleEndpoint?) throws(ChangeProblem) -> RuleEndpoint {
      var end = before ?? RuleEndpoint()
      let groups = "--\(side)-asgs"
      if arguments.has(groups) {
        end.addresses = []
        end.applicationSecurityGroups = arguments.list(groups).map { name in
          Reference(
            ResourceID(name).map { .id($0) } ?? .tail([name]), origin: arguments.origin)
        }
      } else if before == nil || arguments.has("--\(side)-address-prefixes") {
        end.addresses = try arguments.ruleAddresses("--\(side)-address-prefixes")
        end.applicationSecurityGroups = []
      }
      if before == nil || arguments.has("--\(side)-port-ranges") {
        end.ports = try arguments.ports("--\(side)-port-ranges")
      }
      return end
    }
    self.init(
      name: old?.name ?? arguments.text("--name") ?? "", origin: arguments.origin,
      priority: arguments.integer("--priority") ?? old?.priority ?? 4096,
      direction: arguments.value("--direction", as: TrafficDirection.self) ?? old?.direction ?? .inbound,
      access: arguments.value("--access", as: Access.self) ?? old?.access ?? .allow,
      protocol: arguments.value("--protocol", as: RuleProtocol.self) ?? old?.protocol ?? .any,
      source: try end("source", old?.source), destination: try end("destination", old?.destination))
  }
}

extension Resources {
  /// Adds a rule to a group.
  /// - Throws: another rule has its direction and priority (SecurityRuleConflict).
  fileprivate mutating func put(_ rule: SecurityRule, in group: ResourceID, at index: Int? = nil) throws(ChangeProblem)
  {
    let rules = networkSecurityGroups[group]!.securityRules
    if rules.contains(where: { $0.direction == rule.direction && $0.priority == rule.priority }) {
      throw .refused(.securityRuleConflict)
    }
    networkSecurityGroups[group]!.securityRules.insert(rule, at: index ?? rules.count)
  }
}
