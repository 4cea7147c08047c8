import Outcomes
import Testing

@testable import BackendHealth
@testable import Reports

private let webPool = Samples.gateway.child("backendAddressPools", "pool-web")

private let prediction = GatewayPrediction(
  gateway: Samples.gateway,
  pairs: [
    PairPrediction(
      pool: Samples.pool, setting: Samples.setting,
      members: [Samples.denied("10.0.2.4"), Samples.denied("10.0.2.7"), Samples.healthy, Samples.badStatus]),
    PairPrediction(pool: webPool, setting: Samples.setting, members: []),
  ])

@Test func healthIsATableWithEachCauseToldOnce() {
  let text = HealthText.gateways([prediction], in: Samples.resources)
  expectSnapshot(text, "health.txt")
  #expect(longLines(text).isEmpty)
  #expect(text.split(separator: "\n").last == "4 members: 1 Healthy, 3 Unhealthy; 1 empty pool.")
}

@Test func healthOfAzureJSONAloneSaysWhichLineToAdd() {
  let pair = PairPrediction(
    pool: Samples.pool, setting: Samples.setting, members: [Samples.undeclared, Samples.undeclaredToo])
  expectSnapshot(
    HealthText.gateways([GatewayPrediction(gateway: Samples.gateway, pairs: [pair])]), "health-undeclared.txt")
}

@Test func causesAreNeverShortenedInTheTable() {
  let name = String(repeating: "a-long-member-name.", count: 5) + "contoso.com"
  let member = Samples.member(
    name, health: .unhealthy, path: .deny, packets: Samples.packets(), steps: Samples.denied().steps)
  let pair = PairPrediction(pool: Samples.pool, setting: Samples.setting, members: [member, Samples.appliance])
  let text = HealthText.gateways([GatewayPrediction(gateway: Samples.gateway, pairs: [pair])])
  let table = text.split(separator: "\n").prefix { $0 != "Findings" }
  #expect(table.allSatisfy { $0.count <= 80 })
  #expect(table.contains { $0.contains(" nsg-denied ") })
  #expect(table.contains { $0.contains(" undetermined-appliance ") })
}

@Test func aGatewayWithoutRulesProbesNothing() {
  let text = HealthText.gateways([GatewayPrediction(gateway: Samples.gateway, pairs: [])])
  #expect(text.contains("nothing is probed"))
}

@Test func healthAsJSONHasTheShapeOfShowBackendHealth() {
  expectSnapshot(HealthJSON.gateways([prediction], in: Samples.resources).text(pretty: true) + "\n", "health.json")
}

@Test func tracesAsJSONPutTheWorstFirst() {
  let text = TraceJSON.members([Samples.healthy, Samples.denied()], in: Samples.resources).text(pretty: true) + "\n"
  expectSnapshot(text, "trace.json")
}

@Test func aFlowAsJSONHasAVerdictAndThePath() {
  let text =
    TraceJSON.flow(
      Samples.flow(Samples.packets(), Samples.outbound(Samples.packets())), verdict: .undetermined,
      server: [Samples.listener(.undetermined, Samples.packets())]
    ).text(pretty: true) + "\n"
  expectSnapshot(text, "trace-flow.json")
}
