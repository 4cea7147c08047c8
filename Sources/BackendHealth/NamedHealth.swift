import Outcomes
import PacketSets
import Reachability
import Resources

/// What the way in which a name was answered makes of a member's health: servers that differ, senders that cannot ask, a public
/// address in place of a private endpoint's (azure-semantics.md §3.3–§3.5).
struct NamedHealth {
  private(set) var verdict: HealthVerdict
  /// Look-ups whose verdict is known only with the health that they lead to.
  private(set) var judged: [Step: Step] = [:]
  private(set) var assumptions: [Assumption] = []

  /// - Parameters:
  ///   - name: why there is no address, if there is none
  ///   - ends: one for each address of the answer, in its order; those of the member where no name was asked for
  init(
    _ resolution: NameResolution?, name: Step?, ends: [End], gateway: [Step], generation: ApplicationGateway.Generation
  ) {
    verdict = HealthVerdict(gateway: gateway, name: name, cut: resolution?.cut, ends: ends, generation: generation)
    guard let resolution, !gateway.contains(where: { $0.verdict == .deny || $0.verdict == .undetermined }) else {
      return
    }
    if let disagreement = resolution.disagreement {
      let byAddress = Dictionary(zip(resolution.addresses, ends), uniquingKeysWith: { first, _ in first })
      weigh(
        resolution.answers.map { answer in
          HealthVerdict(
            gateway: [], name: answer.addresses.isEmpty ? disagreement.judged(.deny) : nil, cut: resolution.cut,
            ends: answer.addresses.compactMap { byAddress[$0] }, generation: generation)
        }, query: resolution.query, disagreement)
    }
    if let finding = resolution.publicAnswer { blame(finding) }
  }

  /// The gateway may take any server's answer: where all lead to the same health it does not matter which.
  private mutating func weigh(_ answers: [HealthVerdict], query: String, _ disagreement: Step) {
    let healths = Set(answers.map(\.health))
    if healths.count == 1 {
      verdict = answers[0]
      assumptions.append(.anyServerAnswers(name: query))
    } else if !healths.isDisjoint(with: [.healthy, .partial]),
      !healths.isDisjoint(with: [.unhealthy, .unknown, .partial])
    {
      let denial = disagreement.judged(.deny)
      judged[disagreement] = denial
      verdict = HealthVerdict(health: .partial, path: path(of: answers), decisive: denial)
    } else if let open = answers.first(where: { $0.health == .undetermined }) {
      verdict = open
    } else if let failing = answers.first(where: { $0.health == .unhealthy }) {
      verdict = failing
    }
  }

  private func path(of answers: [HealthVerdict]) -> PathVerdict {
    let paths = Set(answers.map(\.path))
    if paths.count == 1 { return answers[0].path }
    return paths.contains(.deny) || paths.contains(.partial) ? .partial : .undetermined
  }

  /// Whatever goes wrong at the public address is a consequence: the probe should not go there.
  private mutating func blame(_ finding: Step) {
    guard verdict.health != .healthy, verdict.decisive?.outcome != .dnsServersDisagree else { return }
    let cause = finding.judged(verdict.health == .undetermined ? .undetermined : .deny)
    judged[finding] = cause
    verdict = HealthVerdict(health: verdict.health, path: verdict.path, decisive: cause)
  }
}
