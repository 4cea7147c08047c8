import Outcomes
import Resources

extension AzCommand {
  static let loadBalancerCommands = [
    probes.create, probes.update, probes.delete, rules.create, rules.update, rules.delete,
  ]

  private static let balancerName = AzOption("--lb-name", required: true)

  private static let probes = AzGroup<LoadBalancer.Probe>(
    path: "network lb probe", kind: .loadBalancer,
    levels: [.init(balancerName), .init(.name, "probes", "probe")],
    store: .children(of: \.loadBalancers, \.probes, "probes") { $0.id.name },
    fields: [
      .choice(
        AzOption(
          "--protocol", shape: .oneOf(LoadBalancer.Probe.Conversation.allCases.map(\.rawValue)), required: true),
        \.protocol),
      .port(AzOption("--port", shape: .integer(1...65535), required: true), \.port),
      .text(AzOption("--request-path", "--path"), \.requestPath),
      .integer(
        AzOption("--interval-in-seconds", "--interval", shape: .integer(5...Int(Int32.max))), \.intervalInSeconds),
      .integer(AzOption("--number-of-probes", "--threshold", shape: .integer(1...Int(Int32.max))), \.numberOfProbes),
    ], unread: [.ignored("--probe-threshold", shape: .integer(1...100))],
    make: { id, origin, _ in
      LoadBalancer.Probe(id: id, origin: origin, protocol: .tcp, port: 80, requestPath: nil)
    },
    finish: { arguments, _, _, probe throws(ChangeProblem) in probe.origin = arguments.origin },
    release: { scope, probe throws(ChangeProblem) in
      let rules = scope.resources.loadBalancers[scope.id.root]?.rules ?? []
      if rules.contains(where: { $0.probe?.names(probe.id) ?? false }) { throw .refused(.invalidReference) }
    })

  private static let rules = AzGroup<LoadBalancer.Rule>(
    path: "network lb rule", kind: .loadBalancer,
    levels: [.init(balancerName), .init(.name, "loadBalancingRules", "rule")],
    store: .children(of: \.loadBalancers, \.rules, "loadBalancingRules") { $0.id.name },
    fields: [
      AzField(option: AzOption("--protocol", shape: .oneOf(["All", "Tcp", "Udp"]), required: true)) {
        arguments, _, rule throws(ChangeProblem) in
        rule.protocol = arguments.text("--protocol").map { RuleProtocol.ofLoadBalancer($0) } ?? rule.protocol
      } say: { rule, _ in
        [rule.protocol == .any ? "All" : rule.protocol.rawValue]
      },
      .integer(AzOption("--frontend-port", shape: .integer(0...65534), required: true), \.frontendPort),
      .integer(AzOption("--backend-port", shape: .integer(0...65535), required: true), \.backendPort),
      part(AzOption("--frontend-ip-name", "--frontend-ip"), "frontend", \.frontends, \.id, \.frontend),
      AzField(option: AzOption("--backend-pools-name", "--backend-pool-name", shape: .list)) {
        arguments, scope, rule throws(ChangeProblem) in
        var pools: [Reference] = []
        for name in arguments.list("--backend-pools-name") {
          let known = scope.resources.loadBalancers[scope.id.root]?.backendAddressPools.map(\.id) ?? []
          pools.append(try arguments.balancerPart(name, "pool", of: known))
        }
        rule.pools = pools
      } say: { rule, scope in
        rule.pools.isEmpty ? nil : rule.pools.map { scope.text($0) }
      },
      part(AzOption("--probe-name", "--probe"), "probe", \.probes, \.id, \.probe),
      .truth(AzOption("--enable-floating-ip", "--floating-ip", shape: .truth), \.enableFloatingIP),
    ],
    unread: [
      .ignored("--load-distribution", shape: .oneOf(["Default", "SourceIP", "SourceIPProtocol"])),
      .ignored("--idle-timeout-in-minutes", "--idle-timeout", shape: .integer(4...100)),
      .ignored("--enable-tcp-reset", shape: .truth), .ignored("--disable-outbound-snat", shape: .truth),
    ],
    make: { id, origin, _ in
      LoadBalancer.Rule(
        id: id, origin: origin, frontend: nil, pools: [], probe: nil, protocol: .tcp, frontendPort: 0, backendPort: 0)
    },
    finish: { arguments, scope, old, rule throws(ChangeProblem) in
      rule.origin = arguments.origin
      // az fills in the only frontend that there is.
      if old == nil, rule.frontend == nil {
        let frontends = scope.resources.loadBalancers[scope.id.root]?.frontends ?? []
        if frontends.count > 1 { throw .missingOption("--frontend-ip-name", command: arguments.command) }
        rule.frontend = frontends.first.map { Reference(.id($0.id), origin: arguments.origin) }
      }
    })

  /// A part of the same load balancer.
  private static func part<Part>(
    _ option: AzOption, _ words: String, _ parts: KeyPath<LoadBalancer, [Part]> & Sendable,
    _ id: KeyPath<Part, ResourceID> & Sendable,
    _ path: WritableKeyPath<LoadBalancer.Rule, Reference?> & Sendable
  ) -> AzField<LoadBalancer.Rule> {
    AzField(option: option) { arguments, scope, rule throws(ChangeProblem) in
      guard let name = arguments.text(option.names[0]) else {
        rule[keyPath: path] = nil
        return
      }
      let known = scope.resources.loadBalancers[scope.id.root]?[keyPath: parts].map { $0[keyPath: id] } ?? []
      rule[keyPath: path] = try arguments.balancerPart(name, words, of: known)
    } say: { rule, scope in
      rule[keyPath: path].map { [scope.text($0)] }
    }
  }
}

extension AzArguments {
  /// The part of a load balancer that a name or a full id means.
  fileprivate func balancerPart(
    _ written: String, _ words: String, of known: [ResourceID]
  ) throws(ChangeProblem) -> Reference {
    let name = (ResourceID(written)?.name ?? written).lowercased()
    guard let found = known.first(where: { $0.name.lowercased() == name }) else {
      throw .name(.unknown(written, kind: words, known: known.map(\.name)))
    }
    return Reference(.id(found), origin: origin)
  }
}

extension RuleProtocol {
  /// A load balancer's protocol, where `All` covers everything.
  fileprivate static func ofLoadBalancer(_ text: String) -> RuleProtocol {
    switch text.lowercased() {
    case "tcp": .tcp
    case "udp": .udp
    default: .any
    }
  }
}
