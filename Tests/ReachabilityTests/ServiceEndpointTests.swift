import JSONText
import Outcomes
import PacketSets
import TestSupport
import Testing

/// Service endpoints of a subnet and routes for service tags (azure-semantics.md §2.2, §8 row 22).
struct ServiceEndpointTests {
  /// The base with a service endpoint at the gateway's subnet.
  private func scenario(_ service: String = "Microsoft.Storage", locations: [String] = ["westeurope"]) -> Scenario {
    var scenario = Scenario()
    scenario.networks[0].subnets[0].serviceEndpoints = [
      ["locations": .strings(locations), "service": .string(service)]
    ]
    return scenario
  }

  private let tags: JSONValue = ["Storage.WestEurope": ["20.1.0.0/16"], "Storage": ["20.1.0.0/16", "20.2.0.0/16"]]

  @Test func `§2.2 a service endpoint adds the prefixes of its regions to its own subnet`() throws {
    var scenario = scenario()
    scenario.others["serviceTags"] = tags
    #expect(try scenario.routes()["20.1.0.0/16"] == ["Default Active VirtualNetworkServiceEndpoint"])
    #expect(try scenario.routes()["20.2.0.0/16"].isEmpty)
    #expect(try scenario.routes(of: "snet-backend")["20.1.0.0/16"].isEmpty)
    #expect(try scenario.nextHop(to: "20.1.2.3").nextHop == NextHop(.serviceEndpoint))
  }

  @Test func `§2.2 a service endpoint for every region adds the whole service`() throws {
    var scenario = scenario(locations: ["*"])
    scenario.others["serviceTags"] = tags
    #expect(try scenario.nextHop(to: "20.2.2.3").nextHop == NextHop(.serviceEndpoint))
  }

  @Test(arguments: ["0.0.0.0/0", "20.1.0.0/16", "20.1.2.3/32"])
  func `§8 row 22 no user-defined route overrides a service endpoint`(prefix: String) throws {
    var scenario = scenario()
    scenario.others["serviceTags"] = tags
    scenario.gatewayRoutes = [.route("drop", prefix, "None")]
    #expect(try scenario.nextHop(to: "20.1.2.3").nextHop == NextHop(.serviceEndpoint))
    #expect(try scenario.flow(to: "20.1.2.3").path == .allow)
    let state = prefix == "0.0.0.0/0" ? "Active" : "Invalid"
    #expect(try scenario.routes()[prefix].contains("User \(state) None"))
  }

  @Test func `§2.2 without the service's prefixes an answer is open only where it depends on them`() throws {
    var scenario = scenario()
    #expect(try scenario.flow(to: "20.1.2.3").path == .allow)
    #expect(try scenario.flow(to: "10.0.2.4").path == .allow)
    scenario.gatewayRoutes = [.route("drop", "0.0.0.0/0", "None")]
    let flow = try scenario.flow(to: "20.1.2.3")
    #expect(flow.cause == .undeterminedServiceTag)
    guard case .serviceTag(let tag, let subject)? = flow.decisive?.missing else { return }
    #expect(tag == "Storage.westeurope")
    #expect(subject.description == "vnet-a/snet-agw")
    // The whole service's prefixes say what surely is none of the region's.
    scenario.others["serviceTags"] = ["Storage": ["20.1.0.0/16"]]
    #expect(try scenario.flow(to: "20.9.2.3").cause == .routeNone)
    #expect(try scenario.flow(to: "20.1.2.3").cause == .undeterminedServiceTag)
  }

  @Test func `§2.2 next hop does not guess whether an address is the service's`() throws {
    #expect(try scenario().nextHop(to: "20.1.2.3").missing?.outcome == .undeterminedServiceTag)
    #expect(try scenario().nextHop(to: "10.0.2.4").missing == nil)
  }

  @Test func `§2.2 of tags with the same prefix a service's region comes first, then the service, then Azure`() throws {
    var scenario = Scenario()
    scenario.others["serviceTags"] = [
      "AzureCloud": ["20.1.0.0/16"], "AzureCloud.westeurope": ["20.1.0.0/16"], "Storage": ["20.1.0.0/16"],
      "Storage.WestEurope": ["20.1.0.0/16"],
    ]
    func winner(_ tags: String...) throws -> String? {
      scenario.gatewayRoutes = tags.map { .route($0, $0, "Internet") }
      return try scenario.nextHop(to: "20.1.2.3").route?.name
    }
    #expect(try winner("AzureCloud", "AzureCloud.westeurope", "Storage", "Storage.WestEurope") == "Storage.WestEurope")
    #expect(try winner("AzureCloud", "AzureCloud.westeurope", "Storage") == "Storage")
    #expect(try winner("AzureCloud", "AzureCloud.westeurope") == "AzureCloud.westeurope")
  }

  @Test func `§2.2 a route for an unknown tag does not matter where its next hop is the same`() throws {
    var scenario = Scenario()
    scenario.gatewayRoutes = [.route("direct", "AzureMonitor", "Internet")]
    #expect(try scenario.flow(to: "20.1.2.3").path == .allow)
    scenario.gatewayRoutes = [.route("drop", "AzureMonitor", "None")]
    #expect(try scenario.flow(to: "20.1.2.3").cause == .undeterminedServiceTag)
  }
}
