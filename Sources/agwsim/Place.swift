import ArgumentParser
import NetworkModel
import Outcomes
import Reachability
import Resources

/// A network interface or a subnet whose rules and routes are asked for.
enum Place {
  case card(Card)
  case subnet(NetworkSubnet)
}

/// Names a network interface, directly or as a machine's primary one.
struct CardOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The machine; its primary network interface is meant.", valueName: "name"))
  var vm: String?

  @Option(help: ArgumentHelp("The network interface.", valueName: "name"))
  var nic: String?

  /// The interface; nil when none is named.
  /// - Throws: nothing has the name, or several have.
  func card(in model: NetworkModel) throws -> Card? {
    if let vm {
      let machine = try model.find(vm, [.virtualMachine], kind: "virtual machine")
      guard let card = model.primaryCard(of: machine) else {
        throw Failure(
          "no network interface of \(machine.path) is in the input",
          hint: "add what this prints: az network nic list -o json", status: .badInput)
      }
      return card
    }
    guard let nic else { return nil }
    let id = try model.find(nic, [.networkInterface, .scaleSetNetworkInterface], kind: "network interface")
    return model.card(id)
  }
}

/// Names the place whose rules or routes are asked for.
struct PlaceOptions: ParsableArguments {
  @OptionGroup var card: CardOptions

  @Option(help: ArgumentHelp("The subnet, a gateway's too: VNET/SUBNET.", valueName: "name"))
  var subnet: String?

  func validate() throws {
    if [card.vm, card.nic, subnet].count(where: { $0 != nil }) != 1 {
      throw ValidationError("Name one place: --vm NAME, --nic NAME or --subnet NAME.")
    }
  }

  /// The place.
  /// - Throws: nothing has the name, or several have.
  func place(in model: NetworkModel) throws -> Place {
    if let card = try card.card(in: model) { return .card(card) }
    let id = try model.find(subnet ?? "", [.subnet], kind: "subnet")
    guard let subnet = model.subnet(id) else { throw NameProblem.unknown(id.path, kind: "subnet", known: []) }
    return .subnet(subnet)
  }
}

extension NetworkModel {
  /// The resource that a person names by its full id or by the tail of its path of names.
  /// - Throws: nothing has the name, or several have.
  func find(_ text: String, _ kinds: [ResourceKind], kind: String) throws(NameProblem) -> ResourceID {
    let match =
      ResourceID(text).map { id in index.find(id).map { .one($0) } ?? .none }
      ?? index.find(tail: text.split(separator: "/").map(String.init), kinds: kinds)
    switch match {
    case .one(let id): return id
    case .several(let ids): throw .ambiguous(text, kind: kind, candidates: ids.map(\.text))
    case .none: throw .unknown(text, kind: kind, known: index.names(of: kinds))
    }
  }
}
