import NetworkModel
import Outcomes
import PacketSets
import Resources

/// A machine of the input that a name, a record or a pool may be meant for.
struct Machine: Hashable {
  let address: IPAddress
  /// The machine, else the server that a scenario describes.
  let name: String?
  /// The configuration of its network interface.
  let configuration: ResourceID?
}

extension FixContext {
  /// The machines that a name may be meant for: those whose own names have a word of its first label, else the only one of the input.
  /// Among several nobody chooses here.
  func machines(for name: String) -> [Machine] {
    let words = Set(Names.words(of: name.split(separator: ".").first.map(String.init) ?? name))
    let akin = allMachines.filter { machine in
      !words.isDisjoint(with: Names.words(of: machine.name ?? ""))
        || !words.isDisjoint(with: Names.words(of: machine.configuration?.parent?.name ?? ""))
    }
    if !akin.isEmpty { return Array(akin.prefix(4)) }
    return allMachines.count == 1 ? allMachines : []
  }

  /// Machines by address: network interfaces first, then servers that a scenario describes.
  private var allMachines: [Machine] {
    var out: [Machine] = []
    for card in resources.networkInterfaces.values where card.privateEndpoint == nil {
      for configuration in card.ipConfigurations {
        guard let address = configuration.privateIPAddress else { continue }
        out.append(
          Machine(
            address: address, name: card.virtualMachine?.name ?? card.id.name, configuration: configuration.id))
      }
    }
    for server in resources.servers {
      for address in server.addresses where !out.contains(where: { $0.address == address }) {
        out.append(Machine(address: address, name: server.name, configuration: nil))
      }
    }
    return out
  }
}

/// Names as people make them up.
package enum Names {
  /// Words that say what a thing is, and not which.
  private static let kinds: Set<String> = [
    "vm", "nic", "pool", "server", "host", "backend", "be", "ip", "ipconfig", "app", "web", "rg", "node", "be", "svc",
  ]

  /// The words of a name that say which thing it is: `vm-orders-1` has `orders`.
  static func words(of name: String) -> [String] {
    name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { word in
      word.count > 1 && !kinds.contains(word) && !word.allSatisfy(\.isNumber)
    }
  }

  /// The most characters of a name that Azure takes for each kind of resource that is made here.
  private static let limit = 80

  /// The name, cut where it is too long, and with a number behind it where it is taken.
  package static func free(_ wanted: String, _ taken: Set<String>) -> String {
    func numbered(_ ending: String) -> String { wanted.prefix(limit - ending.count) + ending }
    let name = numbered("")
    guard taken.contains(name.lowercased()) else { return name }
    return (2...).lazy.map { numbered("-\($0)") }.first { !taken.contains($0.lowercased()) }!
  }
}
