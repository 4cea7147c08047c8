import JSONText
import Loading
import Outcomes
import PacketSets

extension InputProblem {
  /// The problem as it is printed.
  package var diagnostic: Diagnostic {
    switch kind {
    case .unreadable(let path, let number):
      return Diagnostic(
        .error, at: origin, message: "cannot read \(path.quoted): \(SystemError.text(number))",
        hints: [origin == nil ? nil : "a path in a scenario file is relative to that file"])
    case .nothingRecognised(let path):
      return Diagnostic(
        .error, at: origin, message: "no file of the folder \(path.quoted) holds Azure resources or a scenario",
        hints: [
          "put the output of \"az … show -o json\" or a scenario.json there; agwsim collect prints a script that does"
        ])
    case .json(let problem): return problem.diagnostic
    case .unknownKey(let key, let legal):
      return Diagnostic(
        .error, at: origin, message: "unknown key \(key.quoted)",
        hints: [NearestNames.question(key, in: legal) ?? "legal here: \(choices(legal))"])
    case .missingField(let field):
      return Diagnostic(
        .error, at: origin, message: "the field \(field.quoted) is missing",
        hints: ["add \(field.quoted) to this object"])
    case .illegalValue(let field, let found, let legal):
      return Diagnostic(
        .error, at: origin,
        message: "\(field.quoted) is \(found.quoted), it must be \(choices(legal.map(\.printable)))",
        hints: [NearestNames.question(found, in: legal)])
    case .outOfRange(let field, let found, let legal):
      return Diagnostic(
        .error, at: origin,
        message: "\(field.quoted) is \(found), it must be between \(legal.lowerBound) and \(legal.upperBound)")
    case .notA(let notation, let field, let found):
      return Diagnostic(
        .error, at: origin, message: "\(field.quoted) is \(found.quoted), which is not \(notation.name)",
        hints: ["write it as \(notation.examples)"])
    case .hostBits(let field, let found, let meant):
      return Diagnostic(
        .error, at: origin, message: "\(field.quoted) is \(found.quoted), which has bits set behind the prefix length",
        hints: ["did you mean \"\(meant)\"? Azure refuses a prefix with such bits"])
    case .overlap(let prefix, let owner, let other, let otherOwner, let otherOrigin):
      return Diagnostic(
        .error, at: origin,
        message: "the prefix \(prefix) of \(owner) overlaps \(other) of \(otherOwner)",
        hints: ["the other one is written at \(otherOrigin.place)", "give one of them another prefix"])
    case .duplicatePriority(let priority, let direction, let rule, let other, let otherOrigin):
      return Diagnostic(
        .error, at: origin,
        message:
          "the \(direction.rawValue) rule \(rule.quoted) has the priority \(priority), which \(other.quoted) has already",
        hints: [
          otherOrigin.map { "the other one is written at \($0.place)" },
          "give one of them another priority (Azure's SecurityRuleConflict)",
        ])
    case .includeCycle(let files):
      return Diagnostic(
        .error, at: origin, message: "files include each other: \(files.joined(separator: " -> "))",
        hints: ["take one of these includes out"])
    case .certificates(let problem, let file):
      return Diagnostic(.error, at: origin, message: problem.message(in: file), hints: [problem.hint])
    case .bothFields(let one, let other):
      return Diagnostic(
        .error, at: origin, message: "\(one.quoted) and \(other.quoted) say the same thing in two ways",
        hints: ["take one of them out"])
    case .name(let problem): return problem.at(origin)
    case .change(let problem):
      let (message, hint) = problem.words
      return Diagnostic(.error, at: origin, message: message, hints: [hint])
    }
  }
}

extension NameProblem {
  /// The problem as it is printed, for a name typed on the command line.
  package var diagnostic: Diagnostic { at(nil) }

  fileprivate func at(_ origin: Origin?) -> Diagnostic {
    switch self {
    case .unknown(let text, let kind, let known):
      let hint =
        known.isEmpty
        ? "the input has no \(kind)"
        : NearestNames.question(text, in: known) ?? "the input has \(choices(known.map(\.printable)))"
      return Diagnostic(.error, at: origin, message: "no \(kind) is called \(text.quoted)", hints: [hint])
    case .ambiguous(let text, let kind, let candidates):
      return Diagnostic(
        .error, at: origin, message: "\(text.quoted) can mean \(candidates.count) \(kind)s",
        hints: ["write more of its path: \(choices(candidates.map(\.printable)))"])
    case .addressInSeveralNetworks(let address, let networks):
      let choice = networks.map { "\"\($0.printable):\(address.family == .v6 ? "[\(address)]" : "\(address)")\"" }
      return Diagnostic(
        .error, at: origin, message: "\(address) lies in \(networks.count) virtual networks of the input",
        hints: ["say which: \(choices(choice))"])
    case .addressNowhere(let address, let networks):
      return Diagnostic(
        .error, at: origin, message: "\(address) lies in no virtual network of the input",
        hints: [
          networks.isEmpty
            ? "add the network that holds it, as az network vnet show prints it"
            : "the input has \(choices(networks.map(\.printable)))"
        ])
    }
  }
}

extension InputProblem.Notation {
  fileprivate var name: String {
    switch self {
    case .address: "an address"
    case .prefix: "an address prefix"
    case .routePrefix: "an address prefix or a service tag that a route can have"
    case .portRange: "a port or a port range"
    case .ruleAddress: "an address prefix, a service tag or *"
    case .duration: "a duration"
    case .statusCodes: "a range of status codes"
    case .date: "a date"
    case .url: "a URL"
    case .percentiles: "a rising list of percentiles"
    case .header: "a header"
    case .lintFinding: "a rule of lint and what it is about"
    case .domainName: "a domain name"
    }
  }

  fileprivate var examples: String {
    switch self {
    case .address: "10.0.2.4 or fd00::4"
    case .prefix: "10.0.2.0/24 or fd00::/64"
    case .routePrefix: "10.0.2.0/24, 0.0.0.0/0 or Storage"
    case .portRange: "80, 8000-8010 or *"
    case .ruleAddress: "10.0.2.0/24, VirtualNetwork or *"
    case .duration: "40ms, 2s or a number of milliseconds, a day at most"
    case .statusCodes: "200 or 200-399"
    case .date: "2026-11-01T00:00:00Z"
    case .url: "https://app.contoso.com/orders, with http or https"
    case .percentiles: "{\"p50\": \"40ms\", \"p99\": \"2s\"}, a higher one never sooner"
    case .header: "Host: app.contoso.com"
    case .lintFinding: "shadowed-rule nsg-api/Allow-AppGw"
    case .domainName: "api.contoso.com, labels of 1-63 letters, digits, - and _"
    }
  }
}

/// The system's reasons for not reading a file.
private enum SystemError {
  static func text(_ number: Int32) -> String {
    switch number {
    case 2: "there is no such file or folder"
    case 13: "permission denied"
    case 20: "a part of the path is not a folder"
    case 21: "it is a folder"
    case 24: "too many files are open"
    case 36: "the name is too long"
    case 40: "its symbolic links go round in a circle"
    default: "system error \(number)"
    }
  }
}
