import Lint
import Loading
import NetworkModel
import Reachability
import Testing

@testable import Reports

/// `agwsim lint` as people and as programs read it: a definite finding, and one that nobody can tell.
@Suite struct LintReportTests {
  private var report: LintReport {
    let text = """
      {
        "virtualNetworks": [{ "name": "vnet", "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] }, "subnets": [
          { "name": "snet-api", "addressPrefix": "10.0.2.0/24" }] }],
        "networkSecurityGroups": [{ "name": "nsg", "securityRules": [] }],
        "servers": [{ "name": "vm", "address": "10.0.2.4", "listeners": [{ "port": 443, "protocol": "Https",
          "certificate": { "names": ["shop.contoso.com"], "notAfter": "2026-12-02T00:00:00Z" } }] }]
      }
      """
    let loaded = Loader.load(texts: [(name: "lint.scenario.json", bytes: Array(text.utf8))])
    return LintReport(Linter(), Inspection(Engine(NetworkModel(loaded.resources))))
  }

  @Test func `as text, what cannot be told comes last and names the fact`() {
    expectSnapshot(LintText.report(report), "lint.txt")
  }

  @Test func `as SARIF, what cannot be told is a warning, whatever a definite finding would be`() {
    expectSnapshot(LintSARIF.report(report, version: "0.0.0").text(pretty: true) + "\n", "lint.sarif")
  }
}
