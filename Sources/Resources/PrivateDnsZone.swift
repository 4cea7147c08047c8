import Outcomes
import PacketSets

/// A private DNS zone with its records and the networks it is linked to.
package struct PrivateDnsZone: Equatable, Sendable {
  /// Its name; the zone's domain is the id's name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// Its records.
  package var recordSets: [RecordSet]
  /// The networks whose Azure-provided DNS consults it.
  package var virtualNetworkLinks: [VirtualNetworkLink]
  /// `numberOfRecordSets`: how many Azure counts, the zone's own SOA among them; nil when not written.
  package var recordSetCount: Int?
  /// `numberOfVirtualNetworkLinks`; nil when not written.
  package var linkCount: Int?

  /// Whether it has records and none of them is in the input, as `az network private-dns zone list` prints it.
  package var lacksRecords: Bool { recordSets.isEmpty && (recordSetCount ?? 0) > 1 }
  /// Whether it has links and none of them is in the input.
  package var lacksLinks: Bool { virtualNetworkLinks.isEmpty && (linkCount ?? 0) > 0 }

  /// A zone.
  package init(
    id: ResourceID, origin: Origin, recordSets: [RecordSet] = [], virtualNetworkLinks: [VirtualNetworkLink] = [],
    recordSetCount: Int? = nil, linkCount: Int? = nil
  ) {
    self.recordSetCount = recordSetCount
    self.linkCount = linkCount
    self.id = id
    self.origin = origin
    self.recordSets = recordSets
    self.virtualNetworkLinks = virtualNetworkLinks
  }
}

/// The records of one name and type.
package struct RecordSet: Equatable, Sendable {
  /// What they say; other types than these never decide where a packet goes.
  package enum Data: Sendable, Hashable {
    case a([IPAddress])
    case aaaa([IPAddress])
    case cname(String)
    case other(String)
  }

  /// Name relative to the zone, `@` for the zone itself, `*` for every name that has no record.
  package var name: String
  /// Where it is written.
  package var origin: Origin
  /// What the records say.
  package var data: Data

  /// A record set.
  package init(name: String, origin: Origin, data: Data) {
    self.name = name
    self.origin = origin
    self.data = data
  }
}

/// A link of a zone to a network.
package struct VirtualNetworkLink: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// The linked network.
  package var virtualNetwork: Reference?
  /// Whether machines of the network register themselves.
  package var registrationEnabled: Bool
  /// Whether a name without a record is asked again in public DNS (`NxDomainRedirect`).
  package var redirectsNoRecord: Bool

  /// A link.
  package init(
    id: ResourceID, origin: Origin, virtualNetwork: Reference?, registrationEnabled: Bool, redirectsNoRecord: Bool
  ) {
    self.id = id
    self.origin = origin
    self.virtualNetwork = virtualNetwork
    self.registrationEnabled = registrationEnabled
    self.redirectsNoRecord = redirectsNoRecord
  }
}
