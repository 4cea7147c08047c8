import Foundation
import JSONText
import Scenarios
import TestSupport
import Testing

/// A scenario of the base network whose expectations are written as given, at the end of the file.
private func written(_ expectations: String, _ promise: Promise = Promise()) -> String {
  let text = promise.text([])
  return text.replacingOccurrences(of: "\"expect\": []", with: "\"expect\": \(expectations)")
}

private var closed: Promise {
  var promise = Promise()
  promise.scenario.backendGroup = [.deny("Deny-All", 200)]
  return promise
}

@Suite struct UpdateTests {
  @Test func `values change and every other byte stays`() {
    func text(_ health: String, _ path: String) -> String {
      written(
        """
        [
            // What everybody believed:
            {   "member" : "pool/10.0.2.4",  /* the "health": */ "health" :  "\(health)" , "path":"\(path)" } , // tail
          ]
        """, closed)
    }
    let before = text("Healthy", "allow")
    #expect(updated(before) == text("Unhealthy", "deny"))
    #expect(judged(updated(before)).standing == .holds)
    #expect(updated(text("Unhealthy", "deny")) == text("Unhealthy", "deny"))
  }

  @Test func `a cause and a blame that are gone are taken out, whatever stands around them`() {
    let cases = [
      (
        #"[{ "member": "pool/10.0.2.4", "health": "Unhealthy", "cause": "nsg-denied", "by": "x/y" }]"#,
        #"[{ "member": "pool/10.0.2.4", "health": "Healthy" }]"#
      ),
      (
        #"[{ "cause": "nsg-denied", "member": "pool/10.0.2.4", "by": "x/y", "health": "Unhealthy" }]"#,
        #"[{ "member": "pool/10.0.2.4", "health": "Healthy" }]"#
      ),
      (
        """
        [
            {
              "member": "pool/10.0.2.4",
              "cause": "nsg-denied",
              "health": "Unhealthy", // why
              "by": "x/y"
            }
          ]
        """,
        """
        [
            {
              "member": "pool/10.0.2.4",
              "health": "Healthy" // why
            }
          ]
        """
      ),
      (
        """
        [
            {
              "member": "pool/10.0.2.4", "health": "Unhealthy",
              "cause": "nsg-denied", // a group
              /* by */ "by": "x/y",
            }
          ]
        """,
        """
        [
            {
              "member": "pool/10.0.2.4", "health": "Healthy" // a group
              /* by */ ,
            }
          ]
        """
      ),
    ]
    for (before, after) in cases {
      let result = updated(written(before))
      let isAsWanted = result == written(after)
      #expect(isAsWanted, "\(result.components(separatedBy: "networkInterfaces")[0])")
      #expect(judged(result).standing == .holds)
    }
  }

  @Test func `addresses stay a list`() {
    var promise = Promise()
    promise.scenario.others["privateDnsZones"] = [.zone("contoso.internal", ["api": "10.0.2.4"], links: ["vnet-a"])]
    func text(_ addresses: String) -> String {
      written(#"[{ "resolve": "api.contoso.internal", "from": "vnet-a", "addresses": \#(addresses) }]"#, promise)
    }
    #expect(updated(text(#"[ "10.0.2.5",  "10.0.2.6" ]"#)) == text(#"["10.0.2.4"]"#))
    #expect(updated(text("[]")) == text(#"["10.0.2.4"]"#))
  }

  @Test func `a broken promise is never rewritten`() throws {
    let text = written(#"[{ "never": { "from": "snet-agw", "to": "10.0.2.4:80" } }]"#)
    let report = judged(text)
    #expect(report.standing == .fails)
    let update = ScenarioUpdate(SourceText(name: "net.scenario.json", bytes: Array(text.utf8)), results: report.results)
    #expect(update.changes.isEmpty)
    #expect(update.kept.map(\.reason) == [.promise])
    #expect(updated(text) == text)
  }

  @Test func `an expectation after a change that Azure refuses stays`() {
    var promise = closed
    promise.scenario.others["changes"] = [
      "open": """
      az network nsg rule create -g rg-test --nsg-name nsg-backend -n Allow-AppGw --priority 200 --direction Inbound \
      --source-address-prefixes 10.0.1.0/24 --destination-port-ranges 80
      """
    ]
    let text = written(#"[{ "member": "pool/10.0.2.4", "after": "open", "health": "Healthy" }]"#, promise)
    let report = judged(text)
    #expect(report.standing == .fails)
    let update = ScenarioUpdate(SourceText(name: "net.scenario.json", bytes: Array(text.utf8)), results: report.results)
    #expect(update.kept.map(\.reason) == [.refusedChange])
    #expect(updated(text) == text)
  }

  @Test func `an expectation of which nothing would be left stays`() {
    let text = written(#"[{ "member": "pool/10.0.2.4", "cause": "nsg-denied" }]"#)
    #expect(judged(text).standing == .fails)
    #expect(updated(text) == text)
  }

  @Test func `each change tells what it was, what it is, and where`() throws {
    let text = written(#"[{ "member": "pool/10.0.2.4", "health": "Unhealthy", "cause": "nsg-denied" }]"#)
    let update = ScenarioUpdate(
      SourceText(name: "net.scenario.json", bytes: Array(text.utf8)), results: judged(text).results)
    #expect(update.changes.map(\.field) == ["health", "cause"])
    #expect(update.changes.map(\.before) == ["Unhealthy", "nsg-denied"])
    #expect(update.changes.map(\.after) == ["Healthy", nil])
    #expect(update.changes.map(\.origin.path.description) == ["$.expect[0].health", "$.expect[0].cause"])
  }
}
