import ArgumentParser
import Reachability
import Reports

/// `agwsim effective-routes INPUT… --vm V|--nic N|--subnet S`
struct EffectiveRoutesCommand: Question {
  static let configuration = CommandConfiguration(
    commandName: "effective-routes",
    abstract: "List the routes in effect at a network interface or a subnet, a gateway's too.",
    usage: "agwsim effective-routes INPUT… --vm NAME|--nic NAME|--subnet NAME [OPTIONS]",
    discussion: """
      JSON has the shape of `az network nic show-effective-route-table`.

      Example:
        agwsim effective-routes scenarios/demo --subnet vnet-shop/snet-agw
      """)

  @Argument(help: "Files or folders.")
  var inputs: [String] = []

  @OptionGroup var place: PlaceOptions
  @OptionGroup var options: InputOptions

  func answer(in situation: Situation) throws -> Answer {
    let routes =
      switch try place.place(in: situation.model) {
      case .card(let card): situation.engine.effectiveRoutes(card: card)
      case .subnet(let subnet): situation.engine.effectiveRoutes(of: subnet)
      }
    return Answer(
      text: { EffectiveRoutesText.routes(routes, style: $0) }, json: { EffectiveRoutesJSON.routes(routes) },
      status: routes.gaps.isEmpty ? .good : .cannotTell)
  }
}
