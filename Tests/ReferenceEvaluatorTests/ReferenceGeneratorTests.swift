import Foundation
import ReferenceEvaluator
import Testing

struct ReferenceGeneratorTests {
  /// As many networks of each profile.
  private static func networks(_ count: UInt64) -> [ReferenceNetwork] {
    [ReferenceProfile.plain, .hops].flatMap { profile in
      (0..<count).map { seed in
        var generator = ReferenceGenerator(seed: seed, profile: profile)
        return generator.network()
      }
    }
  }

  @Test(arguments: [ReferenceProfile.plain, .hops])
  func `The same seed makes the same network, packets and text`(profile: ReferenceProfile) {
    var one = ReferenceGenerator(seed: 7, profile: profile)
    var other = ReferenceGenerator(seed: 7, profile: profile)
    let network = one.network()
    #expect(network == other.network())
    #expect(one.packet(in: network) == other.packet(in: network))
    #expect(azureJSON(network, seed: 3) == azureJSON(network, seed: 3))
    #expect(azureJSON(network, seed: 3) != azureJSON(network, seed: 4))
    #expect(scenarioJSON(network, seed: 3) == scenarioJSON(network, seed: 3))
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
      for loadBalancer in network.loadBalancers {
        for frontend in loadBalancer.frontends {
          let subnet = ReferenceSubnetID(network: loadBalancer.virtualNetwork, subnet: frontend.subnet)
          #expect(network.subnet(subnet).prefix.contains(frontend.address))
          #expect(network.networkInterface(frontend.address, in: subnet) == nil)
        }
      }
    }
  }

  @Test func `Load balancers are ones that Azure accepts`() {
    for loadBalancer in Self.networks(300).flatMap(\.loadBalancers) {
      for rule in loadBalancer.rules {
        #expect((rule.protocol == nil) == (rule.frontendPort == 0))
        #expect(rule.protocol != nil || loadBalancer.sku == .standard)
        #expect(loadBalancer.frontends.contains { $0.name == rule.frontend })
        #expect(loadBalancer.pools.contains { $0.name == rule.pool })
      }
      let comings = loadBalancer.rules.map { "\($0.frontend) \($0.frontendPort) \($0.protocol?.rawValue ?? "All")" }
      #expect(Set(comings).count == comings.count)
      let goings = loadBalancer.rules.map { "\($0.pool) \($0.backendPort) \($0.protocol?.rawValue ?? "All")" }
      #expect(Set(goings).count == goings.count)
    }
  }

  @Test func `Random flows through plain networks end at every step that needs neither gateway nor description`() {
    let ends = Self.ends(.plain, networks: 400)
    let stages: [ReferenceStage] = [
      .forwardRoute, .outboundFilter, .appliance, .destination, .inboundFilter, .peeringAccess, .returnRoute,
      .completed,
    ]
    for stage in stages { #expect(ends.filter { $0.stage == stage }.count >= 10, "\(stage)") }
  }

  @Test func `Random flows through networks with hops end at every step and for every cause that needs no gateway`() {
    let ends = Self.ends(.hops, networks: 600)
    for stage in ReferenceStage.allCases where stage != .source && stage != .gateway {
      #expect(ends.filter { $0.stage == stage }.count >= 5, "\(stage)")
    }
    let causes = Dictionary(grouping: ends) { String("\($0.cause)".prefix { $0 != "(" }) }.mapValues(\.count)
    for cause in [
      "delivered", "leftForInternet", "applianceNotForwarding", "applianceAbsent", "appliance", "applianceDenied",
      "loop", "asymmetric", "internetWithoutSourceNAT", "loadBalancerNoRule", "loadBalancerNoMember",
      "loadBalancerHairpin", "loadBalancerInOtherRegion", "endpointNotApproved", "endpointInOtherRegion",
      "endpointProtocol", "peeringAccess", "forwardedTraffic",
    ] {
      #expect(causes[cause, default: 0] >= 5, "\(cause): \(causes)")
    }
    let passed = ends.filter { $0.outcome == .allowed && !$0.hops.isEmpty }
    #expect(passed.count >= ends.count / 25)
    #expect(passed.filter { $0.hops.contains { $0.sent != $0.received } }.count >= 10)
    #expect(passed.filter { $0.hops.contains { $0.frontend != nil } }.count >= 10)
  }

  /// The verdicts about ten packets in each of as many networks.
  private static func ends(_ profile: ReferenceProfile, networks: UInt64) -> [ReferenceVerdict] {
    (0..<networks).flatMap { seed in
      var generator = ReferenceGenerator(seed: seed, profile: profile)
      let network = generator.network()
      return (0..<10).map { _ in decide(generator.packet(in: network), in: network) }
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
      #expect(ids.filter { $0.contains("/loadBalancers/") }.count == network.loadBalancers.count)
      #expect(ids.filter { $0.contains("/privateEndpoints/") }.count == network.privateEndpoints.count)
    }
  }

  @Test func `The scenario is a JSON object that holds every appliance once`() throws {
    for (seed, network) in Self.networks(100).enumerated() {
      let text = scenarioJSON(network, seed: UInt64(seed))
      let scenario = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      let appliances = try #require(scenario["appliances"] as? [[String: Any]])
      #expect(appliances.compactMap { $0["name"] as? String } == network.appliances.map(\.name))
    }
  }
}
