/// A set of protocols carried by IP.
package typealias ProtocolSet = IntervalSet<IPProtocol>

extension IntervalSet where Bound == IPProtocol {
  /// Comma-separated: names or numbers of one or two neighbours, numbers alone at the ends of a longer range.
  var text: String {
    let texts = ranges.map { range in
      let (first, last) = (range.lowerBound, range.upperBound)
      if first == last { return "\(first)" }
      if first.successor == last { return "\(first),\(last)" }
      return "\(first.rawValue)–\(last.rawValue)"
    }
    return texts.joined(separator: ",")
  }
}

extension IPProtocol: IntervalBound {
  package static var min: IPProtocol { IPProtocol(rawValue: .min) }
  package static var max: IPProtocol { IPProtocol(rawValue: .max) }
  package var ordinal: UInt128 { UInt128(rawValue) }
  package init(ordinal: UInt128) { self.init(rawValue: UInt8(ordinal)) }
  package var successor: IPProtocol { IPProtocol(rawValue: rawValue + 1) }
  package var predecessor: IPProtocol { IPProtocol(rawValue: rawValue - 1) }

  package static func text(of set: ProtocolSet) -> String { set.text }
}
