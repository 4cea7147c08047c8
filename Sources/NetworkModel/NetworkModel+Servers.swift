import Outcomes
import PacketSets
import Resources

extension NetworkModel {
  /// The server that a scenario describes at an address, the later description where there are two.
  /// - Parameter network: the network in which the address lies; nil for a public one.
  package func server(at address: IPAddress, in network: ResourceID?) -> Server? {
    resources.servers.last { server in
      guard server.addresses.contains(address) else { return false }
      guard let wanted = server.virtualNetwork, let network else { return true }
      if case .one(let id) = find(wanted, as: .virtualNetwork) { return id == network }
      return wanted.name.lowercased() == network.name.lowercased()
    }
  }
}
