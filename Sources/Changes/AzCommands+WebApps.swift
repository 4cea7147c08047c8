import Outcomes
import Resources

extension AzCommand {
  static let webAppCommands: [AzCommand] = [
    AzCommand(
      "webapp config access-restriction add",
      [
        name, AzOption("--priority", "-p", shape: .integer(1...Int(Int32.max)), required: true),
        AzOption("--rule-name", "-r"), AzOption("--action", shape: .oneOf(["Allow", "Deny"]), default: ["Allow"]),
        AzOption("--ip-address"), AzOption("--service-tag"), AzOption("--subnet"), AzOption("--vnet-name"),
        AzOption("--description"), AzOption("--scm-site", shape: .truth), AzOption("--slot", "-s"),
      ], unevaluated: "whom a web app answers", takesNoWait: false
    ) { _, _ throws(ChangeProblem) in }
  ]
}
