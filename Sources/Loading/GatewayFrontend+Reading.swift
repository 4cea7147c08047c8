import Outcomes
import PacketSets
import Resources

extension GatewayFrontend {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin,
      // Templates of gateways write a public frontend with an empty private address.
      privateIPAddress: reader.string("privateIPAddress").flatMap(IPAddress.init),
      publicIPAddress: reader.reference("publicIPAddress"))
  }
}

extension FrontendPort {
  /// Reads a named port; nil, with the reason reported, when it has no number.
  init?(_ reader: FieldReader, id: ResourceID) {
    guard let port = reader.port("port") else { return nil }
    self.init(id: id, origin: reader.origin, port: port)
  }
}

extension RedirectConfiguration {
  /// Reads a redirect; nil, with the reason reported, when its type is illegal.
  init?(_ reader: FieldReader, id: ResourceID) {
    guard let type = reader.enumeration("redirectType", as: RedirectType.self) else {
      reader.require("redirectType")
      return nil
    }
    self.init(
      id: id, origin: reader.origin, type: type, targetListener: reader.reference("targetListener"),
      targetURL: reader.string("targetUrl"), includesPath: reader.boolean("includePath") ?? false,
      includesQuery: reader.boolean("includeQueryString") ?? false)
  }
}

extension GatewayScale {
  init(_ gateway: FieldReader) {
    let automatic = gateway.reader("autoscaleConfiguration")
    let minimum = automatic?.integer("minCapacity", in: 0...1000)
    if minimum == nil { automatic?.state("minCapacity", 0) }
    self.init(
      instances: gateway.reader("sku")?.integer("capacity", in: 0...1000),
      minimum: automatic.map { _ in minimum ?? 0 }, maximum: automatic?.integer("maxCapacity", in: 0...1000))
  }
}

extension WebFirewall {
  /// The v1 gateway's own configuration says the mode; a policy of v2 is a resource of its own.
  init(_ gateway: FieldReader) {
    if let own = gateway.reader("webApplicationFirewallConfiguration"), own.boolean("enabled") ?? false {
      self = own.string("firewallMode")?.lowercased() == "prevention" ? .prevention : .detection
    } else {
      self = gateway.reference("firewallPolicy") == nil ? .none : .unknown
    }
  }
}
