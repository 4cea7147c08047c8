import BackendHealth
import Changes
import JSONText
import Outcomes
import Resources
import TestSupport
import Testing

@testable import Comparison

/// Moments follow from the probe's interval, timeout and threshold (azure-semantics.md §4.2, §8 rows 29 and 30).
@Suite struct TimelineTests {
  private static let deny =
    "az network nsg rule create -g rg-test --nsg-name nsg-backend -n Deny --priority 100 --access Deny"
  private static let allow = "az network nsg rule delete -g rg-test --nsg-name nsg-backend -n Deny"

  /// Two members behind a group that lets everything in, probed every 10 s.
  private static func scenario(sku: String = "Standard_v2", members: [String] = ["10.0.2.4"]) -> Scenario {
    var scenario = Scenario()
    scenario.gateway.sku = sku
    scenario.gateway.members = members
    scenario.servers = members.map { .server($0) }
    scenario.gateway.probe = ["interval": 10, "timeout": 5, "unhealthyThreshold": 2]
    scenario.backendGroup = [.allow("Allow", 200)]
    return scenario
  }

  private static func timeline(_ script: String, on scenario: Scenario = scenario()) throws -> Timeline {
    let change = try Change(script: script, name: "change")
    return Timeline(WhatIf([change], on: try scenario.engine().model.resources))
  }

  private static func moments(_ timeline: MemberTimeline) -> [String: ClosedRange<Int>] {
    Dictionary(timeline.events.map { ("\($0.kind)", $0.seconds) }, uniquingKeysWith: { first, _ in first })
  }

  @Test func `a member that is cut off fails until so many probes in a row have failed, then it is out`() throws {
    let member = try #require(try Self.timeline(Self.deny).members.first)
    let moments = Self.moments(member)
    #expect(moments["lastSuccess"] == -10...0)
    #expect(member.events.contains(.init(kind: .firstFailure(seconds: 5...5), seconds: 0...10)))
    #expect(moments["leavesRotation(failures: 2)"] == 15...25)
    #expect(moments["reported(Outcomes.Health.unhealthy)"] == 15...35)
    #expect(member.phases.map(\.state) == [.serving, .failing, .out])
    #expect(member.phases.map(\.begins) == [nil, 0...0, 15...25])
    #expect(member.phases.map(\.ends) == [0...0, 15...25, nil])
    #expect(member.notes == [.standingConnections])
  }

  @Test func `§4.1 v1 tries again at once, so that it notices after one interval`() throws {
    let member = try #require(try Self.timeline(Self.deny, on: Self.scenario(sku: "Standard_Medium")).members.first)
    #expect(Self.moments(member)["leavesRotation(failures: 2)"] == 10...20)
  }

  @Test func `a closed port may refuse at once, or say nothing until the timeout`() throws {
    let change =
      "az network application-gateway http-settings update -g rg-test --gateway-name agw -n setting --port 81"
    let member = try #require(try Self.timeline(change).members.first)
    #expect(Self.moments(member)["leavesRotation(failures: 2)"] == 10...25)
  }

  @Test func `where it is not known what a member did, only the last moment of its end is known`() throws {
    var scenario = Self.scenario()
    scenario.servers = []
    let fact = MissingFact.listener(address: "10.0.2.4", port: 80)
    let timeline = try Self.timeline(Self.deny, on: scenario)
    #expect(timeline.requests.first?.phases.map { $0.prediction?.verdict } == [.undetermined, .fails])
    let cut = try #require(timeline.members.first)
    #expect(cut.events.map(\.kind) == [.change])
    #expect(cut.phases.map(\.state) == [.open, .out])
    #expect(cut.phases.map(\.begins) == [nil, 0...25])
    #expect(cut.notes == [.formerUnknown(fact), .standingConnections])
    #expect(cut.difference.seconds == nil)

    scenario.backendGroup = [.deny("Deny", 100)]
    let opened = try #require(try Self.timeline(Self.allow, on: scenario).members.first)
    #expect(opened.events.map(\.kind) == [.change])
    #expect(opened.phases.map(\.state) == [.out, .open])
    #expect(opened.phases.map(\.begins) == [nil, 0...0])
    #expect(opened.notes == [.latterUnknown(fact)])
    #expect(opened.difference.seconds == nil)
  }

  @Test func `a new member of which nothing is known has no moment, nor has the end of one`() throws {
    let pool = "az network application-gateway address-pool update -g rg-test --gateway-name agw -n pool --servers"
    let fact = MissingFact.listener(address: "10.0.2.5", port: 80)
    let new = try #require(try Self.timeline(pool + " 10.0.2.4 10.0.2.5").members.first)
    #expect(new.events.map(\.kind) == [.change])
    #expect(new.phases.map(\.state) == [.absent, .open])
    #expect(new.notes == [.latterUnknown(fact)])
    var scenario = Self.scenario(members: ["10.0.2.4", "10.0.2.5"])
    scenario.servers.removeLast()
    let gone = try #require(try Self.timeline(pool + " 10.0.2.4", on: scenario).members.first)
    #expect(gone.events.map(\.kind) == [.change])
    #expect(gone.phases.map(\.state) == [.open, .absent])
    #expect(gone.notes == [.formerUnknown(fact)])
  }

  @Test func `one success brings a member back`() throws {
    var scenario = Self.scenario()
    scenario.backendGroup = [.deny("Deny", 100)]
    let member = try #require(try Self.timeline(Self.allow, on: scenario).members.first)
    #expect(Self.moments(member)["entersRotation"] == 0...10)
    #expect(Self.moments(member)["reported(Outcomes.Health.healthy)"] == 0...20)
    #expect(member.phases.map(\.state) == [.out, .serving])
  }

  @Test func `a new member takes no request before its first probe has succeeded`() throws {
    let change = """
      az network application-gateway address-pool update -g rg-test --gateway-name agw -n pool --servers 10.0.2.4 10.0.2.5
      """
    var scenario = Self.scenario()
    scenario.servers.append(.server("10.0.2.5"))
    let timeline = try Self.timeline(change, on: scenario)
    #expect(timeline.members.map(\.phases).map { $0.map(\.state) } == [[.absent, .out, .serving]])
  }

  @Test
  func `§5.4 a member that is removed finishes what is in flight, for 30 seconds unless the setting says otherwise`()
    throws
  {
    let change =
      "az network application-gateway address-pool update -g rg-test --gateway-name agw -n pool --servers 10.0.2.4"
    let scenario = Self.scenario(members: ["10.0.2.4", "10.0.2.5"])
    let member = try #require(try Self.timeline(change, on: scenario).members.first)
    #expect(member.phases.map(\.state) == [.serving, .draining, .absent])
    #expect(Self.moments(member)["drained"] == 30...30)
  }

  @Test func `a gateway that stops takes requests away at once`() throws {
    let member = try #require(
      try Self.timeline("az network application-gateway stop -g rg-test -n agw").members.first)
    #expect(member.phases.map(\.state) == [.serving, .stopped])
    #expect(member.rerouted == 0...0)
  }

  @Test func `requests fail while instances still send them to a member that is cut off, and otherwise from then on`()
    throws
  {
    let timeline = try Self.timeline(Self.deny)
    let request = try #require(timeline.requests.first)
    #expect(request.isSample)
    #expect(request.phases.map { $0.prediction?.statuses } == [[200], [504], [502]])
    #expect(request.phases.map(\.begins) == [nil, 0...0, 15...25])
    #expect(request.phases[2].prediction?.answers.first?.errorInfo == .upstreamNoLive)
  }

  @Test func `§5.2 where another member answers, v2 asks it once the first one's time is up`() throws {
    let one = Self.deny + " --destination-address-prefixes 10.0.2.4"
    let timeline = try Self.timeline(one, on: Self.scenario(members: ["10.0.2.4", "10.0.2.5"]))
    let phases = try #require(timeline.requests.first?.phases)
    #expect(phases.map { $0.prediction?.statuses } == [[200], [200], [200]])
    #expect(phases[1].prediction?.answers.map(\.totalMilliseconds) == [0, 20_000])
    #expect(phases[2].prediction?.answers.map(\.totalMilliseconds) == [0])
  }

  @Test func `a change that moves no member has no timeline`() throws {
    let timeline = try Self.timeline(
      "az network nsg rule create -g rg-test --nsg-name nsg-backend -n Other --priority 4000 --access Deny")
    #expect(timeline.members.isEmpty)
    #expect(timeline.requests.isEmpty)
  }
}
