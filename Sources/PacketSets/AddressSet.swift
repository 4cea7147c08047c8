/// A set of IPv4 and IPv6 addresses.
package typealias AddressSet = IntervalSet<IPAddress>

extension IntervalSet where Bound == IPAddress {
  /// Every IPv4 address.
  package static var ipv4: AddressSet {
    AddressSet(IPAddress(bits: IPAddress.v4Block.lowerBound)...IPAddress(bits: IPAddress.v4Block.upperBound))
  }

  /// Every IPv6 address.
  package static var ipv6: AddressSet { ipv4.complement }

  /// The addresses of one prefix.
  package init(_ prefix: AddressPrefix) {
    self.init(prefixes: CollectionOfOne(prefix))
  }

  /// The addresses of any prefixes.
  package init(prefixes: some Sequence<AddressPrefix>) {
    var v4: [ClosedRange<IPAddress>] = []
    var v6: [ClosedRange<IPAddress>] = []
    for prefix in prefixes {
      if prefix.family == .v4 { v4.append(prefix.range) } else { v6.append(prefix.range) }
    }
    // A short IPv6 prefix's range spans the IPv4 block; taking the block out must not take IPv4 prefixes with it.
    self = v6.isEmpty ? AddressSet(v4) : AddressSet(v6).subtracting(.ipv4).union(AddressSet(v4))
  }

  /// The fewest prefixes that make the set, in order, IPv4 first.
  package var prefixes: [AddressPrefix] {
    let v6 = subtracting(.ipv4)
    let plain = v6.prefixesOnLine
    let spanning = v6.spanningV4.prefixesOnLine.filter { $0.family == .v6 }
    return intersection(.ipv4).prefixesOnLine + (spanning.count < plain.count ? spanning : plain)
  }

  /// Comma-separated, IPv4 first: a CIDR where a range is one, an address alone, else "first–last".
  var text: String {
    let v6 = subtracting(.ipv4)
    let beforeV4 = AddressSet.ipv6.ranges[0].upperBound
    let texts = (intersection(.ipv4).ranges + v6.spanningV4.ranges).map { range in
      // A range was only widened over the IPv4 block to find its prefix; else it ends before the block.
      let own =
        range.upperBound == AddressSet.ipv4.last && !contains(range.upperBound) ? range.lowerBound...beforeV4 : range
      return own.text(asPrefix: AddressPrefix(exactly: own) ?? AddressPrefix(exactly: range))
    }
    return texts.joined(separator: ",")
  }

  /// The set with the IPv4 block added where IPv6 addresses lead up to it.
  ///
  /// An IPv6 prefix does not hold the block even if it spans it, so IPv6 addresses may be written as if it were there.
  private var spanningV4: AddressSet {
    contains(AddressSet.ipv6.ranges[0].upperBound) ? union(.ipv4) : self
  }

  /// The fewest blocks of the line that make up the ranges, each as large as its alignment and the range's end allow.
  private var prefixesOnLine: [AddressPrefix] {
    var prefixes: [AddressPrefix] = []
    for range in ranges {
      var lower = range.lowerBound.bits
      let upper = range.upperBound.bits
      while true {
        var hostBits = lower.trailingZeroBitCount
        while hostBits > 0, ~(UInt128.max << hostBits) > upper - lower { hostBits -= 1 }
        let last = lower | ~(UInt128.max << hostBits)
        prefixes.append(AddressPrefix(bits: lower, lineLength: 128 - hostBits))
        if last == upper { break }
        lower = last + 1
      }
    }
    return prefixes
  }
}

extension ClosedRange<IPAddress> {
  /// The range as its prefix, an address alone, or "first–last".
  fileprivate func text(asPrefix prefix: AddressPrefix?) -> String {
    if lowerBound == upperBound { return "\(lowerBound)" }
    if let prefix { return "\(prefix)" }
    return "\(lowerBound)–\(upperBound)"
  }
}
