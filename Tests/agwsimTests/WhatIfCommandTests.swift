import Testing

@Suite struct WhatIfCommandTests {
  private static let rule = "az network nsg rule create -g rg-shop --nsg-name nsg-web -n X --priority "

  private func run(_ change: String, _ more: [String] = [], in folder: String = "scenarios/demo") throws -> Program.Run
  {
    try Program.run(["whatif", folder, "--change", change] + more)
  }

  @Test func `a change that makes something better ends with 0`() throws {
    let run = try run("az network nsg rule delete -g rg-shop --nsg-name nsg-api -n Deny-All-Inbound")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("Unhealthy -> "))
  }

  @Test func `something worse ends with 1`() throws {
    let worse = try run("az network nsg rule update -g rg-shop --nsg-name nsg-web -n Allow-AppGw --access Deny")
    #expect(worse.status == 1)
    #expect(worse.output.contains("WORSE"))
  }

  @Test func `a refused change ends with 1 and Azure's code`() throws {
    let run = try run(Self.rule + "100")
    #expect(run.status == 1)
    #expect(run.output.contains("SecurityRuleConflict"))
  }

  @Test func `undo prints the commands that take a change back, and nothing else`() throws {
    let run = try run("az network nsg rule delete -g rg-shop --nsg-name nsg-web -n Allow-AppGw", ["--undo"])
    #expect(run.status == 1, "worse, as without --undo")
    #expect(run.output.hasPrefix("az network nsg rule create -g rg-shop --nsg-name nsg-web -n Allow-AppGw --priority"))
    #expect(run.output.split(separator: "\n").count == 1)
  }

  @Test func `what no command takes back is said in a comment line, with 3`() throws {
    let run = try run("az network application-gateway update -g rg-shop -n agw-shop --http2 Enabled", ["--undo"])
    #expect(run.status == 3)
    #expect(run.output.hasPrefix("# not taken back: the former values of --http2"))
    let script = try self.run("az network nsg list", ["--undo"])
    #expect(script.status == 65)
    #expect(try self.run("az network nsg list", ["--undo", "--format", "json"]).status == 64)
  }

  @Test func `the timeline is told, drawn, and part of the JSON`() throws {
    let change = "az network nsg rule delete -g rg-shop --nsg-name nsg-web -n Allow-AppGw"
    #expect(try run(change, ["--timeline"]).output.contains("90-120 s"))
    #expect(try run(change, ["--timeline", "--format", "svg"]).output.contains("<svg"))
    let json = try run(change, ["--format", "json"]).output
    #expect(json.contains("\"leaves-rotation\""))
    #expect(try run(change, ["--timeline", "--format", "json"]).output == json)
    for other in ["markdown", "mermaid", "dot"] {
      #expect(try run(change, ["--timeline", "--format", other]).status == 64)
    }
    #expect(try run(change, ["--timeline", "--undo"]).status == 64)
  }

  @Test func `a rule that exists already is put anew, and that is said`() throws {
    let run = try run("az network nsg rule create -g rg-shop --nsg-name nsg-web -n Allow-AppGw --priority 150")
    #expect(run.errors.contains("nsg-web/Allow-AppGw exists already"))
  }

  @Test func `Healthy that becomes Undetermined alone ends with 3`() throws {
    let run = try run(
      """
      az network route-table create -g rg-shop -n rt-agw
      az network route-table route create -g rg-shop --route-table-name rt-agw -n via-appliance \
        --address-prefix 10.0.4.0/24 --next-hop-type VirtualAppliance --next-hop-ip-address 10.0.99.4
      az network vnet subnet update -g rg-shop --vnet-name vnet-shop -n snet-agw --route-table rt-agw
      """)
    #expect(run.status == 3, "\(run.output)\(run.errors)")
    #expect(run.output.contains("Healthy -> Undetermined"))
  }

  @Test(
    arguments: [
      (["--change", "az network nsg rule creat -n x"], Int32(65), "did you mean"),
      (["--change", "az network nsg delete -g rg-shop -n nsg-wep"], 65, "nsg-web"),
      (
        [
          "--change",
          "az network application-gateway http-settings update -g rg-shop --gateway-name agw-shop -n http-api "
            + "--connection-draining-enabled true",
        ], 65, "did you mean \"--connection-draining-timeout\"?"
      ),
      (["--change", "az network nsg delete -g rg-shop -n $NSG"], 65, "--set NSG="),
      (["--change", "for i in 1; do az network nsg delete -g rg-shop -n nsg-web; done"], 65, "for"),
      (["--change", "no-such-change.sh"], 66, "cannot read"), (["--change", "no-such-change.json"], 66, "cannot read"),
      ([], 64, "--change"), (["--change", "az network nsg delete -n x", "--set", "X"], 64, "--set"),
    ] as [([String], Int32, String)])
  func `each mistake has its own status and answer`(arguments: [String], status: Int32, words: String) throws {
    let run = try Program.run(["whatif", "scenarios/demo"] + arguments)
    #expect(run.status == status)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.output == "")
  }

  @Test func `--stats tells how many pairs had to be evaluated`() throws {
    let rule = "az network nsg rule create -g rg-shop --nsg-name nsg-web -n X --priority 300"
    #expect(try run(rule, ["--stats"]).output.contains("4 of 7 pairs of member and setting evaluated"))
    #expect(try run(rule, ["--stats", "--format", "json"]).output.contains("\"evaluated\": 4"))
    #expect(try run(rule, ["--stats", "--format", "markdown"]).output.contains("4 of 7 pairs"))
    #expect(try !run(rule).output.contains("evaluated"))
  }

  @Test func `a promise of the scenario that the change breaks ends with 1`() throws {
    let promises =
      #"{"expect": [{"never": {"from": "Internet", "to": "10.0.4.4:22"}}, {"never": {"from": "Internet", "to": "*:23"}}]}"#
    func run(_ port: Int) throws -> Program.Run {
      let open =
        "az network nsg rule create -g rg-shop --nsg-name nsg-web -n Open --priority 200 "
        + "--source-address-prefixes Internet --destination-port-ranges \(port)"
      return try Program.run(
        [
          "whatif", Program.repository.appending(path: "scenarios/demo").path, "promise.scenario.json", "--change",
          open,
        ],
        with: ["promise.scenario.json": promises])
    }
    let broken = try run(22)
    #expect(broken.status == 1, "\(broken.output)\(broken.errors)")
    #expect(broken.output.contains("1 promise broken"))
    #expect(broken.output.contains("WORSE   never"))
    let kept = try run(24)
    #expect(kept.status == 0, "\(kept.output)\(kept.errors)")
  }

  @Test func `an input that is missing ends with 66`() throws {
    #expect(try run(Self.rule + "300", in: "no-such-folder").status == 66)
  }

  @Test func `a script with prompts takes its values from the command line`() throws {
    let run = try run(
      "[ -z \"$RG\" ] && read -rp \"Resource Group: \" RG\naz network nsg rule delete --nsg-name nsg-api "
        + "--resource-group \"$RG\" --name Deny-All-Inbound", ["--set", "RG=rg-shop"])
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test func `changes are made in the order given`() throws {
    let delete = "az network nsg rule delete -g rg-shop --nsg-name nsg-api -n Deny-All-Inbound"
    let twice = try run(delete, ["--change", delete])
    #expect(twice.status == 65)
    #expect(twice.errors.contains("Deny-All-Inbound"))
  }
}
