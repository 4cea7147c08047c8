import Outcomes
import PacketSets
import Resources

extension PrivateDnsZone {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin, recordSets: reader.readers("recordSets").compactMap { RecordSet($0) },
      virtualNetworkLinks: reader.readers("virtualNetworkLinks").map {
        VirtualNetworkLink($0, id: $0.childID(of: id, "virtualNetworkLinks"))
      }, recordSetCount: reader.integer("numberOfRecordSets", in: 0...Int.max),
      linkCount: reader.integer("numberOfVirtualNetworkLinks", in: 0...Int.max))
  }
}

extension RecordSet {
  /// The record types of private zones, in the order in which their types sort.
  static let types = ["A", "AAAA", "CNAME", "MX", "PTR", "SOA", "SRV", "TXT"]

  /// Reads a record set. Its type is the last part of its resource type, else told by the field that holds its records.
  init?(_ reader: FieldReader) {
    let id = reader.ownID
    guard let name = reader.innermostName() else {
      reader.report(.missingField("name"))
      return nil
    }
    let written = (reader.string("type") ?? id?.type)?.split(separator: "/").last.map { $0.uppercased() }
    let type = written ?? ["A", "AAAA", "CNAME"].first { reader.field(Self.field(of: $0)) != nil } ?? ""
    reader.state("type", .string(type))
    let data: Data
    switch type {
    case "A": data = .a(reader.readers("aRecords").compactMap { $0.address("ipv4Address") })
    case "AAAA": data = .aaaa(reader.readers("aaaaRecords").compactMap { $0.address("ipv6Address") })
    case "CNAME":
      guard let target = reader.reader("cnameRecord")?.string("cname") else {
        reader.report(.missingField("cnameRecord"))
        return nil
      }
      data = .cname(target)
    default: data = .other(type)
    }
    self.init(name: name, origin: reader.origin, data: data)
  }

  private static func field(of type: String) -> String {
    type == "CNAME" ? "cnameRecord" : type.lowercased() + "Records"
  }
}

extension VirtualNetworkLink {
  init(_ reader: FieldReader, id: ResourceID) {
    self.init(
      id: id, origin: reader.origin, virtualNetwork: reader.reference("virtualNetwork"),
      registrationEnabled: reader.boolean("registrationEnabled") ?? false,
      redirectsNoRecord: reader.string("resolutionPolicy")?.lowercased() == "nxdomainredirect")
  }
}
