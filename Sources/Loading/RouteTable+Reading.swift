import Outcomes
import PacketSets
import Resources

extension RouteTable {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin, routes: reader.readers("routes").compactMap { Route($0) },
      disableBgpRoutePropagation: reader.boolean("disableBgpRoutePropagation") ?? false,
      subnets: reader.references("subnets"))
  }
}

extension Route {
  /// Reads a route; nil, with the reason reported, when a part without which it cannot be judged is missing or illegal.
  init?(_ reader: FieldReader) {
    guard let written = reader.string("addressPrefix") else {
      reader.report(.missingField("addressPrefix"))
      return nil
    }
    guard let type = reader.enumeration("nextHopType", as: NextHopType.self) else {
      reader.require("nextHopType")
      return nil
    }
    let destination: Destination
    if case .serviceTag(let tag) = RuleAddress(written) {
      if ServiceTagNames.withoutRoutes.contains(tag.lowercased()) {
        reader.report(.notA(.routePrefix, field: "addressPrefix", found: written), at: "addressPrefix")
        return nil
      }
      reader.context.serviceTags.append((tag, reader.origin("addressPrefix")))
      destination = .serviceTag(tag)
    } else if let prefix = reader.prefix(written, field: "addressPrefix", at: reader.origin("addressPrefix")) {
      destination = .prefix(prefix)
    } else {
      return nil
    }
    let hop = reader.address("nextHopIpAddress")
    if type == .virtualAppliance && reader.lacks("nextHopIpAddress") {
      reader.report(.missingField("nextHopIpAddress"))
      return nil
    }
    let shared = type == .virtualApplianceEcmp ? reader.reader("nextHop") : nil
    if type == .virtualApplianceEcmp, shared?.nodes("nextHopIpAddresses").isEmpty ?? true {
      reader.report(.missingField("nextHop.nextHopIpAddresses"))
      return nil
    }
    self.init(
      name: reader.string("name") ?? written, origin: reader.origin, destination: destination, nextHopType: type,
      nextHopIPAddress: type == .virtualAppliance ? hop : nil)
    nextHopIPAddresses = shared?.addresses("nextHopIpAddresses") ?? []
  }
}
