import Loading
import NetworkModel
import Outcomes
import Reachability
import Resources

/// One flow from a gateway to a machine through a group of many rules, of which the last but one lets it pass.
struct SecurityGroupBenchmark {
  private static let sizes = [10, 100, 1000]

  func run() {
    let cases = [false, true].flatMap { augmented in
      Self.sizes.map { (name: "\(augmented ? "augmented" : "plain") \($0)", engine: engine(rules: $0, augmented)) }
    }
    // Rounds go over all cases, as those of processes do.
    let rounds = (0..<5).map { _ in cases.map { seconds(of: $0.engine) } }
    print("\n### One gateway flow through a security group, \(rounds.count) rounds\n")
    print("| rules | µs | ratio to the first |\n|---|---|---|")
    for (index, row) in cases.enumerated() {
      let ratio = rounds.map { $0[index] / $0[0] }.median
      print("| \(row.name) | \((rounds.map { $0[index] }.median * 1e6).text) | \(ratio.text) |")
    }
  }

  private func seconds(of engine: Engine) -> Double {
    guard let from = try? Endpoint.read("snet-agw", in: engine.model),
      let to = try? Endpoint.read("10.0.2.4", in: engine.model)
    else { fatalError("the ends are not in the input") }
    var count = 0
    let start = Clock.seconds
    repeat {
      guard engine.flow(from: from, to: to, port: 443, protocol: .tcp).path == .allow else { fatalError("denied") }
      count += 1
    } while Clock.seconds - start < 0.1
    return (Clock.seconds - start) / Double(count)
  }

  private func engine(rules count: Int, _ augmented: Bool) -> Engine {
    var dice = Dice(seed: 3)
    func list(_ texts: [String]) -> String { "[" + texts.map { "\"\($0)\"" }.joined(separator: ",") + "]" }
    var rules = (0..<count - 1).map { index in
      let length = augmented ? 6 : 1
      let sources = (0..<length).map { _ in "10.\(dice.below(256)).\(dice.below(256)).0/24" }
      let destinations = (0..<(augmented ? 3 : 1)).map { _ in "10.0.\(dice.below(256)).\(dice.below(256))" }
      let ports = (0..<(augmented ? 4 : 1)).map { _ in "\(dice.below(60_000) + 1000)" }
      return """
        { "name": "r\(index)", "priority": \(100 + index), "direction": "Inbound",
          "access": "\(dice.below(3) == 0 ? "Deny" : "Allow")", "protocol": "Tcp", "sourcePortRange": "*",
          "sourceAddressPrefixes": \(list(sources)), "destinationAddressPrefixes": \(list(destinations)),
          "destinationPortRanges": \(list(ports)) }
        """
    }
    rules.append(
      """
      { "name": "pass", "priority": 4000, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
        "sourcePortRange": "*", "sourceAddressPrefix": "10.0.1.0/24", "destinationAddressPrefix": "VirtualNetwork",
        "destinationPortRange": "443" }
      """)
    let text = """
      {
        "virtualNetworks": [{
          "name": "vnet", "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
          "subnets": [
            { "name": "snet-agw", "addressPrefix": "10.0.1.0/24" },
            { "name": "snet-backend", "addressPrefix": "10.0.2.0/24", "networkSecurityGroup": { "id": "nsg" } }
          ]
        }],
        "networkSecurityGroups": [{ "name": "nsg", "securityRules": [\(rules.joined(separator: ","))] }],
        "expect": []
      }
      """
    let loaded = Loader.load(texts: [("groups.json", Array(text.utf8))])
    guard loaded.problems.isEmpty else { fatalError("\(loaded.problems[0])") }
    return Engine(NetworkModel(loaded.resources))
  }
}
