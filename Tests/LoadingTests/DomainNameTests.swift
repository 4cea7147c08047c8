import Loading
import Resources
import Testing

@Suite struct DomainNameTests {
  @Test(arguments: [
    ("api.contoso.com", true), ("API.contoso.com.", true), ("_sip.contoso.com", true), ("localhost", true),
    ("xn--bcher-kva.example", true), (String(repeating: "a", count: 63) + ".com", true),
    (String(repeating: "a", count: 64) + ".com", false), ("", false), (".", false), ("api..com", false),
    (".contoso.com", false), ("api contoso.com", false), ("-api.contoso.com", false), ("api-.contoso.com", false),
    ("https://api.contoso.com", false), ("api.contoso.com:443", false), ("bücher.example", false),
    (String(repeating: "abcdefg.", count: 32) + "com", false),
  ]) func `a domain name has labels of letters, digits, hyphens and underscores`(name: String, isLegal: Bool) {
    #expect(DomainName.isLegal(name) == isLegal)
  }

  @Test(arguments: [("@", true), ("*", true), ("*.api", true), ("api.*", false), ("a*b", false), ("api", true)])
  func `a record may be the zone itself or a wildcard`(name: String, isLegal: Bool) {
    #expect(DomainName.isLegalRecord(name) == isLegal)
  }

  @Test func `a record answers for its own name before the wildcards above it, the nearest first`() {
    #expect(DomainName.candidates(for: "x.y.a") == ["x.y.a", "*.y.a", "*.a", "*"])
    #expect(DomainName.candidates(for: "@") == ["@"])
  }

  @Test func `every bad name of a scenario is reported`() {
    let text = """
      {
        "publicDns": { "api..com": ["10.0.0.1"], "web.com": { "cname": "http://x" } },
        "dnsServers": [{
          "address": "10.0.0.4", "zones": { "contoso internal": { "api_1": [], "a/b": [] } },
          "forwarders": { ".": ["10.0.0.5"], "-x": ["10.0.0.5"] }
        }],
        "dnsForwardingRulesets": [{
          "name": "rules",
          "forwardingRules": [
            { "name": "a", "domainName": "a b.", "targetDnsServers": [{ "ipAddress": "168.63.129.16" }] },
            { "name": "b", "targetDnsServers": [] }
          ]
        }],
        "expect": [{ "resolve": "api/contoso", "from": "vnet", "addresses": [] }]
      }
      """
    let found = load(text, name: "test.scenario.json").problems.map { problem -> String in
      switch problem.kind {
      case .notA(.domainName, _, let found): found
      case .illegalValue(_, let found, _): "illegal " + found
      case .missingField(let field): "missing " + field
      default: "\(problem.kind)"
      }
    }
    #expect(
      found.sorted() == [
        "-x", "a b.", "a/b", "api..com", "api/contoso", "contoso internal", "http://x", "illegal 168.63.129.16",
        "missing domainName",
      ])
  }
}
