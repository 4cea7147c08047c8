import Loading
import Resources
import Testing

/// Requests, sites and loads that a person writes wrongly: each problem at its place.
struct RequestInputTests {
  private func problem(_ text: String) -> String? {
    load(text, name: "test.scenario.json").problems.first.map { "\($0.kind) \($0.origin.map { "\($0.path)" } ?? "")" }
  }

  @Test(arguments: [
    (#"{"expect": [{"request": "shop.contoso.com", "status": 200}]}"#, "notA(", "$.expect[0].request"),
    (#"{"expect": [{"request": "http://h:99999/", "status": 200}]}"#, "notA(", "$.expect[0].request"),
    (#"{"expect": [{"request": "http://h/"}]}"#, "missingField(\"status\")", "$.expect[0]"),
    (#"{"expect": [{"request": "http://h/", "status": 600}]}"#, "outOfRange(", "$.expect[0].status"),
    (#"{"expect": [{"request": "http://h/", "status": 200, "headers": ["Host"]}]}"#, "notA(", "$.expect[0].headers[0]"),
    (#"{"expect": [{"request": "http://h/", "stat": 200}]}"#, "unknownKey(\"stat\"", "$.expect[0].stat"),
    (#"{"servers": [{"kind": "appservices", "address": "10.0.0.4"}]}"#, "illegalValue(", "$.servers[0].kind"),
    (#"{"servers": [{"kind": "appService", "address": "10.0.0.4"}]}"#, "missingField(\"hostNames\")", "$.servers[0]"),
    (
      #"{"servers": [{"hostNames": ["a"], "address": "10.0.0.4"}]}"#, "missingField(\"kind\")", "$.servers[0].hostNames"
    ),
    (
      #"{"servers": [{"address": "10.0.0.4", "listeners": [{"port": 80, "responses": [{"status": 200, "delay": {"p50": "2s", "p99": "1s"}}]}]}]}"#,
      "notA(", "$.servers[0].listeners[0].responses[0].delay"
    ),
    (
      #"{"servers": [{"address": "10.0.0.4", "listeners": [{"port": 80, "responses": [{"status": 200, "delay": {"p98": "2s"}}]}]}]}"#,
      "unknownKey(\"p98\"", "$.servers[0].listeners[0].responses[0].delay.p98"
    ),
    (#"{"load": {"gateway": "agw"}}"#, "missingField(\"capacityUnits\")", "$.load"),
    (#"{"load": {"gateway": "agw", "capacityUnits": -1}}"#, "outOfRange(", "$.load.capacityUnits"),
    (
      #"{"webApps": [{"name": "a", "siteConfig": {"ipSecurityRestrictions": [{"ipAddress": "10.0.0.0/8"}]}}]}"#,
      "missingField(\"action\")", "$.webApps[0].siteConfig.ipSecurityRestrictions[0]"
    ),
  ]) func `a mistake is told where it stands`(text: String, kind: String, path: String) throws {
    let found = try #require(problem(text))
    #expect(found.hasPrefix(kind), "\(found)")
    #expect(found.hasSuffix(path), "\(found)")
  }

  @Test(arguments: [
    ("http://h", "http://h/", 80), ("https://H.Contoso.com:8443/A?b=c#d", "https://h.contoso.com:8443/A?b=c", 8443),
    ("HTTP://h?x", "http://h/?x", 80), ("https://[fd00::1]:8443/", "https://[fd00::1]:8443/", 8443),
    ("http://h:80/", "http://h/", 80),
  ]) func `URLs are read as a client reads them`(text: String, normal: String, port: UInt16) throws {
    let url = try #require(RequestURL(text))
    #expect(url.description == normal)
    #expect(url.port == port)
  }

  @Test(arguments: [
    "", "h", "/path", "ftp://h/", "http://", "http:///x", "http://h:x/", "http://h:0/", "http://a b/", "http://u@h/",
  ])
  func `other texts are no URLs`(text: String) {
    #expect(RequestURL(text) == nil)
  }
}
