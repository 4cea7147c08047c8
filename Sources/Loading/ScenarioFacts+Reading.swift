import JSONText
import Outcomes
import PacketSets
import Resources

extension Server {
  /// Reads a server; nil, with the reason reported, when it has no address.
  init?(_ reader: FieldReader) {
    reader.allowOnly(.server)
    let addresses = reader.statedAddresses()
    let hosted = HostedSite(reader)
    guard let first = addresses.first else { return nil }
    let written = reader.field("listeners") == nil ? nil : reader.readers("listeners").compactMap { Listener($0) }
    self.init(
      name: reader.string("name") ?? first.description, origin: reader.origin, addresses: addresses,
      virtualNetwork: reader.reference("virtualNetwork"),
      firewall: reader.field("firewall") == nil ? nil : reader.readers("firewall").compactMap { GuestRule($0) },
      listeners: written ?? hosted?.listeners(reader))
    site = hosted
  }
}

extension GuestRule {
  init?(_ reader: FieldReader) {
    reader.allowOnly(.guestRule)
    guard let access = reader.enumeration("access", as: Access.self) else {
      reader.require("access")
      return nil
    }
    var source = AddressSet.all
    if let written = reader.string("source"), written != "*" {
      guard let prefix = reader.prefix(written, field: "source", at: reader.origin("source")) else { return nil }
      source = AddressSet(prefix)
    }
    self.init(
      name: reader.string("name"), origin: reader.origin, access: access,
      protocol: reader.enumeration("protocol", as: RuleProtocol.self) ?? .any, source: source,
      destinationPorts: reader.ports("destinationPort") ?? .all)
  }
}

extension Listener {
  init?(_ reader: FieldReader) {
    reader.allowOnly(.listener)
    guard let ports = reader.ports("port") else {
      reader.require("port")
      return nil
    }
    self.init(
      origin: reader.origin, ports: ports, protocol: reader.enumeration("protocol", as: Conversation.self) ?? .tcp,
      responses: reader.field("responses") == nil ? nil : reader.readers("responses").compactMap { Response($0) })
    tls = ListenerTLS(reader)
    keepAliveSeconds = reader.milliseconds("keepAliveTimeout").map { $0 / 1000 }
  }
}

extension Response {
  init?(_ reader: FieldReader) {
    reader.allowOnly(.response)
    let closes = reader.boolean("closesConnection") ?? false
    guard let status = reader.integer("status", in: 100...599) ?? (closes ? 0 : nil) else {
      reader.require("status")
      return nil
    }
    self.init(
      origin: reader.origin, host: reader.string("host") ?? "*", path: reader.string("path") ?? "*", status: status,
      body: reader.string("body"), delay: ResponseTime.read("delay", of: reader) ?? ResponseTime(milliseconds: 0))
    method = reader.string("method")
    location = reader.string("location")
    closesConnection = closes
  }
}

extension DnsServer {
  init?(_ reader: FieldReader) {
    reader.allowOnly(.dnsServer)
    guard let address = reader.address("address") else {
      reader.require("address")
      return nil
    }
    var zones: [(domain: String, records: [(name: String, answer: DeclaredName.Answer)])] = []
    if let written = reader.reader("zones") {
      for (domain, _) in written.node.members {
        written.checkName(domain)
        guard let records = written.reader(domain) else { continue }
        zones.append(
          (DomainName.normal(domain), DeclaredName.read(records, inZone: true).map { ($0.name, $0.answer) }))
      }
    }
    var forwarders: [(domain: String, servers: [IPAddress])] = []
    if let written = reader.reader("forwarders") {
      for (domain, _) in written.node.members {
        if domain != "." { written.checkName(domain) }
        forwarders.append((DomainName.normal(domain), written.addresses(domain)))
      }
    }
    self.init(origin: reader.origin, address: address, zones: zones, forwarders: forwarders)
  }
}

extension DeclaredName {
  /// Reads an object of names: each an array of addresses, or an object with `addresses` or `cname`. Names in a zone are relative
  /// to it.
  static func read(_ reader: FieldReader, inZone: Bool = false) -> [DeclaredName] {
    reader.node.members.compactMap { name, node in
      reader.checkName(name, asRecord: inZone)
      let origin = Origin(text: node.text, path: node.path)
      if node.kind == .array {
        return DeclaredName(origin: origin, name: DomainName.normal(name), answer: .addresses(reader.addresses(name)))
      }
      guard let entry = reader.reader(name) else { return nil }
      entry.allowOnly(.declaredName)
      if let alias = entry.domainName("cname") {
        return DeclaredName(origin: origin, name: DomainName.normal(name), answer: .cname(DomainName.normal(alias)))
      }
      guard entry.field("addresses") != nil else {
        if entry.field("cname") == nil { entry.report(.missingField("addresses")) }
        return nil
      }
      return DeclaredName(
        origin: origin, name: DomainName.normal(name), answer: .addresses(entry.addresses("addresses")))
    }
  }
}

extension Assume {
  init(_ reader: FieldReader) {
    reader.allowOnly(.assume)
    self.init(
      undeclaredServers: reader.enumeration("undeclaredServers", as: UndeclaredServers.self) ?? .undetermined)
  }
}

extension FieldReader {
  /// A domain name; reported when it is none.
  func domainName(_ key: String) -> String? {
    guard let written = string(key) else { return nil }
    if DomainName.isLegal(written) { return written }
    report(.notA(.domainName, field: key, found: written), at: key)
    return nil
  }

  /// Reports a key that has to be a domain name, or a record of a zone, and is none.
  func checkName(_ key: String, asRecord: Bool = false) {
    let isLegal = asRecord ? DomainName.isLegalRecord(key) : DomainName.isLegal(key)
    if !isLegal { report(.notA(.domainName, field: key, found: key), at: key) }
  }

  /// A port as a number, or `*`, `80`, `8000-8010` as text.
  func ports(_ key: String) -> PortSet? {
    guard let node = field(key) else { return nil }
    if node.kind == .number { return integer(key, in: 0...65535).map { PortSet(UInt16($0)) } }
    guard let written = string(key) else { return nil }
    if let ports = PortSet(written) { return ports }
    report(.notA(.portRange, field: key, found: written), at: key)
    return nil
  }

  /// A duration such as `40ms`, `2s`, or a number of milliseconds; a day at most.
  func milliseconds(_ key: String) -> Double? {
    guard let node = field(key) else { return nil }
    let day = 86_400_000
    if node.kind == .number { return integer(key, in: 0...day).map(Double.init) }
    guard let written = string(key) else { return nil }
    let text = written.trimmingBlanks()
    for (unit, milliseconds) in [("ms", 1.0), ("s", 1000)] where text.hasSuffix(unit) {
      let value = Double(text.dropLast(unit.count).trimmingBlanks()).map { $0 * milliseconds }
      // Swift reads `inf` and `nan` as numbers too.
      if let value, (0...Double(day)).contains(value) { return value }
    }
    report(.notA(.duration, field: key, found: written), at: key)
    return nil
  }
}
