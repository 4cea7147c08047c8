/// Rules of network security groups.
extension ReferenceGenerator {
  /// 0…12 rules that overlap and nearly match, in no order of priority.
  mutating func rules(
    _ targets: [ReferencePrefix], _ interfaces: [ReferenceNetworkInterface]
  ) -> [ReferenceSecurityRule] {
    var taken: Set<String> = []
    var rules: [ReferenceSecurityRule] = []
    for index in 0..<Int.random(in: 0...12, using: &random) {
      let direction = random.pick(ReferenceDirection.allCases)
      let priority =
        random.chance(70)
        ? 100 + Int.random(in: 0...20, using: &random)
        : Int.random(in: 100...4096, using: &random)
      if !taken.insert("\(direction) \(priority)").inserted { continue }
      let home = interfaces.isEmpty ? nil : random.pick(interfaces).subnet.network
      rules.append(
        ReferenceSecurityRule(
          name: "rule\(index)", priority: priority, direction: direction, access: random.chance(60) ? .allow : .deny,
          protocol: random.chance(40) ? nil : random.pick([.tcp, .tcp, .tcp, .udp, .icmp]),
          source: side(targets, asgHome: home), sourcePorts: random.chance(90) ? .any : sourcePorts(),
          destination: side(targets, asgHome: home), destinationPorts: destinationPorts()))
    }
    return rules
  }

  private mutating func side(_ targets: [ReferencePrefix], asgHome: String?) -> ReferenceRuleSide {
    switch Int.random(in: 0..<100, using: &random) {
    case ..<25: return .any
    case ..<45:
      let tags = ["VirtualNetwork", "VirtualNetwork", "Internet", "AzureLoadBalancer"] + serviceTags.keys.sorted()
      return .serviceTag(random.pick(tags))
    case ..<60:
      guard let asgHome else { return .any }
      return .applicationSecurityGroups(random.pick([[0], [1], [0, 1]]).map { "asg\($0)-\(asgHome)" })
    default:
      var prefixes: [ReferencePrefix] = []
      for _ in 0..<random.pick([1, 1, 1, 2, 3]) {
        let prefix = random.chance(4) ? ReferencePrefix(0, 0) : nearMiss(random.pick(targets))
        if !prefixes.contains(prefix) { prefixes.append(prefix) }
      }
      return .prefixes(prefixes)
    }
  }

  private mutating func destinationPorts() -> ReferencePorts {
    if random.chance(40) { return .any }
    var ranges: [ClosedRange<UInt16>] = []
    for _ in 0..<random.pick([1, 1, 2, 3]) {
      let port = random.pick(Self.ports)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: ranges.append((port + 1)...(port + 1))
      case 1: ranges.append((port - 1)...(port + 1))
      case 2: ranges.append((port + 1)...(port + 10))
      case 3: ranges.append(0...port)
      default: ranges.append(port...port)
      }
    }
    return .ranges(ranges)
  }

  private mutating func sourcePorts() -> ReferencePorts {
    random.chance(50) ? .ranges([1024...65535]) : .ranges([0...1023, 50000...50000])
  }
}
