import ArgumentParser
import Outcomes
import PacketSets
import Reachability
import Reports

/// `agwsim next-hop INPUT… --vm V|--nic N|--subnet S --source-ip A --dest-ip B`
struct NextHopCommand: Question {
  static let configuration = CommandConfiguration(
    commandName: "next-hop", abstract: "Tell where a packet goes first, as Network Watcher's next hop does.",
    usage: """
      agwsim next-hop INPUT… --vm NAME|--nic NAME|--subnet NAME --dest-ip ADDRESS
          [OPTIONS]
      """,
    discussion: """
      JSON has the shape of `az network watcher show-next-hop`.

      Example:
        agwsim next-hop scenarios/demo --subnet vnet-shop/snet-agw --dest-ip 10.1.2.4
      """)

  @Argument(help: "Files or folders.")
  var inputs: [String] = []

  @OptionGroup var place: PlaceOptions

  @Option(
    help: ArgumentHelp(
      "The sender's address, as Azure's command takes it; routes do not depend on it.", valueName: "address"))
  var sourceIp: IPAddress?

  @Option(help: ArgumentHelp("The receiver's address.", valueName: "address"))
  var destIp: IPAddress

  @OptionGroup var options: InputOptions

  func answer(in situation: Situation) throws -> Answer {
    let hop =
      switch try place.place(in: situation.model) {
      case .card(let card): situation.engine.nextHop(card: card, to: destIp)
      case .subnet(let subnet): situation.engine.nextHop(from: subnet, to: destIp)
      }
    return Answer(
      text: { NextHopText.answer(hop, style: $0) }, json: { NextHopJSON.answer(hop) }, status: hop.status)
  }
}

extension NextHopAnswer {
  /// What it means for the exit status.
  fileprivate var status: ExitStatus {
    if missing != nil { return .cannotTell }
    return nextHop?.kind == NextHop.Kind.none ? .bad : .good
  }
}
