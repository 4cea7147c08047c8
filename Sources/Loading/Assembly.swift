import OrderedCollections
import Outcomes
import Resources

/// Gathers records in the order in which they are read, then joins children to parents and resolves repetitions.
///
/// The same resource twice: the later one wins, in the earlier one's place. A resource without a scope (from a recorded
/// deployment or a scenario) is the same as one with a scope when type and names are equal and only one such is known.
final class Assembly {
  /// A child that was given on its own.
  struct Child<T> {
    let id: ResourceID
    let origin: Origin
    let value: T
  }

  var resources = Resources()
  var subnets: [Child<Subnet>] = []
  var peerings: [Child<VirtualNetworkPeering>] = []
  var securityRules: [Child<SecurityRule>] = []
  var routes: [Child<Route>] = []
  var links: [Child<VirtualNetworkLink>] = []
  var recordSets: [Child<RecordSet>] = []
  let context: ReadingContext
  /// Keys of everything that was added.
  private var keys: Set<String> = []

  init(context: ReadingContext) { self.context = context }

  /// Adds a record or replaces the one it repeats.
  func add<T>(
    _ value: T, id: ResourceID, origin: Origin, to table: WritableKeyPath<Resources, OrderedDictionary<ResourceID, T>>,
    earlier: (T) -> Origin
  ) {
    keys.insert(id.key)
    let known = resources[keyPath: table].keys.filter { $0.matches(id) }
    guard let match = known.first, known.count == 1 else {
      resources[keyPath: table][id] = value
      return
    }
    let index = resources[keyPath: table].index(forKey: match)!
    context.notes.append(
      .replaced(match, by: origin, earlier: earlier(resources[keyPath: table].elements[index].value)))
    if match == id {
      resources[keyPath: table][match] = value
    } else {
      // The fuller of the two names is kept.
      resources[keyPath: table].remove(at: index)
      resources[keyPath: table].updateValue(value, forKey: match.scope.isEmpty ? id : match, insertingAt: index)
    }
  }

  /// Whether a resource of this type and name was added before.
  func knows(_ id: ResourceID) -> Bool { keys.contains(id.key) }

  /// Joins everything that was read.
  func finish() -> Resources {
    join(subnets, to: \.virtualNetworks, children: \.subnets, childID: { $0.id.name }) {
      VirtualNetwork(id: $0, origin: $1, addressPrefixes: [])
    }
    join(peerings, to: \.virtualNetworks, children: \.peerings, childID: { $0.id.name }) {
      VirtualNetwork(id: $0, origin: $1, addressPrefixes: [])
    }
    join(securityRules, to: \.networkSecurityGroups, children: \.securityRules, childID: { $0.name }) {
      NetworkSecurityGroup(id: $0, origin: $1, securityRules: [])
    }
    join(routes, to: \.routeTables, children: \.routes, childID: { $0.name }) {
      RouteTable(id: $0, origin: $1, routes: [])
    }
    join(links, to: \.privateDnsZones, children: \.virtualNetworkLinks, childID: { $0.id.name }) {
      PrivateDnsZone(id: $0, origin: $1)
    }
    join(recordSets, to: \.privateDnsZones, children: \.recordSets, childID: { $0.name + "/" + $0.data.type }) {
      PrivateDnsZone(id: $0, origin: $1)
    }
    return resources
  }

  private func join<P, C>(
    _ given: [Child<C>], to table: WritableKeyPath<Resources, OrderedDictionary<ResourceID, P>>,
    children: WritableKeyPath<P, [C]>, childID: (C) -> String, placeholder: (ResourceID, Origin) -> P
  ) {
    for child in given {
      guard let wanted = child.id.parent else { continue }
      let parent: ResourceID
      if let known = resources[keyPath: table].keys.first(where: { $0.matches(wanted) }) {
        parent = known
      } else {
        parent = wanted
        resources[keyPath: table][wanted] = placeholder(wanted, child.origin)
        context.notes.append(.onlyChildren(wanted, origin: child.origin))
      }
      let name = childID(child.value).lowercased()
      var siblings = resources[keyPath: table][parent]![keyPath: children]
      if let index = siblings.firstIndex(where: { childID($0).lowercased() == name }) {
        siblings[index] = child.value
      } else {
        siblings.append(child.value)
      }
      resources[keyPath: table][parent]![keyPath: children] = siblings
    }
  }
}

extension RecordSet.Data {
  /// The record type, so that an A and an AAAA record of one name stay apart.
  fileprivate var type: String {
    switch self {
    case .a: "A"
    case .aaaa: "AAAA"
    case .cname: "CNAME"
    case .other(let type): type
    }
  }
}
