/// An IPv4 or IPv6 address.
///
/// Both families share one 128-bit line, on which IPv4 fills the IPv4-mapped block `::ffff:0:0/96` (RFC 4291 §2.5.5.2),
/// so that one interval set holds both. The order is that of the line.
package struct IPAddress: Hashable, Comparable, Sendable {
  /// The version of the Internet Protocol an address belongs to.
  package enum Family: Hashable, Sendable {
    case v4, v6
  }

  /// The position on the 128-bit line.
  package let bits: UInt128

  /// The address at a position of the line; a position in the IPv4-mapped block is an IPv4 address.
  package init(bits: UInt128) {
    self.bits = bits
  }

  /// The IPv4 address whose four bytes, first byte highest, are `v4`.
  package init(v4: UInt32) {
    self.bits = Self.v4Block.lowerBound | UInt128(v4)
  }

  /// The four bytes of an IPv4 address, first byte highest; nil for IPv6.
  package var v4: UInt32? {
    family == .v4 ? UInt32(truncatingIfNeeded: bits) : nil
  }

  /// The family the address belongs to: an IPv4-mapped IPv6 address is the IPv4 address.
  package var family: Family {
    Self.v4Block.contains(bits) ? .v4 : .v6
  }

  /// The address `offset` further on, or nil where that leaves the family.
  package func advanced(by offset: Int) -> IPAddress? {
    let distance = UInt128(offset.magnitude)
    let (moved, overflow) =
      offset < 0 ? bits.subtractingReportingOverflow(distance) : bits.addingReportingOverflow(distance)
    let address = IPAddress(bits: moved)
    // IPv6 surrounds the IPv4 block, so a step from IPv6 to IPv6 may still have jumped over it.
    guard !overflow, address.family == family, (bits < Self.v4Block.lowerBound) == (moved < Self.v4Block.lowerBound)
    else { return nil }
    return address
  }

  package static func < (left: IPAddress, right: IPAddress) -> Bool {
    left.bits < right.bits
  }

  /// The positions that IPv4 fills.
  static let v4Block: ClosedRange<UInt128> = 0xffff_0000_0000...0xffff_ffff_ffff
}

extension IPAddress: IntervalBound {
  package static var min: IPAddress { IPAddress(bits: .min) }
  package static var max: IPAddress { IPAddress(bits: .max) }
  package var ordinal: UInt128 { bits }
  package init(ordinal: UInt128) { self.init(bits: ordinal) }
  package var successor: IPAddress { IPAddress(bits: bits + 1) }
  package var predecessor: IPAddress { IPAddress(bits: bits - 1) }

  package static func text(of set: AddressSet) -> String { set.text }
}
