import PacketSets

extension AddressSet {
  /// The fewest prefixes to write for the set, where a subnet's usable addresses count as the whole subnet: Azure keeps the
  /// first four and the last address of each for itself.
  package var subnetPrefixes: [AddressPrefix] {
    ranges.flatMap { range in range.subnet.map { [$0] } ?? AddressSet(range).prefixes }
  }
}

extension ClosedRange<IPAddress> {
  /// The subnet whose usable addresses these are: all but the first four and the last.
  package var subnet: AddressPrefix? {
    guard let first = lowerBound.advanced(by: -4), let last = upperBound.advanced(by: 1), lowerBound < upperBound else {
      return nil
    }
    let whole = AddressSet(first...last).prefixes
    return whole.count == 1 ? whole[0] : nil
  }
}
