import NetworkModel
import Outcomes
import PacketSets
import Resources

/// What a network reaches through virtual network gateways and Route Servers: its own, or a peer's that it uses and that the peer
/// lends (azure-semantics.md §2.6).
package struct GatewayReach: Sendable {
  /// Something behind a gateway.
  struct FarEnd: Sendable {
    /// What it is.
    enum Place: Sendable, Hashable {
      /// A network of the input, by its place there.
      case network(Int)
      /// Somebody's premises, or clients.
      case premises
    }

    let place: Place
    let prefixes: [AddressPrefix]
    /// The network by whose gateway subnet packets come in at the end of the tunnel, by its place in the input: on the way to a
    /// network its own or its hub's, on the way back from premises that of the gateway used.
    let entrance: Int
  }

  /// A connection that is down.
  struct BrokenConnection: Sendable, Equatable {
    /// What it would lead to.
    let prefixes: [AddressPrefix]
    /// It.
    let connection: Subject
  }

  /// A gateway subnet by which packets come in from the other side of a gateway, so that its routes apply.
  package struct Entry: Sendable {
    /// The subnet; nil when it is not in the input.
    package let subnet: NetworkSubnet?

    /// Whether it has a route table; without one the gateway delivers by the system's routes.
    package var hasRoutes: Bool {
      if case .none? = subnet?.routeTable { return false }
      return subnet != nil
    }
  }

  /// Where a gateway leads packets for an address.
  package enum Destination: Sendable {
    /// Into a network of the input, by its place there.
    case network(Int, Entry)
    /// To the premises, whose packets come back by the entry.
    case premises(Entry)
    /// Nobody can tell.
    case unknown(MissingFact)
  }

  /// All that is known.
  let farEnds: [FarEnd]
  /// Connections that are down.
  let broken: [BrokenConnection]
  /// The first gateway that the network uses.
  let gateway: ResourceID?
  /// Why there may be more; nil when there is not.
  package let unknown: MissingFact?

  /// What is learned, each prefix once.
  var prefixes: [AddressPrefix] {
    var seen: Set<AddressPrefix> = []
    return farEnds.flatMap(\.prefixes).filter { seen.insert($0).inserted }
  }

  /// The far end that has an address: the longest prefix that covers it.
  func farEnd(of address: IPAddress) -> (end: FarEnd, prefix: AddressPrefix)? {
    farEnds.flatMap { end in end.prefixes.filter { $0.contains(address) }.map { (end: end, prefix: $0) } }
      .max { $0.prefix.length < $1.prefix.length }
  }
}
