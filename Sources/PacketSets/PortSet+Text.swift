extension IntervalSet where Bound == UInt16 {
  /// Reads `*`, `80` or `80-90`, several separated by commas; nil when the text is none of them.
  package init?(_ text: String) {
    if text == "*" {
      self = .all
      return
    }
    if let port = UInt16(text) {
      self.init(port)
      return
    }
    var out = PortSet()
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
      guard let low = ends.first.flatMap({ UInt16($0) }), let high = ends.last.flatMap({ UInt16($0) }), ends.count <= 2,
        low <= high
      else { return nil }
      out = out.union(PortSet(low...high))
    }
    self = out
  }
}
