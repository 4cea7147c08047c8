import ReferenceEvaluator
import Testing

/// A packet of which both evaluators have spoken.
struct Compared {
  let what: String
  /// What they say differently; nil when they agree.
  let difference: String?
}

/// Compares packets of random networks until there are enough of them, or some on which the evaluators differ.
/// - Parameters:
///   - packets: how many to compare at least.
///   - compare: compares packets of one network, which it takes from the generator.
func expectAgreement(
  _ generator: ReferenceGenerator, packets: Int, _ compare: (inout ReferenceGenerator, Bench) throws -> [Compared]
) throws {
  var generator = generator
  var compared = 0
  var disagreements: [String] = []
  var number: UInt64 = 0
  while compared < packets, disagreements.count < 5 {
    number += 1
    let bench = try Bench(generator.network(), seed: number)
    let pairs = try compare(&generator, bench)
    compared += pairs.count
    disagreements += pairs.compactMap { pair in
      pair.difference.map { "network \(number), \(pair.what): \($0)" }
    }
  }
  #expect(disagreements.isEmpty, "\(disagreements.joined(separator: "\n"))")
  #expect(compared >= packets || !disagreements.isEmpty)
}
