import JSONText

/// Takes keys and passwords out of changes, which are written back as people wrote them: of everything else only what is modelled is
/// written, and no secret is.
enum Secrets {
  /// Parts of the names of options and properties whose values are secrets, in lower case without signs.
  private static let words = [
    "password", "passphrase", "secret", "sharedkey", "accesskey", "accountkey", "authkey", "authorizationkey",
    "privatekey", "connectionstring", "sastoken", "accesstoken", "credential",
  ]

  /// Whether the value of an option or a property is a secret; the address of a vault's secret is none.
  private static func isSecret(_ name: some StringProtocol) -> Bool {
    let plain = name.lowercased().filter(\.isLetter)
    return words.contains(where: plain.contains) && !plain.contains("vault")
  }

  /// A script without the options that hold secrets and without what is assigned to the variables that these name.
  static func removed(from script: String) -> String {
    var variables: Set<Substring> = []
    // An option and its value: pieces in quotes and pieces without. A value that begins with a dash stands behind `=` alone.
    let option =
      /(?<name>--[A-Za-z-]+)(?:=|(?:[ \t]|[\\`]\R)+(?!-))(?<value>(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\;|&])+)/
    let text = script.replacing(option) { match in
      // `az network vpn-connection shared-key update` has its secret in an option with a common name.
      guard isSecret(match.name) || match.name == "--value" && script.contains("shared-key") else { return match.0 }
      for variable in match.value.matches(of: /\$\{?(?<name>\w+)/) { variables.insert(variable.name) }
      return ""
    }
    if variables.isEmpty { return text }
    let assignment = /(?<name>\b\w+)=(?<value>(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\;|&])*)/
    return text.replacing(assignment) { match in
      // What another command prints is no secret that stands here.
      let isPrinted = match.value.contains("$(") || match.value.contains("`")
      return variables.contains(match.name) && !isPrinted ? match.name + "=''" : match.0
    }
  }

  /// Azure JSON without the properties that hold secrets.
  static func removed(from json: JSONValue) -> JSONValue {
    switch json {
    case .array(let elements): .array(elements.map { removed(from: $0) })
    case .object(let members):
      .object(
        members.filter { !isSecret($0.key) }.map { member in
          // A listener's certificate is uploaded with its private key.
          let holdsKeys = member.key.lowercased() == "sslcertificates"
          return .init(member.key, removed(from: holdsKeys ? member.value.withoutData : member.value))
        })
    case .string, .boolean, .integer, .number, .null: json
    }
  }
}

extension JSONValue {
  /// The value without members called `data`, at any depth.
  fileprivate var withoutData: JSONValue {
    switch self {
    case .array(let elements): .array(elements.map(\.withoutData))
    case .object(let members):
      .object(members.filter { $0.key.lowercased() != "data" }.map { .init($0.key, $0.value.withoutData) })
    case .string, .boolean, .integer, .number, .null: self
    }
  }
}
