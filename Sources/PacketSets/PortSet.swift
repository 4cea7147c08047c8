/// A set of TCP or UDP ports.
package typealias PortSet = IntervalSet<UInt16>

extension UInt16: IntervalBound {
  package var ordinal: UInt128 { UInt128(self) }
  package init(ordinal: UInt128) { self = UInt16(ordinal) }
  package var successor: UInt16 { self + 1 }
  package var predecessor: UInt16 { self - 1 }

  package static func text(of set: PortSet) -> String {
    let texts = set.ranges.map { range in
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound)"
    }
    return texts.joined(separator: ",")
  }
}
