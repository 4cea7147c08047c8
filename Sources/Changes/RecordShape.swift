import OrderedCollections
import Outcomes
import PacketSets
import Resources

/// What a record says, without where it is written: two records that say the same have equal shapes. It is taken by reflection,
/// so that a property which is added to a record is compared without being named here.
indirect enum RecordShape: Hashable, Sendable {
  case text(String)
  case list([RecordShape])
  case fields([Field])

  /// A property.
  struct Field: Hashable, Sendable {
    let name: String
    let value: RecordShape
  }

  /// - Parameter hasScopes: whether the subscription and the resource group of ids count.
  init(_ value: Any, hasScopes: Bool = true) {
    switch value {
    case let id as ResourceID: self = .text(hasScopes ? id.scope + " " + id.key : id.key)
    // People write short names where az writes ids: both name the same thing.
    case let reference as Reference: self = .text(reference.name.lowercased())
    case let prefix as AddressPrefix: self = .text(prefix.description)
    case let data as RecordSet.Data: self = .text(Self.text(data))
    // An array describes itself too, with where its elements are written.
    case let described as any CustomStringConvertible & Hashable where !(value is any Collection) || value is String:
      self = .text(described.description)
    default: self = Self.shape(Mirror(reflecting: value), value, hasScopes)
    }
  }

  private static func shape(_ mirror: Mirror, _ value: Any, _ hasScopes: Bool) -> RecordShape {
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.map { RecordShape($0.value, hasScopes: hasScopes) } ?? .text("nil")
    case .collection, .set, .dictionary:
      return .list(mirror.children.map { RecordShape($0.value, hasScopes: hasScopes) })
    case .enum where mirror.children.isEmpty: return .text("\(value)")
    default:
      return .fields(
        mirror.children.filter { !($0.value is Origin) && !($0.value is Origin?) }.map { child in
          let shape = RecordShape(child.value, hasScopes: hasScopes)
          let name = child.label ?? ""
          return Field(
            name: name,
            value: caseless.contains(name) ? shape.lowercased : unordered.contains(name) ? shape.sorted : shape)
        })
    }
  }

  /// Names and values of Azure's enumerations, whose letter case decides nothing.
  private static let caseless: Set = ["name", "privateEndpointNetworkPolicies", "sku"]

  /// Lists whose order decides nothing.
  private static let unordered: Set = [
    "securityRules", "routes", "subnets", "peerings", "networkInterfaces", "ipConfigurations", "virtualNetworkLinks",
    "recordSets", "backendAddressPools", "backendSettings", "probes", "listeners", "urlPathMaps", "frontends",
    "frontendPorts", "trustedRootCertificates", "authenticationCertificates", "sslCertificates",
    "redirectConfigurations", "requestRoutingRules", "loadDistributionPools", "applicationGatewayBackendAddressPools",
    "rules",
  ]

  private static func text(_ data: RecordSet.Data) -> String {
    switch data {
    case .a(let addresses): addresses.map(\.description).sorted().joined(separator: " ")
    case .aaaa(let addresses): addresses.map(\.description).sorted().joined(separator: " ")
    case .cname(let name): "cname " + name.lowercased()
    case .other(let type): type
    }
  }

  private var lowercased: RecordShape {
    if case .text(let text) = self { .text(text.lowercased()) } else { self }
  }

  private var sorted: RecordShape {
    guard case .list(let elements) = self else { return self }
    return .list(elements.map { ($0.key, $0) }.sorted { $0.0 < $1.0 }.map(\.1))
  }

  /// What an element of a list sorts by: its id or its name.
  private var key: String {
    switch self {
    case .text(let text): text
    case .list: ""
    case .fields(let fields):
      (fields.first { $0.name == "id" } ?? fields.first { $0.name == "name" })?.value.key ?? ""
    }
  }

  /// The paths of the properties in which it differs from another one, such as `securityRules/Deny/priority`.
  func differences(from other: RecordShape) -> [String] {
    switch (self, other) {
    case (.fields(let fields), .fields(let others)):
      let known = Dictionary(others.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
      let mine = Set(fields.map(\.name))
      return fields.flatMap { field -> [String] in
        guard let value = known[field.name] else { return [field.name] }
        if value == field.value { return [] }
        return field.value.differences(from: value).map { $0.isEmpty ? field.name : field.name + "/" + $0 }
      } + others.map(\.name).filter { !mine.contains($0) }
    case (.list(let elements), .list(let others)) where elements.map(\.key) == others.map(\.key):
      return zip(elements, others).flatMap { element, other in
        element == other ? [] : element.differences(from: other).map { element.name + ($0.isEmpty ? "" : "/" + $0) }
      }
    default: return self == other ? [] : [""]
    }
  }

  /// The name by which people know an element of a list.
  private var name: String { key.split(separator: "/").last.map(String.init) ?? "" }
}
