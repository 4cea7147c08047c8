import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Predicts what a client gets for a request.
package struct RequestPredictor: Sendable {
  private let health: HealthPredictor

  /// A predictor on an engine.
  package init(_ engine: Engine) { health = HealthPredictor(engine) }

  private var engine: Engine { health.engine }
  private var model: NetworkModel { health.model }

  /// The answer of every gateway that the request can be meant for.
  /// - Parameters:
  ///   - gateway: narrows the choice; `*` stands for any run of characters.
  ///   - memory: where instances still send requests; nil when they have found out what is.
  /// - Throws: nothing has the gateway's or the client's name, or the URL's address.
  package func predict(
    _ request: ClientRequest, gateway: String? = nil, remembering memory: RotationMemory? = nil
  ) throws(NameProblem) -> [RequestPrediction] {
    let client = try request.client.map { text throws(NameProblem) in try Endpoint.read(text, in: model, isSender: true)
    }
    let addresses = addresses(of: request, from: client)
    let gateways = try gateways(for: request, named: gateway, at: addresses)
    return gateways.map { gateway in
      var walk = RequestWalk(request, through: gateway, from: client, at: addresses, with: health)
      walk.memory = memory
      return walk.prediction()
    }
  }

  /// What the URL's host stands for: an address, or what the client's network or public DNS answers; empty when nobody says.
  private func addresses(of request: ClientRequest, from client: Endpoint?) -> [IPAddress] {
    if let address = IPAddress(request.url.host) { return [address] }
    if case .site(let site)? = client {
      let answer = engine.resolve(request.url.host, from: model.networks[site.network], subnet: site.subnet)
      if !answer.addresses.isEmpty { return answer.addresses }
    }
    let declared = model.resources.publicDns.last { $0.name == request.url.host }
    if case .addresses(let addresses)? = declared?.answer { return addresses }
    return []
  }

  /// A request that comes to a pool by a setting, and its gateway; nil when no HTTP listener leads there.
  package func sample(reaching pair: PairPrediction) -> ClientRequest? {
    guard let id = pair.pool.parent, let gateway = model.resources.applicationGateways[id] else { return nil }
    let address = gateway.frontends.lazy.compactMap(model.address).first
    return RequestRouter(gateway).sample(reaching: pair, at: address)
  }

  private func gateways(
    for request: ClientRequest, named name: String?, at addresses: [IPAddress]
  ) throws(NameProblem) -> [ApplicationGateway] {
    var chosen = Array(model.resources.applicationGateways.values)
    if let name {
      let known = chosen.map(\.id.name)
      chosen = chosen.filter { Wildcard(name).matches($0.id.name) }
      if chosen.isEmpty { throw .unknown(name, kind: "application gateway", known: known) }
    }
    let here = chosen.filter { gateway in
      gateway.frontends.contains { model.address(of: $0).map(addresses.contains) ?? false }
    }
    if !here.isEmpty { return here }
    let frontends = chosen.flatMap(\.frontends).map(model.address)
    if IPAddress(request.url.host) != nil, !frontends.isEmpty, frontends.allSatisfy({ $0 != nil }) {
      throw .unknown(
        request.url.host, kind: "gateway's frontend address", known: frontends.compactMap { $0?.description })
    }
    let taking = chosen.filter { gateway in
      if case .taken = RequestRouter(gateway).receive(request, on: nil) { true } else { false }
    }
    return taking.isEmpty ? chosen : taking
  }
}

extension NetworkModel {
  /// A frontend's address; nil when the input does not hold it.
  func address(of frontend: GatewayFrontend) -> IPAddress? {
    guard let reference = frontend.publicIPAddress else { return frontend.privateIPAddress }
    guard case .one(let id) = index.find(reference, as: .publicIPAddress) else { return nil }
    return resources.publicIPAddresses[id]?.ipAddress
  }
}
