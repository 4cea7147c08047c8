import Outcomes
import PacketSets
import Resources
import Synchronization

/// A question that a model was asked while something was predicted. The prediction stands as long as every answer does.
package enum Consulted: Hashable, Sendable {
  /// A network's address space, DNS servers, region, peerings, and its subnets' names and ranges.
  case network(ResourceID)
  /// A subnet's ranges, what is attached to it, its effective routes and what service tags mean there.
  case subnet(ResourceID)
  /// A network interface.
  case card(ResourceID)
  /// Every network interface.
  case cards
  /// Who has an address, as a network sees it.
  case address(IPAddress, seenFrom: ResourceID)
  /// Which networks have an address in their space.
  case holders(IPAddress)
  /// The addresses in an application security group.
  case members(ResourceID)
  /// The network interfaces in a load balancer's pool.
  case poolMembers(ResourceID)
  /// The load balancers' frontends and private endpoints of a network.
  case placed(in: ResourceID)
  /// The private zones that may answer to a name that is asked in a network.
  case name(String, in: ResourceID)
  /// Whether a private endpoint of any network has an address.
  case privateEndpoint(at: IPAddress)
  /// The private zones that take over a domain of Azure's own for a network.
  case platformZones(ResourceID)
  /// The resource that a reference names.
  case reference(Reference.Target, ResourceKind)
}

/// What a model is asked while one prediction is made. Nothing is noted unless a model is told to (`NetworkModel.consulted(by:)`).
package final class Consultation: Sendable {
  private let asked = Mutex<Set<Consulted>>([])

  /// Nothing asked yet.
  package init() {}

  /// Every question so far.
  package var questions: Set<Consulted> { asked.withLock { $0 } }

  func note(_ question: Consulted) { asked.withLock { _ = $0.insert(question) } }
}
