/// One field of the packets, cut where a rule's set begins or ends: between two cuts all values meet the same rules.
struct Dimension {
  /// Neighbouring parts, from the first to the last.
  struct Run: Hashable {
    var first: Int32
    var last: Int32

    var count: Int32 { last - first + 1 }
  }

  /// Where each part begins on the field's line.
  private let starts: [UInt128]
  /// The parts of every entry's set, entry by entry.
  private let runs: [Run]
  private let offsets: [Int32]
  /// For each part the entries whose set has it, as bits; those whose set is the whole field are only in `whole`.
  private let members: [UInt64]
  /// The entries whose set is the whole field, as bits.
  private let whole: [UInt64]
  /// The number of parts.
  var count: Int { starts.count }

  /// The field cut by one set an entry.
  init<Bound: IntervalBound>(_ sets: [IntervalSet<Bound>]) {
    var cuts: [UInt128] = [0]
    for set in sets where !set.isAll {
      for range in set.ranges {
        cuts.append(range.lowerBound.ordinal)
        if range.upperBound != .max { cuts.append(range.upperBound.ordinal + 1) }
      }
    }
    cuts.sort()
    var starts: [UInt128] = []
    starts.reserveCapacity(cuts.count)
    for cut in cuts where cut != starts.last { starts.append(cut) }
    func part(from ordinal: UInt128) -> Int32 {
      var low = 0
      var high = starts.count
      while low < high {
        let middle = (low + high) / 2
        if starts[middle] < ordinal { low = middle + 1 } else { high = middle }
      }
      return Int32(low)
    }
    let end = Int32(starts.count)
    self.init(
      starts: starts,
      sets.map { set in
        set.isAll
          ? nil
          : set.ranges.map { range in
            Run(
              first: part(from: range.lowerBound.ordinal),
              last: (range.upperBound == .max ? end : part(from: range.upperBound.ordinal + 1)) - 1)
          }
      })
  }

  /// A yes or no, of which an entry wants the yes or does not ask.
  init(wanted: [Bool]) {
    self.init(starts: [0, 1], wanted.map { $0 ? [Run(first: 1, last: 1)] : nil })
  }

  /// - Parameter sets: the parts of every entry's set; nil for the whole field.
  private init(starts: [UInt128], _ sets: [[Run]?]) {
    let words = (sets.count + 63) / 64
    var runs: [Run] = []
    var offsets: [Int32] = [0]
    var members = [UInt64](repeating: 0, count: starts.count * words)
    var whole = [UInt64](repeating: 0, count: words)
    for (entry, set) in sets.enumerated() {
      let bit = UInt64(1) << (entry & 63)
      if let set {
        runs += set
        for run in set {
          for part in run.first...run.last { members[Int(part) * words + entry >> 6] |= bit }
        }
      } else {
        runs.append(Run(first: 0, last: Int32(starts.count) - 1))
        whole[entry >> 6] |= bit
      }
      offsets.append(Int32(runs.count))
    }
    self.starts = starts
    self.runs = runs
    self.offsets = offsets
    self.members = members
    self.whole = whole
  }

  /// The parts of an entry's set.
  func runs(of entry: Int) -> ArraySlice<Run> { runs[Int(offsets[entry])..<Int(offsets[entry + 1])] }

  /// Whether an entry's set is the whole field.
  func isWhole(_ entry: Int) -> Bool { whole[entry >> 6] >> (entry & 63) & 1 == 1 }

  /// The number of parts of an entry's set.
  func size(of entry: Int) -> Int { runs(of: entry).reduce(0) { $0 + Int($1.count) } }

  /// Keeps the entries whose sets share a value with an entry's, and says which of all entries' sets hold its whole set.
  func meet(_ entry: Int, meeting: inout [UInt64], covering: inout [UInt64]) {
    if isWhole(entry) {
      for word in covering.indices { covering[word] &= whole[word] }
      return
    }
    let words = whole.count
    for word in 0..<words {
      var any = whole[word]
      var every = UInt64.max
      for run in runs(of: entry) {
        var place = Int(run.first) * words + word
        for _ in run.first...run.last {
          any |= members[place]
          every &= members[place]
          place += words
        }
      }
      meeting[word] &= any
      covering[word] &= every | whole[word]
    }
  }

  /// The values of some parts.
  func values<Bound: IntervalBound>(_ parts: some Sequence<Run>, as _: Bound.Type) -> IntervalSet<Bound> {
    IntervalSet(
      parts.map { run in
        let after = Int(run.last) + 1
        return Bound(
          ordinal: starts[Int(run.first)])...(after == starts.count ? .max : Bound(ordinal: starts[after] - 1))
      })
  }
}
