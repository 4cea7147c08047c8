import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Commands that proved plans and advice without proof both print.
extension CommandLine {
  typealias Options = [(String, [Word])]

  /// The owner of a service approves a private endpoint's connection.
  static func approving(connectionOf endpoint: ResourceID) -> CommandLine {
    CommandLine(
      "az network private-endpoint-connection approve",
      [("--id", [.blank("connection id of \(endpoint.name)")]), ("--description", [.text("Approved")])])
  }

  /// A web app is started.
  static func starting(site: String, group: Options) -> CommandLine {
    CommandLine("az webapp start", group + [("-n", [.text(site)])])
  }

  /// A web app lets callers in.
  static func letting(_ caller: Word, into site: String, group: Options, named name: String?, priority: Int)
    -> CommandLine
  {
    let rule: Options = name.map { [("--rule-name", [.text($0)])] } ?? []
    let access: Options = [
      ("--priority", [.text("\(priority)")]), ("--action", [.text("Allow")]), ("--ip-address", [caller]),
    ]
    return CommandLine("az webapp config access-restriction add", group + [("-n", [.text(site)])] + rule + access)
  }

  /// A security admin rule that leaves packets to the groups, in a collection of a manager's configuration.
  static func adminRule(
    named name: String, in collection: ResourceID, priority: Word, _ direction: TrafficDirection,
    _ transport: RuleProtocol, from sources: AddressSet, to targets: AddressSet, ports: PortSet
  ) -> CommandLine {
    // az takes lists of objects in its own shorthand.
    func ends(_ set: AddressSet) -> [Word] {
      let parts = set.subnetPrefixes.map { "{address-prefix:\($0),address-prefix-type:IPPrefix}" }
      return [.text("[" + parts.joined(separator: ",") + "]")]
    }
    return CommandLine(
      "az network manager security-admin-config rule-collection rule create",
      collection.groupOption + [
        ("--network-manager-name", [.text(collection.names[0])]),
        ("--configuration-name", [.text(collection.names[1])]),
        ("--rule-collection-name", [.text(collection.names[2])]), ("--rule-name", [.text(name)]),
        ("--kind", [.text("Custom")]), ("--access", [.text("Allow")]), ("--direction", [.text(direction.rawValue)]),
        ("--priority", [priority]), ("--protocol", [.text(transport == .any ? "Any" : transport.rawValue)]),
        ("--sources", ends(sources)), ("--destinations", ends(targets)),
        ("--dest-port-ranges", ports.ruleTexts.map { .text($0) }),
      ])
  }
}
