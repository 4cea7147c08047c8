import ArgumentParser
import Comparison
import Explanations
import NetworkModel
import Outcomes
import Reports
import Resources

/// `agwsim diff OLD NEW`
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Tell exactly which packets two configurations or two security groups treat otherwise.",
    usage: "agwsim diff OLD NEW [OPTIONS]",
    discussion: """
      Rules that are renamed, renumbered, reordered, split or merged without any effect are no difference.

      Example:
        agwsim diff scenarios/nsg-denied/broken.scenario.json \\
          scenarios/nsg-denied/repaired.scenario.json
      """)

  @Argument(help: "Before: a file or folder.")
  var old: String

  @Argument(help: "After: a file or folder.")
  var new: String

  @Option(
    help: ArgumentHelp(
      "Compare this network security group only; twice, for its name before and its name after.", valueName: "name"))
  var nsg: [String] = []

  /// How the result is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, markdown
  }

  @Option(help: "The format of the result.")
  var format = Format.text

  @OptionGroup var options: SituationOptions

  func validate() throws {
    if nsg.count > 2 { throw ValidationError("Name one group, or one before and one after: --nsg NAME.") }
  }

  mutating func run() throws {
    let before = try Situation(inputs: [old], options: options)
    let after = try Situation(inputs: [new], options: options)
    let inputs = ComparedInputs(before: before.resources, after: after.resources)
    let difference: ConfigurationDifference
    if let first = nsg.first {
      difference = ConfigurationDifference(inputs, try before.group(first), try after.group(nsg.last ?? first))
    } else {
      difference = ConfigurationDifference(inputs)
    }
    switch format {
    case .text: try Output.print(DiffText.difference(difference, style: Output.style))
    case .markdown: try Output.print(DiffMarkdown.difference(difference))
    case .json: try Output.print(DiffJSON.difference(difference).text(pretty: true))
    }
    let status = ExitStatus(difference.verdict)
    if status != .good { throw ExitCode(status.rawValue) }
  }
}

extension ExitStatus {
  fileprivate init(_ verdict: ConfigurationDifference.Verdict) {
    switch verdict {
    case .same: self = .good
    case .different: self = .bad
    case .undetermined: self = .cannotTell
    }
  }
}

extension Situation {
  /// The security group that a person names.
  /// - Throws: no group has the name, or several have.
  fileprivate func group(_ name: String) throws -> NetworkSecurityGroup {
    let id = try model.find(name, [.networkSecurityGroup], kind: "network security group")
    guard let group = resources.networkSecurityGroups[id] else {
      throw NameProblem.unknown(name, kind: "network security group", known: [])
    }
    return group
  }
}
