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
}
