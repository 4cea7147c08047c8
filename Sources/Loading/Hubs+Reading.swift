import Outcomes
import PacketSets
import Resources

extension HubConnection {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(id: id, origin: reader.origin, remoteVirtualNetwork: reader.reference("remoteVirtualNetwork"))
  }
}

extension ConnectivityConfiguration {
  init(_ reader: FieldReader, id: ResourceID) {
    let isMesh = reader.string("connectivityTopology")?.lowercased() == "mesh"
    let joins = reader.readers("appliesToGroups").contains {
      $0.string("groupConnectivity")?.lowercased() == "directlyconnected"
    }
    self.init(id: id, origin: reader.origin, connectsGroups: isMesh || joins)
  }
}

extension LearnedRoutes {
  /// Reads a statement; nil, with the reason reported, when a part of it is missing or illegal.
  init?(_ reader: FieldReader) {
    reader.allowOnly(.learnedRoutes)
    reader.require("virtualNetwork", "prefixes", "from")
    guard let network = reader.reference("virtualNetwork"), let from = reader.enumeration("from", as: Teacher.self),
      reader.field("prefixes") != nil
    else { return nil }
    self.init(
      origin: reader.origin, virtualNetwork: network,
      prefixes: reader.strings("prefixes").compactMap { reader.prefix($0.text, field: "prefixes", at: $0.origin) },
      from: from)
  }
}
