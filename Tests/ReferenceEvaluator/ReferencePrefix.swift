/// An IPv4 prefix: every address that shares its first `length` bits.
package struct ReferencePrefix: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The lowest address of the prefix.
  package let first: UInt32
  /// The number of leading bits that count, 0…32.
  package let length: Int

  /// The prefix of the given length that holds the address.
  package init(_ address: UInt32, _ length: Int) {
    precondition((0...32).contains(length))
    self.first = length == 0 ? 0 : address & (UInt32.max << UInt32(32 - length))
    self.length = length
  }

  /// `a.b.c.d/n`, or a bare address for a /32; traps on anything else.
  package init(stringLiteral text: String) {
    let parts = text.split(separator: "/")
    self.init(ReferenceAddress.value(String(parts[0])), parts.count == 2 ? Int(parts[1])! : 32)
  }

  /// The highest address of the prefix.
  package var last: UInt32 { length == 32 ? first : first | (UInt32.max >> UInt32(length)) }

  /// `a.b.c.d/n`.
  package var description: String { "\(ReferenceAddress.text(first))/\(length)" }

  /// Whether the address lies in the prefix.
  package func contains(_ address: UInt32) -> Bool { address >= first && address <= last }

  /// Whether the whole of the other prefix lies in this one.
  package func contains(_ other: ReferencePrefix) -> Bool { contains(other.first) && contains(other.last) }

  /// Whether the two have an address in common.
  package func overlaps(_ other: ReferencePrefix) -> Bool { contains(other) || other.contains(self) }
}
