import Testing

@Suite struct TraceCommandTests {
  @Test func `an input in the member's place brings up two members of it`() throws {
    let run = try Program.run(["trace", "scenarios/demo"])
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(
      run.errors == """
        error: "scenarios/demo" is an input; the member to trace comes before it
          such as:
          agwsim trace pool-api/10.0.2.4 scenarios/demo
          agwsim trace pool-api/10.0.2.5 scenarios/demo

        """)
  }

  @Test func `an input without members in the member's place brings up the other form`() throws {
    let run = try Program.run(["trace", "scenarios/demo/vnets.json"])
    #expect(run.status == 64)
    #expect(run.errors.contains("--from and --to"))
  }

  @Test func `a word that is no input stays a member`() throws {
    let run = try Program.run(["trace", "pool-web/10.0.4.4"])
    #expect(run.status == 66)
    #expect(run.errors.contains("no input is given"))
  }

  @Test func `a repair behind a device that translates is for that device's address, and so is the near miss`() throws {
    let run = try Program.run([
      "trace", "pool-apps/10.0.2.4", "scenarios/nsg-denied-translated-sender/broken.scenario.json",
    ])
    #expect(run.output.contains("the sender by then is"))
    #expect(run.output.contains("--source-address-prefixes 10.0.0.4/32 10.0.1.0/24"))
  }

  @Test func `the command for an admin rule gives its prefixes as az reads them`() throws {
    let run = try Program.run(["trace", "pool-orders/10.1.2.4", "scenarios/admin-rule-denied/broken.scenario.json"])
    #expect(run.status == 1)
    #expect(run.output.contains("--sources '[{address-prefix:10.0.1.0/24,address-prefix-type:IPPrefix}]'"))
    #expect(run.output.contains("--destinations '[{address-prefix:10.1.2.4/32,address-prefix-type:IPPrefix}]'"))
  }
}
