import Outcomes
import PacketSets
import Testing

@testable import BackendHealth
@testable import Reachability
@testable import Reports

@Test func aBlockedProbeIsToldHopByHopWithNearMissesAndCommands() {
  let text = TraceText.member(Samples.denied(), in: Samples.resources)
  expectSnapshot(text, "trace-denied.txt")
  #expect(longLines(text).isEmpty)
}

@Test func azureJSONAloneGivesThePathAndTheLineToAdd() {
  let text = TraceText.member(Samples.undeclared)
  expectSnapshot(text, "trace-undeclared.txt")
  #expect(longLines(text).isEmpty)
}

@Test func aHealthyMemberIsToldToo() { expectSnapshot(TraceText.member(Samples.healthy), "trace-healthy.txt") }

@Test func aPartialVerdictSaysForWhichInstances() {
  let text = TraceText.member(Samples.partial, in: Samples.resources)
  expectSnapshot(text, "trace-partial.txt")
  #expect(text.contains("denied for 10.0.1.6–10.0.1.254"))
}

@Test func whatCannotBeToldNamesTheMissingFacts() {
  expectSnapshot(TraceText.member(Samples.appliance), "trace-appliance.txt")
}

@Test func everyBlockerIsToldWithItsRepair() {
  expectSnapshot(TraceText.member(Samples.blackhole, in: Samples.resources), "trace-blockers.txt")
}

@Test func severalMatchesComeWorstFirstAndGroupedByCause() {
  let members = [Samples.healthy, Samples.denied("10.0.2.4"), Samples.denied("10.0.2.7"), Samples.badStatus]
  expectSnapshot(TraceText.members(members, in: Samples.resources), "trace-several.txt")
}

@Test func aFlowIsToldLikeAProbe() {
  expectSnapshot(
    TraceText.flow(Samples.denied().flows[0], verdict: .blocked, in: Samples.resources), "trace-flow.txt")
}

@Test func colourOnlyRepeatsWhatTheWordsSay() {
  let plain = TraceText.member(Samples.denied(), in: Samples.resources)
  let coloured = TraceText.member(Samples.denied(), in: Samples.resources, style: TextStyle(color: true))
  #expect(!plain.contains("\u{1B}"))
  #expect(coloured.contains("\u{1B}[31mDENY"))
  let codes = ["0", "1", "2", "31", "32", "33"].map { "\u{1B}[\($0)m" }
  let bare = codes.reduce(coloured) { $0.replacing($1, with: "") }
  #expect(bare == plain)
}

@Test(arguments: [Samples.denied(), Samples.undeclared, Samples.healthy, Samples.partial, Samples.blackhole])
func aTraceOpensWithAtMostFiveLines(_ member: MemberPrediction) {
  #expect(
    TraceText.member(member, in: Samples.resources).split(separator: "\n\n")[0].split(separator: "\n").count <= 5
  )
}

@Test func hostileNamesNeitherSteerTheTerminalNorBreakTheLayout() {
  let evil = "\u{1B}[2J\n" + String(repeating: "n", count: 300)
  let pool = Samples.gateway.child("backendAddressPools", evil)
  let step = Step(
    .forward, .deny, .rule(RuleStep(point: FilterPoint(.inbound, at: Samples.subnet), priority: 200, isDefault: false)),
    packets: Samples.packets(), outcome: .nsgDenied,
    subject: Subject(Samples.id("networkSecurityGroups", evil), rule: evil))
  let text = TraceText.member(Samples.member("10.0.2.4", health: .unhealthy, path: .deny, steps: [step], pool: pool))
  #expect(!text.contains("\u{1B}"))
  #expect(longLines(text).allSatisfy { $0.contains("$'") })
  #expect(text.split(separator: "\n\n")[0].split(separator: "\n").count <= 5)
}
