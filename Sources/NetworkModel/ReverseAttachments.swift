import Outcomes
import Resources

/// Attachments as the attached resource tells them: Azure writes them at both ends, and an export may hold one end only.
struct ReverseAttachments {
  /// What is attached to each id, by its key, in the order of the input.
  private struct Side<T> {
    private var byKey: [String: [(place: ResourceID, value: T)]] = [:]

    init(_ values: some Sequence<T>, index: ResourceIndex, places: (T) -> [(Reference, ResourceKind)]) {
      for value in values {
        for (reference, kind) in places(value) {
          guard let place = reference.id ?? index.find(reference, as: kind).id else { continue }
          byKey[place.key, default: []].append((place, value))
        }
      }
    }

    func first(at place: ResourceID) -> T? { byKey[place.key]?.first { $0.place.matches(place) }?.value }
  }

  private let groups: Side<NetworkSecurityGroup>
  private let tables: Side<RouteTable>
  private let endpoints: Side<AddressOwner>

  init(_ resources: Resources, index: ResourceIndex) {
    groups = Side(resources.networkSecurityGroups.values, index: index) { group in
      group.subnets.map { ($0, .subnet) } + group.networkInterfaces.map { ($0, .networkInterface) }
    }
    tables = Side(resources.routeTables.values, index: index) { $0.subnets.map { ($0, .subnet) } }
    endpoints = Side(resources.privateEndpoints.values, index: index) {
      $0.networkInterfaces.map { ($0, .networkInterface) }
    }
  }

  /// The first group that says it is attached to a subnet or a network interface.
  func group(at place: ResourceID) -> NetworkSecurityGroup? { groups.first(at: place) }

  /// The first route table that says it is attached to a subnet.
  func table(at subnet: ResourceID) -> RouteTable? { tables.first(at: subnet) }

  /// The first private endpoint that says it owns a network interface.
  func privateEndpoint(at card: ResourceID) -> ResourceID? { endpoints.first(at: card)?.id }
}

extension ResourceIndex.Match {
  /// The resource, where there is one alone.
  fileprivate var id: ResourceID? {
    if case .one(let id) = self { id } else { nil }
  }
}
