import Lint
import Outcomes
import PacketSets

extension LintFinding {
  /// What was found, or what nobody can tell and why, in one sentence.
  package var sentence: String {
    guard let missing else { return detail.sentence.printable }
    return "cannot tell whether \(detail.sentence): \(missing.sentence)".printable
  }

  /// What to do about it.
  package var advice: String { (missing?.supply().sentence ?? detail.advice).printable }
}

extension LintDetail {
  fileprivate var sentence: String {
    switch self {
    case .group(let found): found.sentence
    case .route(let found): found.sentence
    case .network(let found): found.sentence
    case .name(let found): found.sentence
    case .gateway(let found): found.sentence
    case .finding(let finding): finding.sentence
    }
  }

  fileprivate var advice: String {
    switch self {
    case .group(let found): found.advice
    case .route(let found): found.advice
    case .network(let found): found.advice
    case .name(let found): found.advice
    case .gateway(let found): found.advice
    case .finding(let finding): finding.advice
    }
  }
}

extension NameLint {
  fileprivate var sentence: String {
    switch self {
    case .notLinked(let name, let gateway, let network, let linkedTo, _):
      "the zone has a record of \(name), a member of \(gateway), and is not linked to its network \(network)"
        + (linkedTo.isEmpty ? "" : "; it is linked to \(linkedTo.joined(separator: ", "))")
    case .platformZone(let network):
      "the zone takes over a domain of Azure's own in \(network), where an application gateway stands"
    }
  }

  fileprivate var advice: String {
    switch self {
    case .notLinked(_, _, let network, _, let losing):
      losing.isEmpty
        ? "link the zone to \(network)"
        : "add records of \(series(losing)) to the zone, which would get no answer otherwise, then link it to \(network)"
    case .platformZone: "use the private link domain, privatelink.…, and take the link away"
    }
  }
}

extension NetworkLint {
  fileprivate var sentence: String {
    switch self {
    case .noPeeringBack(let remote, _): "\(remote) has no peering back, so nothing passes"
    case .peeringState(let state, let remote, _):
      "the peering\(remote.map { " with \($0)" } ?? "") is \(state.rawValue), so nothing passes"
    case .notInSync(let remote):
      "the peering\(remote.map { " with \($0)" } ?? "") does not carry ranges that a network got since it was made"
    case .accessOneSided(let remote): "this side forbids access, and the side of \(remote) allows it"
    case .transitNotAllowed(let remote):
      "this side uses the gateway of \(remote), whose side does not allow gateway transit"
    case .overlappingPeers(let prefix, let owner, let other, let otherOwner):
      "\(prefix) of \(owner) overlaps \(other) of \(otherOwner), and both are peers of this network"
    case .subnetTooSmall(let usable, let needed, let gateways):
      "the subnet has \(usable) usable addresses, and \(gateways.map(\.name).joined(separator: ", ")) can need \(needed)"
    }
  }

  fileprivate var advice: String {
    switch self {
    case .noPeeringBack(let remote, false): "create the peering of \(remote) with this network"
    case .noPeeringBack(let remote, true):
      "delete this side, which cannot be connected again, then create both it and the peering of \(remote) with this network anew"
    case .peeringState(.disconnected, _, _), .peeringState(_, _, .disconnected?):
      "delete both sides, since one that is Disconnected cannot be connected again, and create both anew"
    case .peeringState(_, _, nil): "create the peering of the other network with this one"
    case .peeringState: "export both networks anew: once both sides exist, Azure makes both Connected"
    case .notInSync: "run az network vnet peering sync on this side"
    case .accessOneSided: "set allowVirtualNetworkAccess on both sides alike"
    case .transitNotAllowed(let remote): "set allowGatewayTransit on the side of \(remote)"
    case .overlappingPeers: "renumber one of the two networks"
    case .subnetTooSmall: "move the gateway into a larger subnet, a /24 at best, or let it scale less far"
    }
  }
}

extension RouteLint {
  fileprivate var sentence: String {
    switch self {
    case .appliance(let address, .outOfReach, let subnets):
      "the next hop \(address) lies in no network that \(series(subnets.map(\.path))) "
        + "\(subnets.count == 1 ? "reaches" : "reach") directly, so Azure drops the packets"
    case .appliance(let address, .vacant(let subnet), _):
      "no machine of \(subnet) in the input has the next hop's address \(address)"
    case .appliance(let address, .notForwarding(let card), _):
      "the next hop \(address) is \(card), which has no IP forwarding, so Azure drops what is for others"
    case .oneSided(let appliance, let name, let from, let to, let only, let answered):
      "packets from \(from) to \(only.map { "\($0.exactSummary) of " } ?? "")\(series(to.map(\.path))) pass the appliance "
        + (name == "\(appliance)" ? name : "\(name) (\(appliance))")
        + ", and their replies\(answered.map { " to \($0.exactSummary)" } ?? "") come straight back: an appliance that keeps state "
        + "drops them"
    case .gatewaySubnet(let subnet, false): "\(subnet) must have no route of its own for 0.0.0.0/0"
    case .gatewaySubnet(let subnet, true): "\(subnet) must not keep learned routes out"
    case .duplicate(let prefix, let other): "the route \(other) of the same table has the same prefix, \(prefix)"
    case .unattached: "no subnet of the input has the route table"
    }
  }

  fileprivate var advice: String {
    switch self {
    case .appliance(_, .notForwarding, _): "enable IP forwarding at the network interface"
    case .appliance: "correct the next hop's address, or add the machine that has it to the input"
    case .oneSided(_, _, let from, let to, _, _):
      "give \(series(to.map(\.path))) a route for the prefix of \(from) through the same appliance"
    case .gatewaySubnet(_, false): "take the route out"
    case .gatewaySubnet(_, true): "set disableBgpRoutePropagation to false"
    case .duplicate: "take one of the two out"
    case .unattached: "attach it to a subnet, or delete it"
    }
  }
}

/// `a, b and 3 more`.
func series(_ texts: [String]) -> String {
  if texts.count > 3 { return texts.prefix(2).joined(separator: ", ") + " and \(texts.count - 2) more" }
  guard texts.count > 1, let last = texts.last else { return texts.first ?? "nothing" }
  return texts.dropLast().joined(separator: ", ") + " and " + last
}
