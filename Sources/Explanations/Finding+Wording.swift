import Outcomes
import PacketSets

extension Finding {
  /// What was found, in one sentence.
  package var sentence: String {
    let text =
      switch detail {
      case .refusal(let refusal): "Azure refuses this configuration with \(refusal.rawValue): \(refusal.reason)"
      case .platformProbesDenied:
        "the gateway subnet's group denies AzureLoadBalancer, from which the platform watches the gateway's instances"
      case .clientsDenied(let listener, let port, let seenAs):
        "the gateway subnet's group denies every client of the listener \(listener) on port \(port)"
          + (seenAs.map {
            "; its port is open on a public and on a private frontend, so rules see \($0) as the receiver"
          }
            ?? "")
      case .instances(let passing, let failing, let today): Self.spread(passing, failing, today)
      case .vacantAddress(let address, let subnet):
        "no network interface of \(subnet.path) in the input has \(address)"
      case .observed(let difference):
        "Azure reported \(difference.observed.rawValue), and \(difference.predicted.rawValue) is predicted"
      }
    return text.printable
  }

  private static func spread(_ passing: AddressSet, _ failing: AddressSet, _ today: AddressSet?) -> String {
    let whom = "instances at \(passing.exactSummary) get through, those at \(failing.exactSummary) do not"
    guard let today else { return whom }
    let count = today.count == 1 ? "today's instance has" : "today's \(today.count) instances have"
    let place = "\(count) the first usable \(today.count == 1 ? "address" : "addresses"), \(today.exactSummary)"
    if today.isSubset(of: passing) {
      return "\(whom); \(place), so Azure shows Healthy until it scales out or replaces an instance"
    }
    return today.isDisjoint(with: passing) ? "\(whom); \(place), so Azure shows Unhealthy" : "\(whom); \(place)"
  }

  /// What to do about it.
  package var advice: String {
    let text =
      switch detail {
      case .refusal(let refusal): refusal.remedy
      case .platformProbesDenied: "allow AzureLoadBalancer in before \(subject?.rule ?? "the rule that denies it")"
      case .clientsDenied(_, let port, let seenAs):
        "allow the clients in to \(seenAs.map(\.description) ?? "the gateway subnet"), port \(port)"
      case .instances: "let \(subject?.description ?? "the rule") apply to the whole gateway subnet alike"
      case .vacantAddress: "correct the address in the pool, or add the machine that has it to the input"
      case .observed(let difference): difference.likely.advice
      }
    return text.printable
  }
}

extension Refusal {
  /// What makes Azure accept the configuration.
  fileprivate var remedy: String {
    switch self {
    case .gatewaySubnetInbound: "allow GatewayManager in on ports 65200-65535"
    case .gatewaySubnetOutbound: "deny nothing outbound to the Internet, or use a gateway with network isolation"
    case .gatewaySubnetRoute:
      "send 0.0.0.0/0 to Internet and only the backends' prefixes elsewhere, or use a gateway with network isolation"
    case .gatewaySubnetShared: "move everything but gateways into another subnet"
    case .securityRuleConflict, .subnetRangesOverlap, .subnetOutsideNetwork, .subnetInUse, .securityGroupInUse,
      .routeTableInUse, .invalidReference, .invalidLocation, .remoteNetworkPeered, .nestedResources,
      .preconditionFailed, .recordSetConflict, .addressAllocated,
      .listenersOnSamePort, .rulePriorityEmpty, .rulePriorityTaken:
      "take the change back"
    }
  }
}

extension LikelyGap {
  /// What most likely explains the difference, and what to look at.
  fileprivate var advice: String {
    switch self {
    case .changedSince(let subject):
      "most likely \(subject) was changed since it was exported, or a security admin rule lets the probe past it: export it anew"
    case .serverDescription(let subject):
      "most likely the scenario's description of \(subject) is out of date: correct its listeners, answers or firewall"
    case .hiddenFilter:
      "most likely something outside the input denies the probe: a network security group that a policy attached, a security "
        + "admin rule, or the server's own firewall; az network nic list-effective-nsg shows the first two"
    case .nothingListens(let address, let port):
      "most likely nothing listens on \(endpoint(address, port)): describe the server instead of assuming that it does"
    case .answer: "most likely the server answers otherwise than described: correct its responses by Azure's message"
    case .certificate:
      "most likely the gateway does not accept the server's certificate: describe its certificate chain"
    case .managementPath:
      "most likely something outside the input cuts off Azure's managers: a default route learned by BGP, a group or table of the "
        + "gateway subnet; or the gateway has not probed yet"
    case .isolation:
      "most likely the gateway has network isolation and the input lacks its tag EnhancedNetworkControl, or the gateway "
        + "subnet was changed since it was exported"
    case .gatewayState: "most likely the gateway's state was another one: export the gateway anew"
    case .name(let name): "most likely the gateway gets another answer for \(name): compare the DNS servers' records"
    }
  }
}
