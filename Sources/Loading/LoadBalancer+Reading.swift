import Outcomes
import PacketSets
import Resources

extension LoadBalancer {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin, sku: reader.reader("sku")?.string("name"),
      frontends: reader.readers("frontendIPConfigurations").map {
        Frontend($0, id: $0.childID(of: id, "frontendIPConfigurations"))
      },
      backendAddressPools: reader.readers("backendAddressPools").map {
        Pool($0, id: $0.childID(of: id, "backendAddressPools"))
      },
      rules: reader.readers("loadBalancingRules").compactMap { Rule($0, id: $0.childID(of: id, "loadBalancingRules")) },
      probes: reader.readers("probes").compactMap { Probe($0, id: $0.childID(of: id, "probes")) })
    inboundNatRules = reader.readers("inboundNatRules").compactMap {
      Rule(inboundNat: $0, id: $0.childID(of: id, "inboundNatRules"))
    }
  }
}

extension LoadBalancer.Frontend {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, privateIPAddress: reader.address("privateIPAddress"), subnet: reader.reference("subnet"),
      publicIPAddress: reader.reference("publicIPAddress"))
  }
}

extension LoadBalancer.Pool {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin, backendIPConfigurations: reader.ipConfigurations("backendIPConfigurations"),
      addresses: reader.readers("loadBalancerBackendAddresses").compactMap { entry in
        entry.address("ipAddress").map { ($0, entry.origin("ipAddress")) }
      })
  }
}

extension LoadBalancer.Rule {
  /// Reads a rule; nil, with the reason reported, when it has no port or no protocol.
  init?(_ reader: FieldReader, id: ResourceID) {
    let spoken = reader.balancedProtocol
    let frontendPort = reader.integer("frontendPort", in: 0...65535)
    reader.require("protocol", "frontendPort")
    guard let spoken, let frontendPort else { return nil }
    let several = reader.references("backendAddressPools")
    self.init(
      id: id, origin: reader.origin, frontend: reader.reference("frontendIPConfiguration"),
      pools: several.isEmpty ? [reader.reference("backendAddressPool")].compactMap { $0 } : several,
      probe: reader.reference("probe"), protocol: spoken, frontendPort: frontendPort,
      backendPort: reader.integer("backendPort", in: 0...65535) ?? frontendPort,
      enableFloatingIP: reader.boolean("enableFloatingIP") ?? false)
  }
}

extension LoadBalancer.Rule {
  /// Reads an inbound NAT rule; nil where it has no protocol, with the reason reported, or no port that makes sense.
  init?(inboundNat reader: FieldReader, id: ResourceID) {
    let first = reader.integer("frontendPortRangeStart", in: 1...65535)
    reader.require("protocol")
    guard let spoken = reader.balancedProtocol,
      let frontendPort = reader.integer("frontendPort", in: 0...65535).flatMap({ $0 == 0 ? nil : $0 }) ?? first
    else { return nil }
    self.init(
      id: id, origin: reader.origin, frontend: reader.reference("frontendIPConfiguration"),
      pools: [reader.reference("backendAddressPool")].compactMap { $0 }, probe: nil, protocol: spoken,
      frontendPort: frontendPort, backendPort: reader.integer("backendPort", in: 0...65535) ?? frontendPort,
      enableFloatingIP: reader.boolean("enableFloatingIP") ?? false)
    inboundNat = InboundNat(
      machine: reader.reference("backendIPConfiguration"),
      lastPort: reader.integer("frontendPortRangeEnd", in: 1...65535))
  }
}

extension FieldReader {
  /// A load balancer's protocol: Azure writes `All` where rules of security groups have `*`.
  fileprivate var balancedProtocol: RuleProtocol? {
    (string("protocol") ?? "").lowercased() == "all" ? .any : enumeration("protocol", as: RuleProtocol.self)
  }
}

extension LoadBalancer.Probe {
  /// Reads a probe; nil, with the reason reported, when it has no port or no protocol.
  init?(_ reader: FieldReader, id: ResourceID) {
    let conversation = reader.enumeration("protocol", as: Conversation.self)
    let port = reader.port("port")
    reader.require("protocol", "port")
    guard let conversation, let port else { return nil }
    self.init(
      id: id, origin: reader.origin, protocol: conversation, port: port, requestPath: reader.string("requestPath"),
      intervalInSeconds: reader.integer("intervalInSeconds", in: 1...Int(Int32.max)),
      numberOfProbes: reader.integer("numberOfProbes", in: 1...Int(Int32.max)))
  }
}
