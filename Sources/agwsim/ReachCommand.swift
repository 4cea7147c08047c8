import ArgumentParser
import Comparison
import PacketSets
import Reachability
import Reports

/// `agwsim reach --from X --to Y INPUT…`
struct ReachCommand: Question {
  static let configuration = CommandConfiguration(
    commandName: "reach",
    abstract: "Tell exactly which packets get through: from one end to another, from anywhere, or to anywhere.",
    usage: "agwsim reach [--from END] [--to END[:PORT]] INPUT… [OPTIONS]",
    discussion: """
      Routes, security groups, appliances and peerings are followed there and back, for every address and port.

      Example:
        agwsim reach --from snet-agw --to 10.0.2.4:8080 scenarios/demo
      """)

  @Argument(help: "Files or folders.")
  var inputs: [String] = []

  @Option(
    help: ArgumentHelp(
      "Who sends; without it, everybody: subnets, the Internet, premises.",
      discussion: "An address, a prefix, a machine, a network interface, a subnet, or Internet.", valueName: "end"))
  var from: String?

  @Option(
    help: ArgumentHelp("Who receives, and at which port; without it, everybody.", valueName: "end"))
  var to: String?

  @Option(name: .customLong("protocol"), help: "The protocol: \(IPProtocol.choices).")
  var `protocol` = IPProtocol.tcp

  @OptionGroup var options: InputOptions

  func validate() throws {
    if from == nil, to == nil { throw ValidationError("Name an end: --from END, --to END, or both.") }
  }

  func answer(in situation: Situation) throws -> Answer {
    let spread = EndpointSpread(situation.engine)
    let target = to.map { EndpointText($0) }
    let reach = Reach(
      from: try from.map { try spread.spread($0, isSender: true) } ?? spread.everything(),
      to: try target.map { try spread.spread($0.name) } ?? spread.everything(), port: target?.port,
      protocol: `protocol`, in: situation.engine)
    let answer = ReachAnswer(from: from, to: to, protocol: `protocol`, reach: reach)
    return Answer(
      text: { ReachText.answer(answer, style: $0) }, json: { ReachJSON.answer(answer) }, status: answer.status)
  }
}

extension ReachAnswer {
  /// Between two ends every packet has to get through. Who reaches one end, or whom it reaches, is a list: something on it is the
  /// good answer.
  fileprivate var status: ExitStatus {
    let isList = from == nil || to == nil
    return switch verdict {
    case .reachable: .good
    case .blocked: .bad
    case .partial where isList: .good
    case .undetermined where isList: .cannotTell
    case .partial, .undetermined: reach.denied.isEmpty && reach.sometimes.isEmpty ? .cannotTell : .bad
    }
  }
}
