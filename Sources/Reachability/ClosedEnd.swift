import NetworkModel
import Outcomes
import Resources

/// An end of a peering whose object forbids access: it drops what no rule there expressly allows (azure-semantics.md §11 R1).
struct ClosedEnd {
  /// The object.
  let object: VirtualNetworkPeering
  /// The network whose object it is.
  let network: ResourceID
  /// The network at the other end.
  let remote: ResourceID
}

extension NetworkPeering {
  private var network: ResourceID { local.id.parent ?? local.id }

  /// The end in this network, where it is closed.
  var closedHere: ClosedEnd? {
    if local.allowVirtualNetworkAccess { return nil }
    return ClosedEnd(object: local, network: network, remote: other)
  }

  /// The end in the other network, where it is closed.
  var closedThere: ClosedEnd? {
    guard let reverse, !reverse.allowVirtualNetworkAccess else { return nil }
    return ClosedEnd(object: reverse, network: other, remote: network)
  }

  /// The network at the other end, by the name that is written where the input does not have it.
  private var other: ResourceID {
    remoteID
      ?? ResourceID(
        type: ResourceKind.virtualNetwork.rawValue, names: [local.remoteVirtualNetwork?.name ?? "an unnamed network"])
  }
}
