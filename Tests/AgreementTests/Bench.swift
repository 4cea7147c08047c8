import JSONText
import Loading
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import ReferenceEvaluator
import Resources

/// One random network as both engines see it: the reference's own value, and ours read from the JSON that Azure would print.
struct Bench {
  let reference: ReferenceNetwork
  let engine: Engine

  /// - Throws: the loader refuses the JSON.
  init(_ reference: ReferenceNetwork, seed: UInt64) throws {
    self.reference = reference
    let text = azureJSON(reference, seed: seed)
    let facts = scenarioJSON(reference, seed: seed)
    let loaded = Loader.load(texts: [
      (name: "network.json", bytes: Array(text.utf8)), (name: "facts.scenario.json", bytes: Array(facts.utf8)),
    ])
    guard loaded.problems.isEmpty else { throw Refused(problems: loaded.problems.count, json: text) }
    engine = Engine(NetworkModel(loaded.resources))
  }

  struct Refused: Error, CustomStringConvertible {
    let problems: Int
    let json: String

    var description: String { "\(problems) problems in\n\(json)" }
  }

  /// Our subnet of that name.
  func subnet(_ id: ReferenceSubnetID) -> NetworkSubnet {
    engine.model.networks.first { $0.id.name == id.network }!.subnets.first { $0.id.name == id.subnet }!
  }

  /// The fate of one packet according to our engine, which judges the whole set that the packet belongs to: a sender without an
  /// interface stands for every instance address of its subnet.
  func fate(of packet: ReferencePacket) -> (flow: FlowResult, packet: Packet)? {
    guard let home = packet.sourceSubnet else { return nil }
    let subnet = subnet(home)
    let address = IPAddress(v4: packet.source)
    let source: Endpoint
    if engine.model.card(at: address, in: subnet.network) != nil {
      source = .site(Site(address: address, in: engine.model.networks[subnet.network], model: engine.model))
    } else {
      source = .site(Site(subnet: subnet))
    }
    let spoken = Self.spoken(packet)
    let flow = engine.flow(
      from: source, to: engine.endpoint(of: IPAddress(v4: packet.destination), seenFrom: subnet.network),
      port: spoken.hasPorts ? packet.destinationPort : nil, protocol: spoken)
    let ours = self.packet(packet)
    return flow.packets.contains(ours) ? (flow, ours) : nil
  }

  /// A packet of the reference as ours.
  func packet(_ packet: ReferencePacket) -> Packet {
    Packet(
      source: IPAddress(v4: packet.source), sourcePort: packet.sourcePort,
      destination: IPAddress(v4: packet.destination), destinationPort: packet.destinationPort,
      protocol: Self.spoken(packet))
  }

  static func spoken(_ packet: ReferencePacket) -> IPProtocol {
    switch packet.protocol {
    case .tcp: .tcp
    case .udp: .udp
    case .icmp: .icmp
    }
  }
}
