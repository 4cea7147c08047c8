/// An address prefix (CIDR block) of one family, such as `10.0.0.0/8`; its host bits are zero.
///
/// An IPv6 prefix holds IPv6 addresses only: `::/0` does not hold the IPv4 addresses that lie inside it on the line.
package struct AddressPrefix: Hashable, Sendable {
  /// The first address.
  package let address: IPAddress
  /// The number of leading bits all addresses share: 0…32 for IPv4, 0…128 for IPv6.
  package let length: Int

  /// The prefix of `length` that holds `address`; nil where the address's family has no such length.
  package init?(address: IPAddress, length: Int) {
    let offset = address.family == .v4 ? Self.v4Offset : 0
    guard (0...128 - offset).contains(length) else { return nil }
    self.init(bits: address.bits, lineLength: length + offset)
  }

  /// The prefix of one address.
  package init(_ address: IPAddress) { self.init(bits: address.bits, lineLength: 128) }

  /// The prefix whose addresses are exactly those of a range of the line; nil where there is none.
  init?(exactly range: ClosedRange<IPAddress>) {
    let hostMask = range.upperBound.bits - range.lowerBound.bits
    guard hostMask & (hostMask &+ 1) == 0, range.lowerBound.bits & hostMask == 0 else { return nil }
    self.init(bits: range.lowerBound.bits, lineLength: 128 - hostMask.nonzeroBitCount)
  }

  /// The prefix of `lineLength` leading bits of the 128-bit line. One that lies in the IPv4 block is an IPv4 prefix.
  init(bits: UInt128, lineLength: Int) {
    // Any shorter prefix clears the block's lowest bit, so its address is an IPv6 address.
    address = IPAddress(bits: bits & ~Self.hostMask(lineLength: lineLength))
    length = address.family == .v4 ? lineLength - Self.v4Offset : lineLength
  }

  /// From the first to the last address on the line; a short IPv6 prefix's range spans the IPv4 block it does not hold.
  package var range: ClosedRange<IPAddress> {
    let lineLength = family == .v4 ? length + Self.v4Offset : length
    return address...IPAddress(bits: address.bits | Self.hostMask(lineLength: lineLength))
  }

  /// The family of every address in the prefix.
  package var family: IPAddress.Family { address.family }

  /// Whether the address has the prefix's family and leading bits.
  package func contains(_ address: IPAddress) -> Bool {
    address.family == family && range.contains(address)
  }

  /// Whether every address of the other prefix is in this one.
  package func contains(_ other: AddressPrefix) -> Bool {
    length <= other.length && contains(other.address)
  }

  /// Whether the prefixes share an address, which is to say that one contains the other.
  package func overlaps(_ other: AddressPrefix) -> Bool {
    contains(other) || other.contains(self)
  }

  /// Every IPv4 address.
  package static let ipv4All = AddressPrefix(bits: IPAddress.v4Block.lowerBound, lineLength: v4Offset)
  /// Every IPv6 address.
  package static let ipv6All = AddressPrefix(bits: 0, lineLength: 0)

  /// The leading bits of the line that all IPv4 addresses share.
  private static let v4Offset = 96

  private static func hostMask(lineLength: Int) -> UInt128 {
    lineLength == 0 ? .max : ~(.max << (128 - lineLength))
  }
}

extension AddressPrefix: Comparable {
  /// IPv4 before IPv6, then by first address, then the shorter prefix first.
  package static func < (left: AddressPrefix, right: AddressPrefix) -> Bool {
    if left.family != right.family { return left.family == .v4 }
    return (left.address, left.length) < (right.address, right.length)
  }
}

extension AddressPrefix: LosslessStringConvertible {
  /// Reads `address/length`, or a bare address as a prefix of that address alone; host bits are cleared.
  ///
  /// An IPv4-mapped IPv6 prefix, `::ffff:10.0.0.0/104`, is the IPv4 prefix. Nil for anything that is not a prefix.
  package init?(_ text: String) {
    guard let (address, lineLength) = Self.parts(of: text) else { return nil }
    self.init(bits: address.bits, lineLength: lineLength)
  }

  /// Whether the text is a prefix with bits set after its length, such as `10.0.0.4/24`.
  package static func hasHostBits(_ text: String) -> Bool {
    guard let (address, lineLength) = parts(of: text) else { return false }
    return address.bits & hostMask(lineLength: lineLength) != 0
  }

  /// `address/length`, also where the prefix is one address.
  package var description: String { "\(address)/\(length)" }

  private static func parts(of text: String) -> (address: IPAddress, lineLength: Int)? {
    guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else {
      return IPAddress(text).map { ($0, 128) }
    }
    guard let address = IPAddress(String(text[..<slash])) else { return nil }
    // What counts is how the length was meant, so IPv4-mapped text keeps its 128-bit length.
    let offset = text.utf8.contains(UInt8(ascii: ":")) ? 0 : v4Offset
    guard let length = IPAddress.decimal(text[slash...].utf8.dropFirst(), upTo: 128 - offset) else { return nil }
    return (address, length + offset)
  }
}
