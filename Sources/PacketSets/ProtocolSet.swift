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
