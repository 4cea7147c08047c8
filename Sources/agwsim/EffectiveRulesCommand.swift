import ArgumentParser
import Reachability
import Reports

/// `agwsim effective-rules INPUT… --vm V|--nic N|--subnet S`
struct EffectiveRulesCommand: Question {
  static let configuration = CommandConfiguration(
    commandName: "effective-rules",
    abstract: "List the security rules that apply at a network interface or a subnet, a gateway's too.",
    usage: "agwsim effective-rules INPUT… --vm NAME|--nic NAME|--subnet NAME [OPTIONS]",
    discussion: """
      JSON has the shape of `az network nic list-effective-nsg`.

      Example:
        agwsim effective-rules scenarios/demo --subnet vnet-shop/snet-agw
      """)

  @Argument(help: "Files or folders.")
  var inputs: [String] = []

  @OptionGroup var place: PlaceOptions
  @OptionGroup var options: InputOptions

  func answer(in situation: Situation) throws -> Answer {
    let rules =
      switch try place.place(in: situation.model) {
      case .card(let card): situation.engine.effectiveRules(card: card)
      case .subnet(let subnet): situation.engine.effectiveRules(subnet: subnet)
      }
    return Answer(
      text: { EffectiveRulesText.answer(rules, style: $0) }, json: { EffectiveRulesJSON.answer(rules) },
      status: rules.missing.isEmpty ? .good : .cannotTell)
  }
}
