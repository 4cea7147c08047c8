import Changes
import NetworkModel
import Outcomes
import Resources

/// Something that two configurations do not have alike, and of which not every effect is compared: what it changes cannot be told.
package enum UncomparedDifference: Hashable, Sendable {
  /// Azure's resource.
  case resource(ResourceDifference)
  /// What a scenario states.
  case stated(StatedDifference)
  /// Prefixes of service tags that something besides groups and routes may name.
  case serviceTags

  /// Everything that differs, less what groups, routes and places tell.
  static func all(from old: NetworkModel, to new: NetworkModel, onlyBefore: [ResourceID], onlyAfter: [ResourceID])
    -> [UncomparedDifference]
  {
    var (before, after) = (old.resources, new.resources)
    // A configuration without networks is a part of one: what it lacks is no difference.
    let isWhole = !before.virtualNetworks.isEmpty && !after.virtualNetworks.isEmpty
    before.removePlaces(Set(onlyBefore))
    after.removePlaces(Set(onlyAfter))
    let differences = ResourceTable.differences(between: before, and: after, isWhole: isWhole)
    let resources = differences.compactMap { difference -> UncomparedDifference? in
      if difference.onlyIn != nil { return difference.isToldByPlaces(isWhole) ? nil : Self.resource(difference) }
      let rest = difference.properties.filter { property in
        !difference.id.isTold(property, isWhole: isWhole) {
          hasFixedAddresses($0, in: old) && hasFixedAddresses($0, in: new)
        }
      }
      return rest.isEmpty ? nil : .resource(ResourceDifference(id: difference.id, properties: rest))
    }
    let stated = StatedDifference.all(before, after).filter { !isWhole || $0.name != "learnedRoutes" }
    let tags: [UncomparedDifference] =
      before.serviceTags == after.serviceTags || !(before.namesTagsElsewhere || after.namesTagsElsewhere)
      ? [] : [.serviceTags]
    return resources + stated.map(Self.stated) + tags
  }

  /// Whether the addresses of a network interface are known, so that groups tell which packets its memberships concern.
  private static func hasFixedAddresses(_ card: ResourceID, in model: NetworkModel) -> Bool {
    model.card(card)?.addresses.allSatisfy { $0.configuration.privateIPAddress != nil } ?? false
  }
}

extension ResourceDifference {
  /// Whether a resource of only one side does nothing but what groups, routes and lists of places tell.
  fileprivate func isToldByPlaces(_ isWhole: Bool) -> Bool {
    switch id.typeKey {
    case ResourceKind.networkSecurityGroup.typeKey, ResourceKind.applicationSecurityGroup.typeKey: true
    case ResourceKind.routeTable.typeKey: isWhole
    default: false
    }
  }
}

extension ResourceID {
  /// Whether everything that a property decides is told by the comparison of groups and routes.
  fileprivate func isTold(_ property: String, isWhole: Bool, hasAddresses: (ResourceID) -> Bool) -> Bool {
    let path = property.split(separator: "/").map(String.init)
    switch typeKey {
    case ResourceKind.networkSecurityGroup.typeKey, ResourceKind.applicationSecurityGroup.typeKey: return true
    case ResourceKind.routeTable.typeKey: return isWhole
    case ResourceKind.virtualNetwork.typeKey:
      // Who has which address shows in the network interfaces themselves.
      return path.first == "subnets"
        && ["networkSecurityGroup", "routeTable", "ipConfigurations"].contains(path.last ?? "")
    case ResourceKind.virtualMachineScaleSet.typeKey:
      return path.first == "interfaces" && path.last == "networkSecurityGroup"
    case ResourceKind.networkInterface.typeKey, ResourceKind.scaleSetNetworkInterface.typeKey:
      return property == "networkSecurityGroup"
        || path.first == "ipConfigurations" && path.last == "applicationSecurityGroups" && hasAddresses(self)
    default: return false
    }
  }
}

extension ResourceKind {
  fileprivate var typeKey: String { rawValue.lowercased() }
}

extension Resources {
  /// Leaves out subnets and network interfaces that are told as places of one side only.
  fileprivate mutating func removePlaces(_ places: Set<ResourceID>) {
    if places.isEmpty { return }
    networkInterfaces.removeAll { places.contains($0.key) }
    for (id, network) in virtualNetworks where network.subnets.contains(where: { places.contains($0.id) }) {
      virtualNetworks[id]!.subnets.removeAll { places.contains($0.id) }
    }
  }

  /// Whether anything besides groups and routes may name a service tag.
  fileprivate var namesTagsElsewhere: Bool {
    !securityAdminRules.isEmpty || !ruleCollectionGroups.isEmpty || !azureFirewalls.isEmpty || !webApps.isEmpty
  }
}
