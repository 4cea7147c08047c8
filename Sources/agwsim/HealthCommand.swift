import ArgumentParser
import BackendHealth
import Outcomes
import Reports
import Resources

/// `agwsim health INPUT…`
struct HealthCommand: Question {
  static let configuration = CommandConfiguration(
    commandName: "health", abstract: "Predict the health that Azure will report for every pool member, and why.",
    usage: "agwsim health INPUT… [OPTIONS]",
    discussion: """
      JSON has the shape of `az network application-gateway show-backend-health`.

      Example:
        agwsim health scenarios/demo
      """)

  @Argument(help: "Files or folders.")
  var inputs: [String] = []

  @OptionGroup var options: InputOptions

  func answer(in situation: Situation) throws -> Answer {
    let predictions = try situation.predictions()
    return Answer(
      text: { HealthText.gateways(predictions, in: situation.resources, style: $0) },
      json: { HealthJSON.gateways(predictions, in: situation.resources) },
      status: .worst(of: predictions.flatMap(\.pairs).flatMap(\.statuses)))
  }
}

extension Situation {
  /// The predicted health of every gateway.
  /// - Throws: `Failure` when the inputs hold no gateway.
  func predictions() throws -> [GatewayPrediction] {
    try requireGateway()
    let predictor = HealthPredictor(engine)
    return resources.applicationGateways.values.map { predictor.predict($0) }
  }

  /// - Throws: `Failure` when the inputs hold no gateway.
  func requireGateway() throws {
    guard !resources.applicationGateways.isEmpty else {
      throw Failure(
        "the inputs hold no application gateway",
        hint: "add what this prints: az network application-gateway list -o json", status: .badInput)
    }
  }
}

extension PairPrediction {
  /// What its members mean for the exit status; an empty pool answers every request with 502.
  fileprivate var statuses: [ExitStatus] { emptyPool == nil ? members.map(\.health.status) : [.bad] }
}

extension Health {
  /// What it means for the exit status.
  var status: ExitStatus {
    switch self {
    case .healthy: .good
    case .unhealthy, .partial, .unknown: .bad
    case .undetermined: .cannotTell
    }
  }
}
