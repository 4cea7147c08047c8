import BackendHealth
import JSONText
import Outcomes
import PacketSets
import Resources
import TestSupport
import Testing

/// Members of a scale set, whose interfaces are in no list of interfaces (azure-json-shapes.md §5.2).
struct ScaleSetTests {
  /// The id of an instance's address configuration.
  private static func configuration(_ instance: Int) -> JSONValue {
    id(
      "virtualMachineScaleSets", "vmss", "virtualMachines", "\(instance)", "networkInterfaces", "nic",
      "ipConfigurations", "ipconfig", provider: "Microsoft.Compute")
  }

  /// A gateway with two instances of a set as members; the set's profile names the pool too, as Azure shows it.
  private static func scenario(group: String? = nil) -> Scenario {
    var scenario = Scenario()
    scenario.cards = []
    scenario.gateway.members = []
    scenario.gateway.configurations = [["id": configuration(0)], ["id": configuration(1)]]
    scenario.others["virtualMachineScaleSets"] = [
      [
        "id": id("virtualMachineScaleSets", "vmss", provider: "Microsoft.Compute"), "name": "vmss",
        "virtualMachineProfile": [
          "networkProfile": [
            "networkInterfaceConfigurations": [
              .sorted([
                "ipConfigurations": [
                  [
                    "applicationGatewayBackendAddressPools": [["id": GatewayText.child("backendAddressPools", "pool")]],
                    "name": "ipconfig", "subnet": reference("virtualNetworks", "vnet-a", "subnets", "snet-backend"),
                  ]
                ], "name": "nic", "networkSecurityGroup": group.map { reference("networkSecurityGroups", $0) },
                "primary": true,
              ])
            ]
          ]
        ],
      ]
    ]
    return scenario
  }

  @Test func `instances are members once each, and the profile is none`() throws {
    let members = try Self.scenario().prediction().pairs.flatMap(\.members)
    #expect(members.compactMap { $0.member.ipConfiguration?.names[1] } == ["0", "1"])
    #expect(members.count == 2)
  }

  @Test func `an instance whose address is not shown may have any of its subnet`() throws {
    let member = try Self.scenario().member()
    #expect(member.path == .allow)
    #expect(member.health == .undetermined)
    #expect(member.cause == .undeterminedAddress)
    #expect(member.flows.first?.packets.destinations == AddressSet(IPAddress("10.0.2.4")...IPAddress("10.0.2.254")))
  }

  @Test func `instances behind a group that denies are Unhealthy, whatever their addresses`() throws {
    var scenario = Self.scenario(group: "nsg-vmss")
    scenario.groups["nsg-vmss"] = [.deny("Deny", 100)]
    let member = try scenario.member()
    #expect(member.health == .unhealthy)
    #expect(member.blamed == "nsg-vmss/Deny")
  }

  @Test func `a set without listed instances is one member by its profile`() throws {
    var scenario = Self.scenario()
    scenario.gateway.configurations = []
    #expect(try scenario.prediction().pairs.flatMap(\.members).count == 1)
    #expect(try scenario.member().path == .allow)
  }

  @Test func `undeclared servers that are assumed to listen make instances Healthy`() throws {
    var scenario = Self.scenario()
    scenario.others["assume"] = ["undeclaredServers": "listening"]
    #expect(try scenario.prediction().pairs.flatMap(\.members).map(\.health) == [.healthy, .healthy])
  }
}
