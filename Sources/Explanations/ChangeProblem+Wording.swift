import Changes
import Outcomes

extension Change.Failure {
  /// The problem as it is printed.
  package var diagnostic: Diagnostic {
    let (message, hint) = problem.words
    return Diagnostic(.error, at: nil, message: message, hints: [hint, "in the change \(origin.file.quoted)"])
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
        NearestNames.question(name, in: known) ?? "its options are \(choices(known.filter { $0.hasPrefix("--") }))"
      )
    case .missingOption(let name, let command): ("\(command) needs \(name)", "add \(name) and a value")
    case .illegalValue(let option, let found, let legal):
      ("\(option) is \(found.quoted), it must be \(choices(legal))", NearestNames.question(found, in: legal))
    case .strayWord(let word, let command):
      ("\(word.quoted) stands where \(command) wants an option", "put a value behind the option that it belongs to")
    case .unsetVariable(let name):
      name.hasPrefix("$") || name.hasPrefix("`")
        ? ("what the command substitution \(name) prints is not known", "write its value into the command")
        : ("the variable \(name.quoted) has no value", "add --set \(name)=VALUE")
    case .genericUpdate(let option, let command):
      (
        "\(option) of \(command) is not read",
        "use the option that sets the property, or give the edited resource as JSON"
      )
    case .name(let problem): (problem.diagnostic.message, problem.diagnostic.hints.first)
    case .refused(let refusal): ("Azure refuses this: \(refusal.rawValue)", refusal.reason)
    case .empty: ("the change holds no az command that changes anything", "write az network … create, update or delete")
    }
  }
}

extension Refusal {
  /// Why Azure refuses.
  package var reason: String {
    switch self {
    case .securityRuleConflict: "another rule of the group has this direction and priority"
    case .subnetRangesOverlap: "the prefix overlaps that of another subnet"
    case .subnetOutsideNetwork: "the prefix lies outside the network's address space"
    case .gatewaySubnetInbound:
      "the gateway subnet would deny GatewayManager on ports 65200-65535, which a v2 gateway needs"
    case .gatewaySubnetOutbound: "the gateway subnet would deny outbound Internet, which a v2 gateway needs"
    case .gatewaySubnetRoute: "the gateway subnet's route for 0.0.0.0/0 must have the next hop Internet"
    }
  }
}
