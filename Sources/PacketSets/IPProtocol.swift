/// A protocol carried by IP, by its IANA number.
package struct IPProtocol: RawRepresentable, Hashable, Comparable, Sendable {
  /// The number in the IP header.
  package let rawValue: UInt8

  /// The protocol of an IANA number.
  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  package static let icmp = IPProtocol(rawValue: 1)
  package static let tcp = IPProtocol(rawValue: 6)
  package static let udp = IPProtocol(rawValue: 17)
  package static let esp = IPProtocol(rawValue: 50)
  package static let ah = IPProtocol(rawValue: 51)
  package static let icmpv6 = IPProtocol(rawValue: 58)

  /// Whether packets have ports that filters look at.
  package var hasPorts: Bool {
    self == .tcp || self == .udp
  }

  package static func < (left: IPProtocol, right: IPProtocol) -> Bool {
    left.rawValue < right.rawValue
  }
}

extension IPProtocol: CustomStringConvertible {
  /// The name security rules use, or the number.
  package var description: String {
    switch self {
    case .icmp: "Icmp"
    case .tcp: "Tcp"
    case .udp: "Udp"
    case .esp: "Esp"
    case .ah: "Ah"
    case .icmpv6: "Icmpv6"
    default: "\(rawValue)"
    }
  }
}
