import BackendHealth
import Loading
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// A scenario that a test wrote did not load.
package struct LoadFailure: Error, CustomStringConvertible {
  package let description: String

  init(_ problems: [InputProblem]) {
    description = problems.map { "\($0.kind) at \($0.origin.map { "\($0.path)" } ?? "-")" }.joined(separator: "\n")
  }
}

/// What a scenario of a test does not hold.
package struct Absent: Error {
  let what: String
}

extension Scenario {
  /// The scenario through loading and resolving.
  /// - Parameter other: a further input, read before the scenario.
  package func engine(and other: String? = nil) throws -> Engine {
    let others = other.map { [(name: "other.json", bytes: Array($0.utf8))] } ?? []
    let loaded = Loader.load(texts: others + [("test.scenario.json", Array(text.utf8))])
    guard loaded.problems.isEmpty else { throw LoadFailure(loaded.problems) }
    return Engine(NetworkModel(loaded.resources))
  }

  /// The prediction for the gateway.
  package func prediction() throws -> GatewayPrediction {
    let engine = try engine()
    guard let gateway = engine.model.resources.applicationGateways.values.first else { throw Absent(what: "gateway") }
    return HealthPredictor(engine).predict(gateway)
  }

  /// The prediction for the first member of the first pool.
  package func member() throws -> MemberPrediction {
    guard let member = try prediction().pairs.first?.members.first else { throw Absent(what: "member") }
    return member
  }

  /// The flow of a packet from the gateway's subnet, or from another end, to a port.
  package func flow(
    from: String = "snet-agw", to: String, port: UInt16? = 80, protocol: IPProtocol = .tcp
  ) throws -> FlowResult {
    let engine = try engine()
    return engine.flow(
      from: try .read(from, in: engine.model), to: try .read(to, in: engine.model), port: port, protocol: `protocol`)
  }

  /// The effective routes of a subnet.
  package func routes(of subnet: String = "snet-agw") throws -> EffectiveRoutes {
    let engine = try engine()
    return engine.effectiveRoutes(of: try engine.subnet(subnet))
  }

  /// The next hop from a subnet.
  package func nextHop(from subnet: String = "snet-agw", to address: IPAddress) throws -> NextHopAnswer {
    let engine = try engine()
    return engine.nextHop(from: try engine.subnet(subnet), to: address)
  }

  /// The answer that the gateway, or a machine in another network, gets for a name.
  package func resolve(_ name: String, from network: String? = nil) throws -> NameResolution {
    let engine = try engine()
    if let network { return engine.resolve(name, from: try Endpoint.network(network, in: engine.model)) }
    return engine.resolve(
      name, from: try Endpoint.network("vnet-a", in: engine.model), subnet: try engine.subnet("snet-agw"),
      asker: .gateway(isIsolated: gateway.isIsolated))
  }
}

extension Engine {
  /// The subnet of a name.
  package func subnet(_ name: String) throws -> NetworkSubnet {
    guard let subnet = model.networks.flatMap(\.subnets).first(where: { $0.id.name == name }) else {
      throw Absent(what: name)
    }
    return subnet
  }
}

extension MemberPrediction {
  /// Who is blamed, as expectations write it.
  package var blamed: String? { decisive?.subject?.description }
}

extension FlowResult {
  /// Who is blamed, as expectations write it.
  package var blamed: String? { decisive?.subject?.description }

  /// Why.
  package var cause: Outcome? { decisive?.outcome }
}

extension EffectiveRoutes {
  /// The rows of a prefix as `Source State NextHopType`.
  package subscript(prefix: String) -> [String] {
    rows.filter { $0.prefix.description == prefix }.map {
      "\($0.source.rawValue) \($0.state.rawValue) \($0.nextHop.kind.rawValue)"
    }
  }
}

extension IPAddress: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self = IPAddress(text)! }
}
