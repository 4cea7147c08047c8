import Outcomes
import Resources

/// One row of the table of `az` commands: how it is read, what it does to the resources, and the command lines that make an edit.
package struct AzCommand: Sendable {
  /// The words behind `az`.
  package let path: [String]
  /// Its own options.
  package let options: [AzOption]
  /// Options that change nothing here.
  package let common: [AzOption]
  /// What it changes that no prediction looks at yet, in words; nil when its effect is evaluated.
  let unevaluated: @Sendable (AzArguments) -> String?
  /// What it does.
  let effect: @Sendable (AzArguments, inout Resources) throws(ChangeProblem) -> Void
  /// What it has to be told to come from one state to another; nothing when it is not the command for that.
  let requests: @Sendable (AzEdit) -> [AzRequest]

  /// The resource that it puts anew although it exists; nil when it makes a new one, or is another command.
  var replaced: @Sendable (AzArguments, Resources) -> ResourceID? = { _, _ in nil }

  init(
    _ path: String, _ options: [AzOption], unevaluated: @escaping @Sendable (AzArguments) -> String? = { _ in nil },
    takesNoWait: Bool = true,
    effect: @escaping @Sendable (AzArguments, inout Resources) throws(ChangeProblem) -> Void,
    requests: @escaping @Sendable (AzEdit) -> [AzRequest]
  ) {
    self.path = path.split(separator: " ").map(String.init)
    self.options = options
    self.unevaluated = unevaluated
    self.effect = effect
    self.requests = requests
    // az takes ids for what exists, but not for parts that it reaches through their gateway.
    let takesIDs =
      !["create", "add", "add-record", "remove", "remove-record", "set-record"].contains(self.path.last)
      && !options.contains { ["--gateway-name", "--lb-name", "--nic-name"].contains($0.names[0]) }
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

  /// The words, `az` in front.
  package var name: String { "az " + path.joined(separator: " ") }

  /// Whether it changes what exists and leaves what it does not name.
  var isUpdate: Bool { path.last == "update" }

  /// Its options that set what is not read from the input.
  var unread: [String] { options.filter { !$0.isRead }.map { $0.names[0] } }

  /// The command lines by which it comes from one state to another, as far as it can.
  func lines(_ edit: AzEdit) -> [(id: ResourceID, line: AzLine)] {
    requests(edit).map { request in
      var options: [AzLine.Option] = []
      let group = request.id.resourceGroup.isEmpty ? edit.group : request.id.resourceGroup
      if let group { options.append(.init(name: "-g", values: [group])) }
      if edit.namesSubscriptions, !request.id.subscription.isEmpty {
        options.append(.init(name: "--subscription", values: [request.id.subscription]))
      }
      return (request.id, AzLine(path: path, options: options + request.options))
    }
  }

  /// Every command that is read.
  package static let table: [AzCommand] =
    securityGroupCommands + routeCommands + networkCommands + peeringCommands + networkInterfaceCommands
    + gatewayCommands + gatewayPartCommands + gatewayRuleCommands + privateDnsCommands + loadBalancerCommands
    + webAppCommands
}

/// What a command has to be told to make one edit.
struct AzRequest: Sendable {
  /// The resource that the command names.
  let id: ResourceID
  /// The options with their values, the resource group left out.
  let options: [AzLine.Option]
}
