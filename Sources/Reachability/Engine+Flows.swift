import PacketSets

extension Engine {
  /// What becomes of a flow, both ways.
  package func flow(from source: Endpoint, to destination: Endpoint, port: UInt16?, protocol: IPProtocol) -> FlowResult
  {
    FlowWalk(engine: self, from: source, to: destination, port: port, protocol: `protocol`).walked()
  }
}
