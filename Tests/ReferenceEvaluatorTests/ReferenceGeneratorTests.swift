import Foundation
import ReferenceEvaluator
import Testing

struct ReferenceGeneratorTests {
  private static func networks(_ count: UInt64) -> [ReferenceNetwork] {
    (0..<count).map { seed in
      var generator = ReferenceGenerator(seed: seed)
      return generator.network()
    }
  }

  @Test func `The same seed makes the same network, packets and text`() {
    var one = ReferenceGenerator(seed: 7)
    var other = ReferenceGenerator(seed: 7)
    let network = one.network()
    #expect(network == other.network())
    #expect(one.packet(in: network) == other.packet(in: network))
    #expect(azureJSON(network, seed: 3) == azureJSON(network, seed: 3))
    #expect(azureJSON(network, seed: 3) != azureJSON(network, seed: 4))
  }

  @Test func `Priorities are unique per direction and routes per table`() {
    for network in Self.networks(300) {
      for group in network.networkSecurityGroups {
        #expect(Set(group.rules.map { "\($0.direction) \($0.priority)" }).count == group.rules.count)
        #expect(group.rules.allSatisfy { (100...4096).contains($0.priority) })
      }
      for table in network.routeTables { #expect(Set(table.routes.map(\.prefix)).count == table.routes.count) }
    }
  }

  @Test func `Prefixes do not overlap within a network, nor with a peer, nor among its peers`() {
    for network in Self.networks(300) {
      for home in network.virtualNetworks {
        let seen = home.prefixes + home.peerings.flatMap { network.virtualNetwork($0.remote).prefixes }
        for prefixes in [seen, home.subnets.map(\.prefix)] {
          for (index, prefix) in prefixes.enumerated() {
            #expect(!prefixes[(index + 1)...].contains { $0.overlaps(prefix) })
          }
        }
        for subnet in home.subnets { #expect(home.prefixes.contains { $0.contains(subnet.prefix) }) }
      }
    }
  }

  @Test func `Interfaces have usable addresses of their own`() {
    for network in Self.networks(300) {
      for interface in network.networkInterfaces {
        let prefix = network.subnet(interface.subnet).prefix
        #expect(interface.address >= prefix.first + 4 && interface.address < prefix.last)
        #expect(network.networkInterface(interface.address, in: interface.subnet) == interface)
      }
    }
  }

  @Test func `Random flows end at every step that needs no gateway`() {
    var stages: [ReferenceStage: Int] = [:]
    for seed in 0..<400 as Range<UInt64> {
      var generator = ReferenceGenerator(seed: seed)
      let network = generator.network()
      for _ in 0..<10 { stages[decide(generator.packet(in: network), in: network).stage, default: 0] += 1 }
    }
    for stage in ReferenceStage.allCases where stage != .source && stage != .gateway {
      #expect(stages[stage, default: 0] >= 10, "\(stage): \(stages)")
    }
  }

  @Test func `The text is a JSON array that holds every resource once`() throws {
    for (seed, network) in Self.networks(100).enumerated() {
      let text = azureJSON(network, seed: UInt64(seed))
      let resources = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
      let ids = resources.compactMap { $0["id"] as? String }
      #expect(Set(ids).count == resources.count)
      let groups = ids.filter { $0.contains("/networkSecurityGroups/") }
      #expect(groups.count == network.networkSecurityGroups.count)
      #expect(ids.filter { $0.contains("/virtualNetworks/") }.count == network.virtualNetworks.count)
      #expect(ids.filter { $0.contains("/networkInterfaces/") }.count == network.networkInterfaces.count)
    }
  }
}
