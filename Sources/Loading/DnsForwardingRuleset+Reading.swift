import Outcomes
import PacketSets
import Resources

extension DnsForwardingRuleset {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin, outboundEndpoints: reader.references("dnsResolverOutboundEndpoints"),
      forwardingRules: reader.readers("forwardingRules").compactMap { ForwardingRule($0) },
      virtualNetworkLinks: reader.readers("virtualNetworkLinks").map {
        RulesetLink($0, id: $0.childID(of: id, "virtualNetworkLinks"))
      },
      listsRules: reader.hasList("forwardingRules"), listsLinks: reader.hasList("virtualNetworkLinks"))
  }
}

extension ForwardingRule {
  /// `forwardingRuleState` as Azure spells it.
  private enum State: String, CaseIterable {
    case enabled = "Enabled"
    case disabled = "Disabled"
  }

  /// Reads a rule; nil, with the reason reported, when it has no name or no domain.
  init?(_ reader: FieldReader) {
    guard let name = reader.innermostName() else {
      reader.report(.missingField("name"))
      return nil
    }
    guard let domain = reader.string("domainName") else {
      reader.require("domainName")
      return nil
    }
    if domain != ".", !DomainName.isLegal(domain) {
      reader.report(.notA(.domainName, field: "domainName", found: domain), at: "domainName")
    }
    self.init(
      name: name, origin: reader.origin, domainName: DomainName.normal(domain),
      isEnabled: reader.enumeration("forwardingRuleState", as: State.self) != .disabled,
      targets: reader.readers("targetDnsServers").compactMap { Target($0) })
  }
}

extension ForwardingRule.Target {
  fileprivate init?(_ reader: FieldReader) {
    guard let address = reader.address("ipAddress") else { return nil }
    // Azure refuses its own DNS as a target (azure-semantics.md §3.2).
    if address == IPAddress("168.63.129.16") {
      reader.report(
        .illegalValue(field: "ipAddress", found: address.description, legal: ["the address of another DNS server"]),
        at: "ipAddress")
      return nil
    }
    self.init(address: address, port: reader.port("port") ?? 53)
  }
}

extension RulesetLink {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(id: id, origin: reader.origin, virtualNetwork: reader.reference("virtualNetwork"))
  }
}
