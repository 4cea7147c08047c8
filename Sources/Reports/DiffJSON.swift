import Comparison
import Explanations
import JSONText
import Outcomes
import PacketSets
import Reachability
import Resources

/// `agwsim diff --format json`, in the schema of docs/commands/diff.md.
package enum DiffJSON {
  /// The schema's version; a later one only adds.
  package static let schemaVersion = 1

  /// The differences of two configurations.
  package static func difference(_ difference: ConfigurationDifference) -> JSONValue {
    .members([
      ("schemaVersion", .integer(schemaVersion)), ("verdict", .string(difference.verdict.rawValue)),
      ("networkSecurityGroups", .array(difference.groups.map(group))),
      ("effectiveRoutes", .array(difference.routes.map(routes))),
      ("members", .array(difference.members.map(member))),
      ("requests", .array(difference.requests.map(\.json))),
      ("onlyBefore", .array(difference.onlyBefore.map { .string($0.text) })),
      ("onlyAfter", .array(difference.onlyAfter.map { .string($0.text) })),
      ("uncompared", .array(difference.uncompared.map(uncompared))),
      ("missing", .array(difference.missing.uniqued.map { $0.json() })),
      ("assumptions", .array(difference.assumptions.map(\.json))),
      ("nothingInCommon", difference.isIncomparable ? .boolean(true) : nil),
    ])
  }

  /// A pair of groups.
  static func group(_ group: GroupDifference) -> JSONValue {
    .members([
      ("before", group.before.map { .string($0.text) }), ("after", group.after.map { .string($0.text) }),
      ("attachedTo", .array(group.places.map { .string($0.text) })),
      (
        "regions",
        .array(group.directions.flatMap { direction in direction.regions.map { region($0, direction.direction) } })
      ),
      (
        "unlisted",
        .array(group.directions.flatMap { direction in direction.unlisted.map { rule($0) ?? .null } })
      ),
      ("missing", .array(group.missingFacts.uniqued.map { $0.json() })),
    ])
  }

  /// Subnets with the same changes of their routes.
  static func routes(_ difference: RouteDifference) -> JSONValue {
    .members([
      ("subnets", .array(difference.subnets.map { .string($0.text) })),
      (
        "changes",
        .array(
          difference.changes.map { change in
            .members([
              ("destinations", change.destinations.json), ("before", route(change.before)),
              ("after", route(change.after)),
            ])
          })
      ), ("missing", difference.missing.map { [$0.json()] }),
    ])
  }

  private static func route(_ route: EffectiveRoute?) -> JSONValue? {
    route.map { route in
      .members([
        ("addressPrefix", .string("\(route.prefix)")), ("nextHopType", .string(route.nextHop.kind.rawValue)),
        ("nextHopIpAddress", .array(route.nextHop.addresses.map { .string("\($0)") })),
        ("remoteVirtualNetwork", route.peer.map { .string($0.text) }),
        ("source", .string(route.source.rawValue)), ("name", route.name.map { .string($0) }),
        ("origin", route.origin?.json),
      ])
    }
  }

  private static func member(_ difference: MemberDifference) -> JSONValue {
    .members([
      ("gateway", difference.shown.map { .string($0.gateway.text) }),
      ("pool", difference.shown.map { .string($0.pool.name) }),
      ("setting", difference.shown.map { .string($0.setting.name) }),
      ("address", difference.shown.map { .string($0.member.address) }),
      ("before", difference.before.map { .string($0.health.rawValue) }),
      ("after", difference.after.map { .string($0.health.rawValue) }),
      ("cause", difference.after?.cause.map { .string($0.rawValue) }),
    ])
  }

  private static func uncompared(_ difference: UncomparedDifference) -> JSONValue {
    let properties = JSONValue.array(difference.shownProperties.map { .string($0) })
    return switch difference {
    case .resource(let resource):
      .members([
        ("id", .string(resource.id.text)), ("properties", properties),
        ("onlyIn", resource.onlyIn.map { .string($0.rawValue) }),
      ])
    case .stated(let stated): .members([("collection", .string(stated.name)), ("properties", properties)])
    case .serviceTags: .members([("collection", "serviceTags"), ("properties", properties)])
    }
  }

  private static func region(_ region: FilterDifference.Region, _ direction: TrafficDirection) -> JSONValue {
    .members([
      ("direction", .string(direction.rawValue)),
      ("change", .string((region.isAllowed ? Access.allow : .deny).rawValue)),
      ("before", rule(region.before)), ("after", rule(region.after)),
      ("packets", .array(region.boxes.map { $0.packets.json(memberships: $0.memberships) })),
      ("example", region.example.json),
    ])
  }

  private static func rule(_ rule: SecurityRule?) -> JSONValue? {
    rule.map {
      .members([("rule", .string($0.name)), ("priority", .integer($0.priority)), ("origin", $0.origin?.json)])
    }
  }
}

extension PacketBox {
  /// The box in the words of a security rule's properties.
  func json(memberships: [FilterDifference.Membership] = []) -> JSONValue {
    .members([
      ("protocols", .array(protocols.isAll ? ["*"] : "\(protocols)".split(separator: ",").map { .string(String($0)) })),
      ("sourceAddressPrefixes", sources.json), ("sourcePortRanges", sourcePorts.json),
      ("destinationAddressPrefixes", destinations.json), ("destinationPortRanges", destinationPorts.json),
      ("conditions", memberships.isEmpty ? nil : .array(memberships.map { .string($0.words) })),
    ])
  }
}

extension AddressSet {
  fileprivate var json: JSONValue { isAll ? ["*"] : .array(prefixes.map { .string($0.description) }) }
}

extension PortSet {
  fileprivate var json: JSONValue { .array(ruleTexts.map { .string($0) }) }
}
