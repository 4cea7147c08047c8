import ArgumentParser
import Outcomes
import PacketSets
import Reachability
import Reports

/// `agwsim ip-flow INPUT… --vm V|--nic N --direction D --protocol P --local IP:PORT --remote IP:PORT`
struct IPFlowCommand: Question {
  static let configuration = CommandConfiguration(
    commandName: "ip-flow",
    abstract:
      "Tell whether security rules let a packet pass a network interface, as Network Watcher's IP flow verify does.",
    usage: """
      agwsim ip-flow INPUT… --vm NAME|--nic NAME --direction Inbound|Outbound
          --protocol PROTOCOL --local ADDRESS:PORT --remote ADDRESS:PORT [OPTIONS]
      """,
    discussion: """
      JSON has the shape of `az network watcher test-ip-flow`.

      Example:
        agwsim ip-flow scenarios/demo --nic nic-api-1 --direction Inbound \\
          --protocol Tcp --local 10.0.2.4:8080 --remote '10.0.1.9:*'
      """)

  @Argument(help: "Files or folders.")
  var inputs: [String] = []

  @OptionGroup var card: CardOptions

  @Option(help: "The packet's direction: Inbound or Outbound.")
  var direction: TrafficDirection

  @Option(help: "The packet's protocol: \(IPProtocol.choices).")
  var `protocol`: IPProtocol

  @Option(help: ArgumentHelp("The interface's end; * stands for every port.", valueName: "address:port"))
  var local: AddressAndPort

  @Option(help: ArgumentHelp("The other end; * stands for every port.", valueName: "address:port"))
  var remote: AddressAndPort

  @OptionGroup var options: InputOptions

  func validate() throws {
    if (card.vm == nil) == (card.nic == nil) {
      throw ValidationError("Name one network interface: --vm NAME or --nic NAME.")
    }
  }

  func answer(in situation: Situation) throws -> Answer {
    guard let card = try card.card(in: situation.model) else {
      throw NameProblem.unknown(card.nic ?? "", kind: "network interface", known: [])
    }
    let flow = situation.engine.ipFlow(
      card: card, direction: direction, protocol: `protocol`, local: (local.address, local.port),
      remote: (remote.address, remote.port))
    return Answer(
      text: { IPFlowText.answer(flow, style: $0) }, json: { IPFlowJSON.answer(flow) }, status: flow.status)
  }
}

extension IPFlowAnswer {
  /// What it means for the exit status.
  fileprivate var status: ExitStatus {
    switch access {
    case .allow: .good
    case .deny: .bad
    case nil: .cannotTell
    }
  }
}
