import Outcomes
import PacketSets

/// Networks by their place in the input. Whoever takes one out of a model that is consulted has asked about it.
package struct NetworkList: RandomAccessCollection, Sendable {
  private let networks: [Network]
  private var consultation: Consultation?

  init(_ networks: [Network]) { self.networks = networks }

  package var startIndex: Int { 0 }
  package var endIndex: Int { networks.count }

  package subscript(place: Int) -> Network {
    consultation?.note(.network(networks[place].id))
    return networks[place]
  }

  func consulted(by consultation: Consultation) -> NetworkList {
    var out = self
    out.consultation = consultation
    return out
  }

  /// The name of the network at a place, which tells nothing about it.
  package func id(at place: Int) -> ResourceID { networks[place].id }

  /// The first place that fits; what is asked of the networks is the asker's to note.
  func place(where fits: (Network) -> Bool) -> Int? { networks.firstIndex(where: fits) }

  /// Every place that fits; what is asked of the networks is the asker's to note.
  func places(where fits: (Network) -> Bool) -> [Int] { networks.indices.filter { fits(networks[$0]) } }

  /// The ranges of every network, one set for each; what is asked of the networks is the asker's to note.
  package var ranges: [AddressSet] { networks.map { AddressSet(prefixes: $0.record.addressPrefixes) } }

  /// The place of the network in which an address lies as another one sees it.
  func home(of address: IPAddress, seenFrom index: Int) -> Int? {
    let near = [index] + networks[index].peerings.compactMap(\.remote)
    if let own = near.first(where: { networks[$0].contains(address) }) { return own }
    let others = places { $0.contains(address) }
    return others.count == 1 ? others[0] : nil
  }
}
