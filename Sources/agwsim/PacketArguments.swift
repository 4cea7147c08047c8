import ArgumentParser
import Outcomes
import PacketSets
import Reachability

extension IPProtocol: ExpressibleByArgument {
  private static let known: [IPProtocol] = [.tcp, .udp, .icmp, .icmpv6, .esp, .ah]

  /// The names that may be given.
  static let choices = known.map(\.description).joined(separator: ", ")

  /// Reads a protocol's name in any letter case; nil for anything else.
  public init?(argument: String) {
    guard let found = Self.known.first(where: { $0.description.lowercased() == argument.lowercased() }) else {
      return nil
    }
    self = found
  }

  /// The name, as security rules write it.
  public var defaultValueDescription: String { description }
}

extension TrafficDirection: ExpressibleByArgument {
  /// Reads a direction in any letter case; nil for anything else.
  public init?(argument: String) {
    guard let found = Self.allCases.first(where: { $0.rawValue.lowercased() == argument.lowercased() }) else {
      return nil
    }
    self = found
  }
}

extension IPAddress: ExpressibleByArgument {
  /// Reads an address; nil for anything else.
  public init?(argument: String) { self.init(argument) }
}

/// An address and a port: `10.0.2.4:8080`, `[::1]:80`, `10.0.2.4:*` for every port.
struct AddressAndPort: ExpressibleByArgument {
  /// The address.
  let address: IPAddress
  /// The port; nil for every port.
  let port: UInt16?

  /// Reads an address and a port; nil when either is missing.
  init?(argument: String) {
    let end = EndpointText(argument)
    guard end.namesPort(in: argument), let address = IPAddress(end.name) else { return nil }
    self.address = address
    port = end.port
  }
}

extension EndpointText {
  /// Whether the text that this was read from names a port, if only by `*`.
  func namesPort(in text: String) -> Bool { port != nil || text.hasSuffix(":*") }
}
