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

  init(_ names: String..., shape: Shape = .text, required: Bool = false, default fallback: [String] = []) {
    self.names = names
    self.shape = shape
    isRequired = required
    self.fallback = fallback
  }
}

/// One row of the table of `az` commands: how it is read, and what it does to the resources.
package struct AzCommand: Sendable {
  /// The words behind `az`.
  package let path: [String]
  /// Its own options.
  package let options: [AzOption]
  /// What it does.
  let effect: @Sendable (AzArguments, inout Resources) throws(ChangeProblem) -> Void

  init(
    _ path: String, _ options: [AzOption],
    effect: @escaping @Sendable (AzArguments, inout Resources) throws(ChangeProblem) -> Void
  ) {
    self.path = path.split(separator: " ").map(String.init)
    self.options = options
    self.effect = effect
  }

  /// Options that every command takes and that change nothing here.
  static let common: [AzOption] = [
    AzOption("--resource-group", "-g"), AzOption("--subscription"), AzOption("--output", "-o"), AzOption("--query"),
    AzOption("--only-show-errors", shape: .truth), AzOption("--verbose", shape: .truth),
    AzOption("--debug", shape: .truth), AzOption("--no-wait", shape: .truth), AzOption("--yes", "-y", shape: .truth),
  ]

  /// Every command that is read.
  package static let table: [AzCommand] = securityGroupCommands + routeCommands + networkCommands + gatewayCommands
}
