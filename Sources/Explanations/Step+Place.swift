import Outcomes
import PacketSets

/// Where a step happens, as a person points at it.
package struct StepPlace: Hashable, Sendable {
  /// What it is: `subnet`, `appliance`, `server`.
  package let kind: String
  /// Which one.
  package let name: String

  init(_ kind: String, _ name: String) {
    self.kind = kind
    self.name = name.printable
  }

  private init(_ attachedTo: ResourceID) {
    let kind =
      attachedTo.typeKey.hasSuffix("/subnets")
      ? "subnet" : attachedTo.typeKey.hasSuffix("/virtualnetworks") ? "network" : "network interface"
    self.init(kind, attachedTo.path)
  }

  /// Where a filter stands.
  fileprivate init(_ point: FilterPoint) { self.init(point.attachedTo) }
}

extension Step {
  /// Where it happens; nil for what happens wherever the step before it did.
  package var place: StepPlace? {
    switch detail {
    case .name(let step): step.place
    case .route(let step): step.subnet.map { StepPlace("subnet", $0.path) } ?? StepPlace("outside", "Azure")
    case .rule(let step): StepPlace(step.point)
    case .noSecurityGroup(let point): StepPlace(point)
    case .adminRule(let step): StepPlace(step.point)
    case .peering(let step): StepPlace("peering", "\(step.network.path) – \(step.remote.path)")
    case .appliance(let step): StepPlace("appliance", step.name)
    case .loadBalancer(let step): StepPlace("load balancer", step.id.path)
    case .privateEndpoint(let step): StepPlace("private endpoint", step.id.path)
    case .guestFirewall(let address, _): StepPlace("server", "\(address)")
    case .listener(let step): StepPlace("server", "\(step.address)")
    case .tls(let step): StepPlace("server", "\(step.address)")
    case .gateway: StepPlace("gateway", subject?.resource.path ?? "")
    case .emptyPool: StepPlace("pool", subject?.resource.name ?? "")
    case .request(let step): step.place
    case .response, .answer, .site, .reported, .flowState, .egress: nil
    }
  }
}

extension Step {
  /// What happened, in one line beside the name of its place, which it need not repeat.
  package var lineInPlace: String {
    guard let name = place?.name, !name.isEmpty else { return line }
    if line.hasPrefix("\(name): ") { return String(line.dropFirst(name.count + 2)) }
    return line.replacing(" at \(name), ", with: ", ", maxReplacements: 1)
  }
}

extension NameStep {
  fileprivate var place: StepPlace {
    switch source {
    case .privateZone(let zone): StepPlace("private DNS zone", zone.name)
    case .forwardingRuleset(let ruleset): StepPlace("forwarding ruleset", ruleset.name)
    case .publicDNS: StepPlace("public DNS", "")
    case .server(let address): StepPlace("DNS server", "\(address)")
    case .servers: StepPlace("DNS servers", "")
    case .literal: StepPlace("member", query)
    }
  }
}

extension RequestStep {
  /// What a request meets in the gateway is told in one place, until it leaves for a member.
  fileprivate var place: StepPlace? {
    switch self {
    case .keepAlive: nil
    case .patience: StepPlace("client", "")
    case .frontend, .refused, .noPort, .noHost, .listener, .rule, .noRule, .path, .redirect, .redirectLoop, .sent,
      .rotation, .load:
      StepPlace("gateway", "")
    }
  }
}
