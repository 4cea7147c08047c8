import Testing

@Suite struct InputOptionsTests {
  @Test func `inputs may be given as arguments or by -s, before or after the subject`() throws {
    let plain = try Program.run(["trace", "pool-api/10.0.2.4", "scenarios/demo"])
    #expect(try Program.run(["trace", "-s", "scenarios/demo", "pool-api/10.0.2.4"]).output == plain.output)
    #expect(try Program.run(["trace", "pool-api/10.0.2.4", "--input", "scenarios/demo"]).output == plain.output)
  }

  @Test func `-s takes one input and may be repeated`() throws {
    let files = ["vnets", "nsgs", "nics"].map { "scenarios/demo/\($0).json" }
    let run = try Program.run(
      ["trace", "--from", "snet-agw"] + files.flatMap { ["-s", $0] } + [
        "--to", "10.0.2.4:8080", "--assume", "listening",
      ])
    #expect(run.status == 1)
    #expect(run.output.contains("Deny-All-Inbound"))
  }

  @Test func `without any input the folder's scenario is read`() throws {
    let scenario =
      #"{"virtualNetworks": [{"name": "vnet", "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}], "publicDns": {"a.example": {"addresses": ["192.0.2.1"]}}}"#
    let run = try Program.run(["resolve", "a.example", "--from", "vnet"], with: ["scenario.json": scenario])
    #expect(run.status == 0)
    #expect(run.output.contains("192.0.2.1"))
  }

  @Test func `without any input and any scenario the command says what to give it`() throws {
    let run = try Program.run(["health"], with: [:])
    #expect(run.status == 66)
    #expect(run.errors.contains("no input is given"))
  }

  @Test func `an option wins over the scenario's own assumption`() throws {
    let run = try Program.run(["trace", "pool-media/10.0.4.7", "scenarios/demo", "--assume", "listening"])
    #expect(run.output.contains("Healthy"))
    #expect(run.output.contains("Assumptions"))
  }

  @Test func `notes go to standard error, the first few unless all are asked for`() throws {
    let disks = (1...7).map {
      #"{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/disks/d\#($0)", "name": "d\#($0)", "type": "Microsoft.Compute/disks"}"#
    }
    let files = ["a.json": "[\(disks.joined(separator: ","))]", "README.md": "Notes"]
    let run = try Program.run(["health", "."], with: files)
    #expect(run.errors.contains("d5"))
    #expect(!run.errors.contains("d6"))
    #expect(!run.errors.contains("README"))
    #expect(run.errors.contains("--verbose"))
    let all = try Program.run(["health", ".", "--verbose"], with: files)
    #expect(all.errors.contains("d7"))
    #expect(all.errors.contains("README"))
  }

  @Test func `what is not printed on a terminal has no colour and is the same in every run`() throws {
    let run = try Program.run(["trace", "*/*", "scenarios/demo"])
    #expect(!run.output.contains("\u{1B}"))
    #expect(try Program.run(["trace", "*/*", "scenarios/demo"]).output == run.output)
  }
}
