import BackendHealth
import Resources

/// How the expectations of an input stand before anything is changed: what a repair may not break.
package struct HeldExpectations: Sendable {
  private let former: [(place: Int, standing: Standing)]
  private let expectations: [Expectation]

  /// Judges every expectation of the input that is about the resources as they are.
  package init(in start: Forecast) {
    let judge = ExpectationJudge(start)
    let expectations = start.engine.model.resources.expectations
    former = expectations.indices.filter { expectations[$0].after == nil }.map { place in
      (place: place, standing: judge.judge(expectations[place]).standing)
    }.filter { $0.standing < .fails }
    self.expectations = expectations
  }

  /// Those of some places in the input that hold.
  package func held(among places: Set<Int>) -> [Expectation] {
    former.filter { places.contains($0.place) && $0.standing == .holds }.map { expectations[$0.place] }
  }

  /// Those of some places in the input that stand worse in another forecast.
  package func broken(in end: Forecast, among places: Set<Int>) -> [ExpectationResult] {
    let compared = former.filter { places.contains($0.place) }
    if compared.isEmpty { return [] }
    let judge = ExpectationJudge(end)
    return compared.compactMap { place, standing in
      let result = judge.judge(expectations[place])
      return result.standing > standing ? result : nil
    }
  }
}
