import NetworkModel
import Outcomes

extension NetworkPeering {
  /// The fact that the network at the other end is not in the input.
  var missingNetwork: MissingFact {
    .resource(remoteID ?? local.id, referencedBy: local.id, origin: local.remoteVirtualNetwork?.origin)
  }
}
