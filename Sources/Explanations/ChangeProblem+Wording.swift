import Changes
import Outcomes

extension Change.Failure {
  /// The problem as it is printed.
  package var diagnostic: Diagnostic {
    let (message, hint) = problem.words
    let place = "in the change \(origin.file.quoted)" + (line.map { ", line \($0)" } ?? "")
    return Diagnostic(.error, at: nil, message: message, hints: [hint, place])
  }
}

extension ChangeProblem {
  /// What is wrong, and what to do.
  package var words: (message: String, hint: String?) {
    switch self {
    case .unknownCommand(let text, let known):
      (
        "no command is called \(text.quoted)",
        NearestNames.question(text, in: known) ?? "commands that are read: \(choices(known))"
      )
    case .unknownOption(let name, let command, let known):
      (
        "\(command) has no option \(name.quoted)",
        NearestNames.question(name, in: known) ?? Self.sibling(of: name, in: known)
          ?? "its options are \(choices(known.filter { $0.hasPrefix("--") }))"
      )
    case .missingOption(let name, let command): ("\(command) needs \(name)", "add \(name) and a value")
    case .illegalValue(let option, let found, let legal):
      ("\(option) is \(found.quoted), it must be \(choices(legal))", NearestNames.question(found, in: legal))
    case .strayWord(let word, let command):
      ("\(word.quoted) stands where \(command) wants an option", "put a value behind the option that it belongs to")
    case .unsetVariable(let name):
      name.hasPrefix("$") || name.hasPrefix("`")
        ? ("what the shell puts in the place of \(name) is not known", "write its value into the command")
        : ("the variable \(name.quoted) has no value", "add --set \(name)=VALUE")
    case .conditional(let word):
      (
        "the command runs only on a condition or several times, behind \(word.quoted)",
        "nothing is executed here: write down the commands that will run"
      )
    case .genericUpdate(let option, let command):
      (
        "\(option) of \(command) is not read",
        "use the option that sets the property, or give the edited resource as JSON"
      )
    case .name(let problem): (problem.diagnostic.message, problem.diagnostic.hints.first)
    case .refused(let refusal): ("Azure refuses this: \(refusal.rawValue)", refusal.reason)
    case .empty:
      (
        "the change holds no az command that changes anything, and no resource of Azure's",
        "write az network … create, update or delete, or an object with its id"
      )
    }
  }
}

extension ChangeProblem {
  /// The option whose name begins with most of the same words.
  private static func sibling(of name: String, in known: [String]) -> String? {
    let words = name.split(separator: "-")
    func shared(_ other: String) -> Int { zip(words, other.split(separator: "-")).prefix { $0 == $1 }.count }
    guard words.count > 1, let best = known.max(by: { shared($0) < shared($1) }), shared(best) * 2 >= words.count else {
      return nil
    }
    return "did you mean \(best.quoted)?"
  }
}

extension ResourceID {
  /// What is to be said of a create that finds the resource already there.
  package var replacementNote: String {
    "note: \(path.printable) exists already: az puts it anew, without what the command leaves out"
  }
}

extension Refusal {
  /// Why Azure refuses.
  package var reason: String {
    switch self {
    case .securityRuleConflict: "another rule of the group has this direction and priority"
    case .subnetRangesOverlap: "the prefix overlaps that of another subnet"
    case .subnetOutsideNetwork: "the prefix lies outside the network's address space"
    case .subnetInUse: "network interfaces or a gateway stand in the subnet"
    case .securityGroupInUse: "a subnet or a network interface names the group"
    case .routeTableInUse: "a subnet names the route table"
    case .invalidReference: "another part of the gateway names it"
    case .invalidLocation: "it exists already in another region, and resources do not move"
    case .remoteNetworkPeered: "another peering of the network leads to the same remote network"
    case .nestedResources: "virtual networks are linked to the zone"
    case .preconditionFailed: "it exists already, and az makes a new one only"
    case .recordSetConflict: "a CNAME record has its name for itself, and another record set has the name"
    case .addressAllocated: "another configuration of the network has the address"
    case .listenersOnSamePort: "another listener takes the same host names at this frontend and port"
    case .rulePriorityEmpty: "a rule of a v2 gateway needs --priority"
    case .rulePriorityTaken: "another rule of the gateway has this priority"
    case .gatewaySubnetInbound:
      "the gateway subnet would deny GatewayManager on ports 65200-65535, which a v2 gateway needs"
    case .gatewaySubnetOutbound: "the gateway subnet would deny outbound Internet, which a v2 gateway needs"
    case .gatewaySubnetShared: "a gateway's subnet holds nothing but gateways"
    case .gatewaySubnetRoute: "the gateway subnet's route for 0.0.0.0/0 must have the next hop Internet"
    }
  }
}
