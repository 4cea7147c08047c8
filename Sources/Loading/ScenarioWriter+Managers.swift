import JSONText
import OrderedCollections
import Outcomes
import Resources

extension ScenarioWriter {
  /// Network managers, of which no record is kept but those of their innermost parts.
  var networkManagers: [JSONValue] {
    var managers: OrderedDictionary<ResourceID, Manager> = [:]
    for member in resources.networkGroupMembers.values {
      guard let group = member.id.parent else { continue }
      managers[member.id.root, default: Manager()].groups[group, default: []].append((member.id, member.origin))
    }
    for collection in resources.adminRuleCollections.values {
      managers[collection.id.root, default: Manager()].collections[collection.id, default: .init()].origin =
        collection.origin
    }
    for rule in resources.securityAdminRules.values {
      guard let collection = rule.id.parent else { continue }
      managers[rule.id.root, default: Manager()].collections[collection, default: .init()].rules.append(
        (rule.id, rule.origin))
    }
    return zip(managers, writer.names(of: Array(managers.keys), .networkManager)).map { entry, name in
      .object(name + writer.parts(of: entry.value, entry.key))
    }
  }

  /// What is known of a manager.
  struct Manager {
    typealias Child = (id: ResourceID, origin: Origin)
    struct Collection {
      var origin: Origin?
      var rules: [Child] = []
    }

    var groups: OrderedDictionary<ResourceID, [Child]> = [:]
    var collections: OrderedDictionary<ResourceID, Collection> = [:]
  }
}

extension TranscriptWriter {
  fileprivate func parts(of manager: ScenarioWriter.Manager, _ id: ResourceID) -> [JSONValue.Member] {
    let groups = manager.groups.map { group, members -> JSONValue in
      ["name": .string(group.name), "staticMembers": .array(members.map { child($0, in: id) })]
    }
    let configurations = OrderedDictionary(grouping: manager.collections) { $0.key.parent ?? $0.key }
    let written = configurations.map { configuration, collections -> JSONValue in
      let collections = collections.map { collection -> JSONValue in
        let own = collection.value.origin.map { fields(at: $0, in: id) } ?? []
        let rules = collection.value.rules.map { child($0, in: id) }
        return .object(
          [.init("name", .string(collection.key.name))] + own.filter { $0.key != "rules" }
            + (rules.isEmpty ? [] : [.init("rules", .array(rules))]))
      }
      return ["name": .string(configuration.name), "ruleCollections": .array(collections)]
    }
    return (groups.isEmpty ? [] : [.init("networkGroups", .array(groups))])
      + (written.isEmpty ? [] : [.init("securityAdminConfigurations", .array(written))])
  }

  private func child(_ child: ScenarioWriter.Manager.Child, in root: ResourceID) -> JSONValue {
    .object([.init("name", .string(child.id.name))] + fields(at: child.origin, in: root))
  }
}
