import Outcomes
import PacketSets
import Resources

/// One option of an `az` command.
package struct AzOption: Sendable {
  /// What its values look like.
  package enum Shape: Sendable {
    case text
    case integer(ClosedRange<Int>)
    /// One of a closed list, compared without regard to letter case.
    case oneOf([String])
    /// `true` or `false`; alone it means true.
    case truth
    /// No value.
    case flag
    /// One or more values.
    case list
  }

  /// Its names, the long one first.
  package let names: [String]
  /// What its values look like.
  package let shape: Shape
  /// Whether az asks for it.
  package let isRequired: Bool
  /// What az fills in when it is left out.
  package let fallback: [String]

  /// Whether a prediction looks at what it sets.
  package let isEvaluated: Bool

  init(_ names: String..., shape: Shape = .text, required: Bool = false, default fallback: [String] = []) {
    self.names = names
    self.shape = shape
    isRequired = required
    self.fallback = fallback
    isEvaluated = true
  }

  private init(ignored name: String, shape: Shape) {
    names = [name]
    self.shape = shape
    isRequired = false
    fallback = []
    isEvaluated = false
  }

  /// An option of az that sets what no prediction looks at yet.
  static func ignored(_ name: String, shape: Shape = .text) -> AzOption { AzOption(ignored: name, shape: shape) }
}

/// One row of the table of `az` commands: how it is read, and what it does to the resources.
package struct AzCommand: Sendable {
  /// The words behind `az`.
  package let path: [String]
  /// Its own options.
  package let options: [AzOption]
  /// Options that change nothing here.
  package let common: [AzOption]
  /// What it changes that no prediction looks at yet, in words; nil when its effect is evaluated.
  package let unevaluated: String?
  /// What it does.
  let effect: @Sendable (AzArguments, inout Resources) throws(ChangeProblem) -> Void

  init(
    _ path: String, _ options: [AzOption], unevaluated: String? = nil, takesNoWait: Bool = true,
    effect: @escaping @Sendable (AzArguments, inout Resources) throws(ChangeProblem) -> Void
  ) {
    self.path = path.split(separator: " ").map(String.init)
    self.options = options
    self.unevaluated = unevaluated
    self.effect = effect
    // az takes ids for what exists, but not for parts that it reaches through their gateway.
    let takesIDs =
      !["create", "add", "add-record", "remove", "remove-record"].contains(self.path.last)
      && !options.contains { $0.names[0] == "--gateway-name" }
    common =
      Self.always + (takesNoWait ? [AzOption("--no-wait", shape: .truth)] : [])
      + (takesIDs ? [AzOption("--ids", shape: .list)] : [])
  }

  /// Options that every command takes and that change nothing here.
  private static let always: [AzOption] = [
    AzOption("--resource-group", "-g"), AzOption("--subscription"), AzOption("--output", "-o"), AzOption("--query"),
    AzOption("--only-show-errors", shape: .flag), AzOption("--verbose", shape: .flag),
    AzOption("--debug", shape: .flag),
    AzOption("--acquire-policy-token", shape: .flag), AzOption("--change-reference"),
  ]

  /// Every command that is read.
  package static let table: [AzCommand] =
    securityGroupCommands + routeCommands + networkCommands + peeringCommands + networkInterfaceCommands
    + gatewayCommands + gatewayRuleCommands + privateDnsCommands + webAppCommands
}
