import BackendHealth
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// How deep an edit goes, the least intrusive first.
package enum RepairKind: Int, Comparable, Sendable {
  /// What is there is set going again: a gateway started, a peering synchronised.
  case resumed
  case ruleAdded, ruleChanged, ruleMoved
  case probeChanged, settingChanged, poolChanged
  case recordAdded, linkAdded, nameChanged
  case routeAdded, routeChanged, tableAttached
  case peeringChanged, peeringAdded
  case resourceChanged
  /// Something that is no configuration of Azure's.
  case elsewhere
  /// A probe that asks for less than before.
  case probeLoosened
  /// Something is taken away.
  case deleted

  package static func < (a: RepairKind, b: RepairKind) -> Bool { a.rawValue < b.rawValue }
}

/// One edit that may repair an obstacle. Nobody sees it before it was simulated.
struct Draft {
  /// The resources after it.
  var resources: Resources
  /// How deep it goes.
  var kind: RepairKind
  /// What of it no command does.
  var errands: [Errand] = []
  /// What it takes for granted beside the input.
  var premises: [FixPremise] = []
  /// The packets that it lets pass beside rules: a peering, a route.
  var permits = PacketSet.empty
  /// The members that take the place of others.
  var replaced: [MemberKey: MemberKey] = [:]

  /// The edit that `change` makes of resources.
  init(
    _ kind: RepairKind, of resources: Resources, premises: [FixPremise] = [], _ change: (inout Resources) -> Void
  ) {
    self.resources = resources
    self.kind = kind
    self.premises = premises
    change(&self.resources)
  }

  /// What no command does.
  init(_ errand: Errand, of resources: Resources) {
    self.init(.elsewhere, of: resources) { errand.apply(to: &$0) }
    errands = [errand]
  }
}

/// What a plan takes for granted beside the input, for a person to confirm.
package enum FixPremise: Hashable, Sendable {
  /// The name is that of the machine at this address, the only one of the input that answers the probe.
  case nameIsServedAt(String, IPAddress, machine: String?)
  /// The pool's member is meant to be the machine at this address, the only one of the input that answers the probe.
  case memberIsAt(String, IPAddress, machine: String?)
  /// The alias is to lead to this other name of its zone.
  case aliasMeans(String, String)
  /// This answer of the server says that it is well.
  case statusMeansWell(Int, path: String)
  /// The path that the server answers is one that tells whether it is well.
  case pathTellsHealth(String)
  /// Requests of a listener without a rule are to go to this pool, one of several.
  case requestsGoTo(String)
  /// The body that the server sends says that it is well.
  case bodyMeansWell
  /// The cluster has a service, with a ready pod, that answers there.
  case clusterServes(String)
  /// The routes of a table may change for all of the subnets that have it.
  case tableServes(ResourceID, subnets: [ResourceID])
  /// All machines of a network are to ask these servers for names, Azure-provided DNS where there are none.
  case networkAsks(ResourceID, [IPAddress])
}

extension NetworkModel {
  /// The subnets that have a route table.
  func subnets(with table: ResourceID) -> [ResourceID] {
    networks.flatMap(\.subnets).filter { $0.routeTable.value?.id == table }.map(\.id)
  }

  /// What others than the goals' own subnets get from the edits that lead to other resources: for a person to confirm.
  func premises(of changed: Resources) -> [FixPremise] {
    let tables = resources.routeTables.values.compactMap { old -> FixPremise? in
      guard let new = changed.routeTables[old.id],
        new.routes != old.routes || new.disableBgpRoutePropagation != old.disableBgpRoutePropagation
      else { return nil }
      let subnets = subnets(with: old.id)
      return subnets.count > 1 ? .tableServes(old.id, subnets: subnets) : nil
    }
    let networks = resources.virtualNetworks.values.compactMap { old -> FixPremise? in
      guard let new = changed.virtualNetworks[old.id], new.dnsServers != old.dnsServers else { return nil }
      return .networkAsks(old.id, new.dnsServers)
    }
    return tables + networks
  }
}

/// The state that generators look at.
struct FixContext {
  /// The resources as they are, with the edits so far.
  let resources: Resources
  /// What is predicted of them.
  let forecast: Forecast
  /// Everything that one edit could remove together with the obstacle: those of the same blame.
  let companions: [Obstacle]
  /// Whether something may be taken away.
  let mayDelete: Bool

  var engine: Engine { forecast.engine }
  var model: NetworkModel { forecast.engine.model }

  /// The gateway's record.
  func gateway(_ id: ResourceID) -> ApplicationGateway? { resources.applicationGateways[id] }

  /// The packets that obstacles of this blame stop, as they look where they are stopped.
  func packets(_ obstacle: Obstacle) -> PacketSet {
    let steps = ([obstacle] + companions).compactMap(\.step)
    return steps.reduce(.empty) { set, step in
      if case .rule(let rule) = step.detail, let translated = rule.translated { return set.union(translated) }
      return set.union(step.packets)
    }
  }
}
