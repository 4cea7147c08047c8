import Outcomes
import Resources

/// Attachments as the attached resource tells them: Azure writes them at both ends, and an export may hold one end only.
struct ReverseAttachments {
  /// What is attached to each id, by its key, in the order of the input.
  private struct Side<T> {
    private var byKey: [String: [(place: ResourceID, value: T)]] = [:]

    /// - Parameter places: what each value says it is attached to, by id or by the tail of a path of names.
    init(
      _ values: some Sequence<T>, in index: ResourceIndex, places: (T) -> [(reference: Reference, kind: ResourceKind)]
    ) {
      for value in values {
        for place in places(value) {
          guard let id = Self.id(of: place.reference, place.kind, in: index) else { continue }
          byKey[id.key, default: []].append((id, value))
        }
      }
    }

    private static func id(of reference: Reference, _ kind: ResourceKind, in index: ResourceIndex) -> ResourceID? {
      if let id = reference.id { return id }
      guard case .one(let found) = index.find(reference, as: kind) else { return nil }
      return found
    }

    func first(at place: ResourceID) -> T? { byKey[place.key]?.first { $0.place.matches(place) }?.value }
  }

  private let groups: Side<NetworkSecurityGroup>
  private let tables: Side<RouteTable>
  private let endpoints: Side<PrivateEndpoint>

  init(_ resources: Resources, in index: ResourceIndex) {
    groups = Side(resources.networkSecurityGroups.values, in: index) { group in
      group.subnets.map { ($0, .subnet) } + group.networkInterfaces.map { ($0, .networkInterface) }
    }
    tables = Side(resources.routeTables.values, in: index) { table in table.subnets.map { ($0, .subnet) } }
    endpoints = Side(resources.privateEndpoints.values, in: index) { endpoint in
      endpoint.networkInterfaces.map { ($0, .networkInterface) }
    }
  }

  /// The first group that says it is attached to a subnet or a network interface.
  func group(at place: ResourceID) -> NetworkSecurityGroup? { groups.first(at: place) }

  /// The first route table that says it is attached to a subnet.
  func table(at subnet: ResourceID) -> RouteTable? { tables.first(at: subnet) }

  /// The first private endpoint that says it owns a network interface.
  func privateEndpoint(at card: ResourceID) -> ResourceID? { endpoints.first(at: card)?.id }
}
