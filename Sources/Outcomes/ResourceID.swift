/// The name of an Azure resource or of a child of one, compared without regard to letter case.
///
/// `/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/n` has the scope `s/g`, the type
/// `Microsoft.Network/virtualNetworks/subnets` and the names `v`, `n`. Resources of a recorded deployment or of a scenario have
/// no id: their scope is empty, and they match by type and name.
package struct ResourceID: Hashable, Sendable, CustomStringConvertible {
  /// Subscription, as written; empty when unknown.
  package let subscription: String
  /// Resource group, as written; empty when unknown.
  package let resourceGroup: String
  /// Type as written, for instance `Microsoft.Network/virtualNetworks/subnets`.
  package let type: String
  /// One name for each segment of the type behind the provider, outermost first.
  package let names: [String]
  /// Type and names in lower case: what a resource is compared by when the scope of one side is unknown.
  package let key: String
  /// Subscription and group in lower case; empty when unknown.
  package let scope: String

  /// A name made of its parts.
  package init(subscription: String = "", resourceGroup: String = "", type: String, names: [String]) {
    self.subscription = subscription
    self.resourceGroup = resourceGroup
    self.type = type
    self.names = names
    key = (type + "|" + names.joined(separator: "/")).lowercased()
    scope = subscription.isEmpty && resourceGroup.isEmpty ? "" : "\(subscription)/\(resourceGroup)".lowercased()
  }

  /// Reads a full id; nil when the text is not one.
  package init?(_ text: String) {
    guard text.hasPrefix("/") else { return nil }
    let parts = text.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    var subscription = ""
    var group = ""
    var index = 0
    while index + 1 < parts.count {
      let segment = parts[index].lowercased()
      if segment == "subscriptions" {
        subscription = parts[index + 1]
      } else if segment == "resourcegroups" {
        group = parts[index + 1]
      } else if segment == "providers" {
        break
      }
      index += 2
    }
    // The last `providers` counts: an extension resource repeats the segment.
    guard index < parts.count, parts[index].lowercased() == "providers", index + 1 < parts.count else { return nil }
    var type = parts[index + 1]
    var names: [String] = []
    index += 2
    while index + 1 < parts.count {
      type += "/" + parts[index]
      names.append(parts[index + 1])
      index += 2
    }
    guard !names.isEmpty, index == parts.count else { return nil }
    self.init(subscription: subscription, resourceGroup: group, type: type, names: names)
  }

  /// The innermost name.
  package var name: String { names.last ?? "" }

  /// The names as people write them, outermost first: `vnet/subnet`.
  package var path: String { names.joined(separator: "/") }

  package var description: String { path }

  /// The full id as Azure writes it; parts that are unknown are left out.
  package var text: String {
    var out = ""
    if !subscription.isEmpty { out += "/subscriptions/\(subscription)" }
    if !resourceGroup.isEmpty { out += "/resourceGroups/\(resourceGroup)" }
    let segments = type.split(separator: "/").map(String.init)
    out += "/providers/" + (segments.first ?? "")
    for (segment, name) in zip(segments.dropFirst(), names) { out += "/\(segment)/\(name)" }
    return out
  }

  /// Type in lower case.
  package var typeKey: String { String(key[..<(key.utf8.firstIndex(of: UInt8(ascii: "|")) ?? key.endIndex)]) }

  /// The resource that this one is a child of; nil for a resource of its own.
  package var parent: ResourceID? {
    guard names.count > 1, let cut = type.lastIndex(of: "/") else { return nil }
    return ResourceID(
      subscription: subscription, resourceGroup: resourceGroup, type: String(type[..<cut]), names: names.dropLast())
  }

  /// The outermost resource, itself when it is no child.
  package var root: ResourceID { parent?.root ?? self }

  /// A child of this resource.
  package func child(_ segment: String, _ name: String) -> ResourceID {
    ResourceID(
      subscription: subscription, resourceGroup: resourceGroup, type: type + "/" + segment, names: names + [name])
  }

  /// Whether both can name the same resource: equal, or equal but for a subscription or a group that one of them leaves out.
  package func matches(_ other: ResourceID) -> Bool {
    guard key == other.key else { return false }
    if scope.isEmpty || other.scope.isEmpty || scope == other.scope { return true }
    func fit(_ a: String, _ b: String) -> Bool { a.isEmpty || b.isEmpty || a.lowercased() == b.lowercased() }
    return fit(subscription, other.subscription) && fit(resourceGroup, other.resourceGroup)
  }

  package static func == (a: ResourceID, b: ResourceID) -> Bool { a.key == b.key && a.scope == b.scope }

  package func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
