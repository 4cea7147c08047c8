/// IPv4 addresses as 32-bit numbers, and their dotted text.
package enum ReferenceAddress {
  /// The platform's own address: Azure DNS, the guest agent and the source of load balancer probes (azure-semantics §1.6).
  package static let platform = value("168.63.129.16")

  /// The link-local address of the instance metadata service (azure-semantics §1.6).
  package static let instanceMetadata = value("169.254.169.254")

  /// The number a dotted address stands for; traps on anything else, as only tests write such text.
  package static func value(_ text: String) -> UInt32 {
    let bytes = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0)! }
    precondition(bytes.count == 4, "not an IPv4 address: \(text)")
    return bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The dotted text of an address.
  package static func text(_ address: UInt32) -> String {
    "\(address >> 24).\(address >> 16 & 255).\(address >> 8 & 255).\(address & 255)"
  }
}
