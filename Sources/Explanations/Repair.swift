import BackendHealth
import Comparison
import Outcomes
import PacketSets
import Reachability
import Resources

/// What would remove one blocker: in words, and as commands where Azure's configuration is at fault.
package struct Repair: Hashable, Sendable {
  /// In words, names included.
  package let summary: String
  private let means: Means

  /// Where the commands come from. Reports of many members want the words alone, and what an edit takes in commands costs more.
  private enum Means: Hashable {
    case commands([CommandLine])
    case edit(SecurityGroupEdit)
  }

  init(_ summary: String, _ commands: [CommandLine] = []) {
    self.summary = summary.printable
    means = .commands(commands)
  }

  /// An edit of a group.
  init(_ summary: String, _ edit: SecurityGroupEdit) {
    self.summary = summary.printable
    means = .edit(edit)
  }

  /// The commands, in order; empty where no command repairs it.
  package var commands: [CommandLine] {
    switch means {
    case .commands(let commands): commands
    case .edit(let edit): edit.commands
    }
  }

  /// A property of a network's peering set to true.
  static func allowing(_ property: String, _ option: String, at peering: ResourceID, of network: ResourceID) -> Repair {
    Repair(
      "set \(property) of the peering \(peering.path) to true",
      [
        CommandLine(
          "az network vnet peering update",
          network.groupOption + [
            ("--vnet-name", [.text(network.name)]), ("-n", [.text(peering.name)]), (option, [.text("true")]),
          ])
      ])
  }
}

/// What a repair is fitted to: the resources as they are, and the gateway whose probe is blocked.
package struct RepairContext: Sendable {
  /// The input; nil leaves priorities to the reader.
  package let resources: Resources?
  /// The gateway; nil for a flow that is no probe.
  package let gateway: ResourceID?
  /// The pool.
  package let pool: ResourceID?
  /// The backend setting.
  package let setting: ResourceID?
  /// The probe.
  package let probe: ProbePlan?
  /// The machine that holds the member.
  package let virtualMachine: ResourceID?
  /// Every address that the gateway can send from, since a rule must let all its instances pass; nil for another flow.
  let senders: AddressSet?

  /// A flow that is no probe.
  package init(resources: Resources? = nil) {
    self.resources = resources
    gateway = nil
    pool = nil
    setting = nil
    probe = nil
    virtualMachine = nil
    senders = nil
  }

  /// The probe of a member.
  package init(_ member: MemberPrediction, resources: Resources? = nil) {
    self.resources = resources
    gateway = member.gateway
    pool = member.pool
    setting = member.setting
    probe = member.probe
    virtualMachine = member.member.virtualMachine
    senders = member.flows.isEmpty ? nil : member.flows.reduce(AddressSet()) { $0.union($1.packets.sources) }
  }

  /// A client's request.
  package init(_ request: RequestPrediction, resources: Resources? = nil) {
    self.resources = resources
    gateway = request.gateway
    pool = request.pool
    setting = request.setting
    probe = request.members.first?.probe
    virtualMachine = request.members.first?.member.virtualMachine
    let ways = request.members.flatMap(\.flows)
    senders = ways.isEmpty ? nil : ways.reduce(AddressSet()) { $0.union($1.packets.sources) }
  }

  func peering(_ id: ResourceID) -> VirtualNetworkPeering? {
    resources?.virtualNetworks.values.lazy.flatMap(\.peerings).first { $0.id.matches(id) }
  }

  func networkSecurityGroup(_ id: ResourceID) -> NetworkSecurityGroup? {
    resources?.networkSecurityGroups.values.first { $0.id.matches(id) }
  }
}
