import ArgumentParser
import Explanations
import Reports

/// `agwsim collect`
struct CollectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: "Print a script of read-only az commands that exports what agwsim reads.",
    usage: "agwsim collect [OPTIONS]",
    discussion: """
      Save it, read it, and run it where az is logged in: bash collect.sh azure. It needs bash and az, and writes one folder \
      that every command of agwsim reads as it is; what a command cannot read is said and left out. agwsim itself never calls \
      Azure.

      Example:
        agwsim collect -g rg-shop -g rg-hub
      """)

  @Option(
    name: [.customShort("g"), .customLong("resource-group")], parsing: .singleValue,
    help: ArgumentHelp(
      "A resource group to export; may be repeated.", discussion: "Without any, the whole subscription.",
      valueName: "group"))
  var groups: [String] = []

  @Option(
    name: .customLong("subscription"), parsing: .singleValue,
    help: ArgumentHelp(
      "A subscription to export, by name or id; may be repeated.", discussion: "Without any, the one az is set to.",
      valueName: "name"))
  var subscriptions: [String] = []

  @Flag(help: "Print the bare commands instead, for typing them yourself.")
  var list = false

  func validate() throws {
    if subscriptions.count > 1, !groups.isEmpty {
      throw ValidationError("a resource group lies in one subscription: name one, or leave out the groups")
    }
    for group in groups where !group.isResourceGroup {
      throw ValidationError(
        "\(group.quoted) is no name of a resource group: 1-90 letters, digits, and . _ - ( )")
    }
    if list, !(groups.isEmpty && subscriptions.isEmpty) {
      throw ValidationError("--list has blanks to fill in, and takes neither groups nor subscriptions")
    }
  }

  func run() throws {
    if list { return try Output.print(CollectList.text) }
    let named = subscriptions.isEmpty ? [nil] : subscriptions.map(Optional.some)
    let scopes = named.flatMap { subscription in
      groups.isEmpty
        ? [CollectScript.Scope(subscription: subscription)]
        : groups.map { CollectScript.Scope(subscription: subscription, group: $0) }
    }
    let command = CommandLine(
      "agwsim collect",
      subscriptions.map { ("--subscription", [.text($0)]) } + groups.map { ("--resource-group", [.text($0)]) })
    try Output.print(CollectScript.text(scopes, command: command))
  }
}

extension String {
  /// Whether Azure takes it for the name of a resource group.
  fileprivate var isResourceGroup: Bool {
    (1...90).contains(count) && allSatisfy { $0.isLetter || $0.isNumber || "._-()".contains($0) } && last != "."
  }
}
