import NetworkModel
import Outcomes
import PacketSets
import Resources

/// What stands at a next hop's address (azure-semantics.md §2.5).
struct Device {
  /// What is known of what it does.
  enum Guest {
    /// A person's description.
    case described(Appliance)
    case firewall(AzureFirewall)
    /// Nothing is known.
    case unknown
  }

  /// The address that routes name.
  let address: IPAddress
  /// The network that the address lies in.
  let network: Int
  /// The subnet it stands in; nil when the address lies in none.
  let subnet: NetworkSubnet?
  /// Its network interface, when the input has it.
  let card: Card?
  let guest: Guest
  /// The load balancer's frontend that chose it; nil when a route names it itself.
  var frontend: ResourceID?

  /// Whether two are the same arm of the same device.
  func isSame(as other: Device) -> Bool { address == other.address && network == other.network }

  /// Whether one guest stands behind both: an appliance sees what passes any of its arms.
  func sharesGuest(with other: Device) -> Bool {
    if isSame(as: other) { return true }
    if case .described(let own) = guest, case .described(let theirs) = other.guest {
      return own.origin == theirs.origin
    }
    if case .firewall(let own) = guest, case .firewall(let theirs) = other.guest { return own.id == theirs.id }
    return false
  }

  /// Application security groups of its address.
  var groups: [ResourceID] {
    card?.addresses.first { $0.configuration.privateIPAddress == address }?.applicationSecurityGroups ?? []
  }

  /// Whether it drops packets of a conversation whose beginning it has not seen.
  var isStateful: Bool {
    switch guest {
    // Translating takes state, whatever else it keeps.
    case .described(let appliance): appliance.isStateful || appliance.sourceNat
    case .firewall: true
    case .unknown: false
    }
  }

  /// How it is called.
  var name: String {
    switch guest {
    case .described(let appliance): appliance.name
    case .firewall(let firewall): firewall.id.name
    case .unknown: card?.id.name ?? address.description
    }
  }

  /// Who is responsible for what it does.
  func subject(rule: String? = nil, origin: Origin? = nil) -> Subject {
    switch guest {
    case .described(let appliance):
      Subject(ResourceID(type: "appliances", names: [appliance.name]), rule: rule, origin: origin ?? appliance.origin)
    case .firewall(let firewall): Subject(firewall.id, rule: rule, origin: origin ?? firewall.origin)
    case .unknown: Subject(card?.id ?? ResourceID(type: "appliances", names: [name]), rule: rule, origin: origin)
    }
  }
}
