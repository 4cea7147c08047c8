import BackendHealth
import Changes
import Comparison
import Outcomes
import Resources
import TestSupport
import Testing

@testable import Reports

/// Everything that is told of a forecast.
private func rendered(_ predictions: [GatewayPrediction], in resources: Resources) -> String {
  let members = predictions.flatMap(\.pairs).flatMap(\.members)
  return HealthJSON.gateways(predictions).text(pretty: true) + HealthText.gateways(predictions, in: resources)
    + TraceJSON.members(members, in: resources).text(pretty: true) + TraceText.members(members, in: resources)
}

@Suite struct IncrementalTests {
  @Test(arguments: UInt64(0)..<10)
  func `after any change the incremental prediction is the full one, and evaluates the pairs that depend on it`(
    seed: UInt64
  ) throws {
    var estate = try RandomEstate(seed: seed)
    var forecast = Forecast(estate.resources)
    #expect(forecast.evaluated == estate.pairs.count)
    for _ in 0..<4 {
      let edit = estate.edit()
      let change = try edit.change()
      let next = try change.edits.reduce(estate.resources) { try $1.applied(to: $0) }
      forecast = forecast.after(next)
      let full = Forecast(next)
      #expect(rendered(forecast.predictions, in: next) == rendered(full.predictions, in: next), "\(edit.script)")
      #expect(forecast.pairs == full.pairs)
      #expect(forecast.evaluated == estate.pairs.filter(edit.concerns).count, "\(edit.script)")
      estate.move(to: next)
    }
  }
}
