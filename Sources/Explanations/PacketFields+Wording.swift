import NetworkModel
import PacketSets

/// An address and a port as people write them: `10.0.2.4:8080`, `[::1]:80`.
package func endpoint(_ address: IPAddress, _ port: UInt16) -> String {
  address.family == .v6 ? "[\(address)]:\(port)" : "\(address):\(port)"
}

extension AddressSet {
  /// The set in a few words; a long one is cut after four parts.
  package var summary: String {
    if isAll || self == .ipv4 { return "*" }
    let parts = ranges.map { range in range.subnet?.description ?? AddressSet(range).description }
    return cut(parts)
  }

  /// The set in a few words, to the address; a long one is cut after four parts.
  package var exactSummary: String { cut(ranges.map { AddressSet($0).description }) }
}

extension PortSet {
  /// The ports as rules write them: `80`, `8000-8010`, `*`.
  package var ruleTexts: [String] {
    if isAll { return ["*"] }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
  }

  /// The ports in a few words; a long set is cut after four parts.
  package var summary: String { cut(ruleTexts) }
}

/// At most four parts, and how many more there are.
private func cut(_ parts: [String]) -> String {
  parts.count <= 4
    ? parts.joined(separator: ", ") : parts.prefix(3).joined(separator: ", ") + " and \(parts.count - 3) more"
}
