import Outcomes
import PacketSets
import Resources

extension WebApp {
  init(_ reader: FieldReader, id: ResourceID) {
    // REST and `az` write the same lists under several names; the default name stands in all of them.
    let names =
      reader.strings("enabledHostNames").map(\.text) + reader.strings("hostNames").map(\.text)
      + [reader.string("defaultHostName")].compactMap { $0 }
    let inbound = reader.string("inboundIpAddress") ?? ""
    let configuration = reader.reader("siteConfig")
    var seen: Set<String> = []
    self.init(
      id: id, origin: reader.origin,
      inboundAddresses: inbound.split(separator: ",").compactMap { IPAddress(String($0.trimmingBlanks())) },
      site: HostedSite(
        kind: .appService, hostNames: names.filter { seen.insert($0.lowercased()).inserted },
        isRunning: reader.string("state").map { $0.lowercased() == "running" } ?? true,
        accessRestrictions: configuration?.accessRestrictions("ipSecurityRestrictions") ?? [],
        defaultAccess: configuration?.enumeration("ipSecurityRestrictionsDefaultAction", as: Access.self)))
  }
}

extension AccessRestriction {
  /// Reads a restriction; nil, with the reason reported, when its action or its caller is not legal.
  init?(_ reader: FieldReader) {
    guard let access = reader.enumeration("action", as: Access.self) else {
      reader.require("action")
      return nil
    }
    let written = reader.string("ipAddress")
    let caller: Caller
    if let subnet = reader.reference("vnetSubnetResourceId") {
      caller = .subnet(subnet)
    } else if reader.string("tag")?.lowercased() == "servicetag" {
      caller = .serviceTag(written ?? "")
    } else if let written, written.lowercased() != "any" {
      let prefixes = written.split(separator: ",").map { part in
        reader.prefix(String(part.trimmingBlanks()), field: "ipAddress", at: reader.origin("ipAddress"))
      }
      guard prefixes.allSatisfy({ $0 != nil }) else { return nil }
      caller = .prefixes(prefixes.compactMap { $0 })
    } else {
      caller = .any
    }
    self.init(
      name: reader.string("name"), origin: reader.origin,
      // Azure's own default rules have the greatest priority there is.
      priority: reader.integer("priority", in: 1...Int(Int32.max)) ?? Int(Int32.max), access: access, caller: caller)
  }
}

extension FieldReader {
  /// The restrictions of an array, first to last.
  func accessRestrictions(_ key: String) -> [AccessRestriction] {
    // Restrictions of one priority keep their order.
    readers(key).compactMap { AccessRestriction($0) }.enumerated()
      .sorted { ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset) }.map(\.element)
  }
}
