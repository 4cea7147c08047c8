import Foundation
import Testing

/// `agwsim request` as a user runs it.
struct RequestCommandTests {
  private func run(_ line: String) throws -> Program.Run { try Program.run(Array(Program.words(line))) }

  @Test(arguments: [
    ("http://shop.contoso.com/api/orders scenarios/demo", 1),
    ("http://shop.contoso.com/ scenarios/host-rejected/repaired.scenario.json", 0),
    ("http://shop.contoso.com/ scenarios/host-rejected/broken.scenario.json", 1),
    ("http://shop.contoso.com/orders scenarios/redirect-loop/repaired.scenario.json", 0),
    ("http://shop.contoso.com/nothing scenarios/undetermined-response/broken.scenario.json", 3),
    ("http://shop.contoso.com/ scenarios/capacity/broken.scenario.json", 1),
  ]) func `the exit status says whether the client gets what it wants`(line: String, status: Int32) throws {
    #expect(try run("request " + line).status == status)
  }

  @Test(arguments: [
    ("", "Name a URL"), ("scenarios/demo", "is not a URL"), ("ftp://h/ scenarios/demo", "is not a URL"),
    ("http://h/ scenarios/demo --header Host", "no name or no colon"),
    ("http://h/ scenarios/demo --patience 0", "between 1 and 86400"),
    ("http://h/ scenarios/demo --gateway agw-shp", "no application gateway is called"),
    ("http://h/ scenarios/demo --client vm-nobody", "is called \"vm-nobody\""),
    ("http://192.0.2.77/ scenarios/demo", "no gateway's frontend address is called"),
  ]) func `a request that cannot be asked is wrong usage, and says why`(line: String, words: String) throws {
    let run = try run("request " + line)
    #expect(run.status == 64)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test func `options say method, headers, client and patience`() throws {
    let json = try run(
      "request http://203.0.113.10/x scenarios/host-rejected/repaired.scenario.json --format json --method post "
        + "--header 'Host: orders.contoso.com' --client 198.51.100.7 --patience 5")
    let value = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let question = try #require(value["question"] as? [String: Any])
    #expect(question["method"] as? String == "POST")
    #expect(question["headers"] as? [String] == ["Host: orders.contoso.com"])
    #expect(question["client"] as? String == "198.51.100.7")
    #expect(question["patience"] as? Int == 5)
    let answer = try #require((value["answers"] as? [[String: Any]])?.first)
    #expect(answer["originalHost"] as? String == "orders.contoso.com")
    #expect(answer["host"] as? String == "orders.azurewebsites.net")
    #expect(answer["serverStatus"] as? String == "200")
    #expect((value["notPredicted"] as? [[String: Any]])?.isEmpty == false)
  }

  @Test func `the repair that is printed repairs`() throws {
    let broken = "request http://shop.contoso.com/ scenarios/host-rejected/broken.scenario.json"
    let told = try run(broken).output
    let folded = told.replacingOccurrences(of: " \\\n", with: " ")
    let command = try #require(folded.firstMatch(of: /az network application-gateway http-settings update [^\n]*/)?.0)
    let line = command.split(separator: " ").joined(separator: " ")
    let repaired = try run("\(broken) --change '\(line)'")
    #expect(repaired.status == 0, "\(line)\n\(repaired.output)\(repaired.errors)")
  }

  @Test func `the repair of a request timeout repairs`() throws {
    let broken = "request http://shop.contoso.com/report scenarios/request-timeout/broken.scenario.json"
    let folded = try run(broken).output.replacingOccurrences(of: " \\\n", with: " ")
    let found = folded.split(separator: "\n").first {
      $0.contains("az network application-gateway http-settings update")
    }
    let line = try #require(found).split(separator: " ").joined(separator: " ")
    let repaired = try run("\(broken) --change '\(line)'")
    #expect(repaired.status == 0, "\(line)\n\(repaired.output)\(repaired.errors)")
  }

  @Test func `whatif shows the scenario's requests, and one that gets worse is bad`() throws {
    let set =
      "--change 'az network application-gateway http-settings update -g rg-shop --gateway-name agw-shop -n http-orders"
    let better = try run(
      "whatif scenarios/host-rejected/broken.scenario.json \(set) --host-name orders.azurewebsites.net'")
    #expect(better.status == 0)
    #expect(better.output.contains(/GET http:\/\/shop.contoso.com\/ +404 +200/))
    let worse = try run("whatif scenarios/host-rejected/repaired.scenario.json \(set) --host-name other.contoso.com'")
    #expect(worse.status == 1)
    #expect(worse.output.contains("1 request worse"))
    let json = try run(
      "whatif scenarios/host-rejected/repaired.scenario.json \(set) --host-name other.contoso.com' --format json")
    let value = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let request = try #require((value["requests"] as? [[String: Any]])?.first)
    #expect(request["direction"] as? String == "worse")
    #expect((request["after"] as? [String: Any])?["cause"] as? String == "host-rejected")
  }
}
