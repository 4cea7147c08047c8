import Outcomes
import Resources
import TestSupport
import Testing

@testable import Changes

/// The base with an empty group on the backend's subnet.
private var scenario: Scenario {
  var scenario = Scenario()
  scenario.backendGroup = [.deny("Deny", 200)]
  return scenario
}

private let create = "az network nsg rule create -g rg-test --nsg-name nsg-backend -n A --priority 100 "

/// How a command line's options are read, as az reads them.
@Suite struct ArgumentTests {
  @Test(
    arguments: [
      "--access Deny", "--access=Deny", "--access deny", "--acc Deny",
    ]) func `a value is given in several ways`(option: String) throws
  {
    #expect(try after(create + option, on: scenario).group("nsg-backend").securityRules.last?.access == .deny)
  }

  @Test func `a value that az would read from a file is not taken for the text`() throws {
    let probe =
      "az network application-gateway probe create -g rg-test --gateway-name agw -n p --protocol Http --path / "
    #expect(try problem(probe + "--match-body @body.txt") != nil)
    #expect(try problem(probe + "--match-body=@body.txt") != nil)
    #expect(try problem(probe + "--match-body a@b --query @.name") == nil)
  }

  @Test func `short names may hold their value`() throws {
    let rules = try after(
      "az network nsg rule create -grg-test --nsg-name nsg-backend -nB --priority 100", on: scenario
    ).group("nsg-backend").securityRules
    #expect(rules.map(\.name) == ["Deny", "B"])
  }

  @Test func `a full id stands for group, parent and name`() throws {
    let id = idText(["networkSecurityGroups", "nsg-backend", "securityRules", "Deny"])
    let rules = try after("az network nsg rule delete --ids \(id)", on: scenario).group("nsg-backend").securityRules
    #expect(rules.isEmpty)
  }

  @Test(arguments: ["true", "True", "yes", "y", "t", "1", ""]) func `truth is said in az's words`(word: String) throws {
    let script = "az network nic update -g rg-test -n nic-backend --ip-forwarding \(word)"
    #expect(try after(script).card.enableIPForwarding)
    #expect(try problem("az network nic update -g rg-test -n nic-backend --ip-forwarding maybe") != nil)
  }

  @Test(arguments: ["false", "no", "n", "f", "0"]) func `so is its opposite`(word: String) throws {
    var scenario = Scenario()
    scenario.cards[0].group = nil
    let on = "az network nic update -g rg-test -n nic-backend --ip-forwarding\n"
    #expect(
      try !after(on + "az network nic update -g rg-test -n nic-backend --ip-forwarding \(word)").card.enableIPForwarding
    )
  }

  @Test func `an unknown command brings up those that are known`() throws {
    guard case .unknownCommand(let name, let known)? = try problem("az network nsg rule creat -g rg-test") else {
      Issue.record("no problem")
      return
    }
    #expect(name == "az network nsg rule creat")
    #expect(known.contains("az network nsg rule create"))
  }

  @Test(
    arguments: [
      (create + "--acces-x Deny", "unknownOption"), (create + "--access Denied", "illegalValue"),
      (create + "--access", "illegalValue"), (create + "--priority 99", "illegalValue"),
      (create + "--priority many", "illegalValue"), (create + "Deny", "strayWord"),
      (create + "--source- x", "unknownOption"),
      ("az network nsg rule create -g rg-test --nsg-name nsg-backend -n A", "missingOption"),
      ("az network nsg rule update -g rg-test --nsg-name nsg-backend -n Deny --set priority=1", "illegalValue"),
      ("az network nsg rule update -g rg-test --nsg-name nsg-backend -n Deny --set etag=1", "genericUpdate"),
      ("az network nsg rule update -g rg-test --nsg-name nsg-backend -n Deny --add tags a=b", "genericUpdate"),
      (create + "--access $ACCESS", "unsetVariable"), (create + "--access $(az x show)", "unsetVariable"),
      ("for i in 1 2; do " + create + "; done", "conditional"), ("az x show || " + create, "conditional"),
      ("xargs " + create, "conditional"), ("", "empty"), ("ls", "empty"), ("az network nsg list -o table", "empty"),
      (create + "--destination-port-ranges 70000", "illegalValue"),
      (create + "--source-address-prefixes 10.0.1.0/33", "illegalValue"),
      (create + "--source-address-prefixes [10.0.1.0/24]", "illegalValue"),
      (create + "--only-show-errors yes", "strayWord"),
    ]) func `each mistake has its own answer`(script: String, expected: String) throws
  {
    let found = try problem(script, on: scenario).map { "\($0)" } ?? "none"
    #expect(found.hasPrefix(expected), "\(found)")
  }

  @Test(
    arguments: [
      "az network application-gateway show-backend-health -g g -n n", "az account set --subscription s",
      "az login", "az network watcher test-ip-flow --vm v", "az network nic list-effective-nsg -g g -n n",
      "az network vnet subnet show --ids x", "az monitor metrics list --resource r", "echo az network nsg delete",
    ]) func `commands that only read are passed over`(script: String) throws
  {
    #expect(try after(script + "\n" + create, on: scenario).group("nsg-backend").securityRules.count == 2)
  }

  @Test func `a command that writes is never passed over`() throws {
    for command in ["vm create", "network application-gateway waf-config set", "network vnet peering peer"] {
      #expect(try String(describing: problem("az \(command) -g g -n n")).contains("unknownCommand"))
    }
  }

  @Test func `names are looked up in the group that is given`() throws {
    let script = create.replacing("rg-test", with: "rg-other")
    guard case .name(.unknown(let name, _, let known))? = try problem(script, on: scenario) else {
      Issue.record("no problem")
      return
    }
    #expect(name == "rg-other/nsg-backend")
    #expect(known == ["rg-test/nsg-backend"])
  }

  @Test func `a problem knows its line`() throws {
    let error = #expect(throws: Change.Failure.self) { try after("# two\n\naz network nsg creat -n x") }
    #expect(error?.line == 3)
  }
}
