/// Finds the packets that a changed rule decides on one side and another rule decides otherwise on the other side.
///
/// The rule at hand is called the anchor. Its packets are those of its box less the earlier rules of its own policy. Field by field
/// the box is cut where a rule that meets it begins or ends; a part is described by the set of rules that are still possible
/// there, so that parts with equal sets are evaluated once (`BitSetTable`). A set is cut short as soon as its end is known: nothing
/// differs once an earlier rule of the anchor's policy holds all that is left, and no rule of the other policy matters behind the
/// first that does. What a set leads to is a function of the later fields (`DecisionDiagram`): which rule decides on the other side.
///
/// A pair of changed rules belongs to the one with the smaller box, so that no packet is found twice and rules for nearly
/// everything, which every other rule meets, seldom are anchors for much.
struct DifferenceWalk {
  typealias Run = Dimension.Run

  /// More sets than this are not evaluated for one anchor.
  private static let limit = 2_000_000

  private let compiled: CompiledRules
  /// What was found.
  private(set) var regions: [PolicyDifference.Region] = []
  /// Rules whose packets fall into too many parts.
  private(set) var unlisted: [(isBefore: Bool, rule: Int)] = []

  private var diagram = DecisionDiagram()
  private var anchor = 0
  /// Entries that meet the anchor: earlier ones of its own policy, then those of the other, each in their order.
  private var candidates: [Int] = []
  private var ownCount = 0
  /// The candidates as bits: of the own policy; those whose pairs with the anchor are wanted.
  private var own: [UInt64] = []
  private var wanted: [UInt64] = []
  /// For each field the candidates that hold the anchor's box in it, and in it and all later fields; the latter has one row more.
  private var holding: [UInt64] = []
  private var holdingRest: [UInt64] = []
  /// For each field and candidate what it has of the anchor's box, in parts counted from the box's first.
  private var shares: [[ArraySlice<Run>]] = []
  private var sizes: [Int32] = []
  private var tables: [BitSetTable] = []
  private var results: [[DecisionDiagram.Function?]] = []
  private var evaluated = 0

  init(_ compiled: CompiledRules) { self.compiled = compiled }

  private var stride: Int { (candidates.count + 63) / 64 }

  /// Adds the differences that belong to an anchor.
  mutating func collect(_ anchor: Int) {
    guard prepare(anchor) else { return }
    var start = [UInt64](repeating: 0, count: stride)
    for index in candidates.indices { start[index >> 6] |= 1 << (index & 63) }
    let found = function(after: &start, from: 0)
    if evaluated > Self.limit {
      if let rule = compiled.entries[anchor].rule { unlisted.append((compiled.entries[anchor].isOld, rule)) }
      return
    }
    var values: Set<Int> = []
    collectValues(of: found, into: &values)
    for value in values.sorted() { add(found, value, isOnly: values.count == 1) }
  }

  // MARK: Preparing

  /// Finds the candidates; false when no pair with the anchor can differ.
  private mutating func prepare(_ anchor: Int) -> Bool {
    self.anchor = anchor
    let entries = compiled.entries
    let entry = entries[anchor]
    let words = (entries.count + 63) / 64
    let dimensions = compiled.dimensions
    var meeting = [UInt64](repeating: .max, count: words)
    var covering = [UInt64](repeating: .max, count: words)
    var fields: [[UInt64]] = []
    for dimension in dimensions {
      var alone = [UInt64](repeating: .max, count: words)
      dimension.meet(anchor, meeting: &meeting, covering: &alone)
      for word in 0..<words { covering[word] &= alone[word] }
      fields.append(alone)
    }
    func has(_ set: [UInt64], _ index: Int) -> Bool { set[index >> 6] >> (index & 63) & 1 == 1 }
    let others = entry.isOld ? compiled.oldCount..<entries.count : 0..<compiled.oldCount
    candidates.removeAll(keepingCapacity: true)
    for index in (entry.isOld ? 0 : compiled.oldCount)..<anchor where has(meeting, index) {
      if has(covering, index) { return false }
      candidates.append(index)
    }
    ownCount = candidates.count
    var isAnyWanted = false
    for index in others where has(meeting, index) {
      candidates.append(index)
      if isWanted(index) { isAnyWanted = true }
      if has(covering, index) { break }
    }
    guard isAnyWanted else { return false }
    let stride = self.stride
    let count = dimensions.count
    own = [UInt64](repeating: 0, count: stride)
    wanted = own
    holding = [UInt64](repeating: 0, count: stride * count)
    holdingRest = [UInt64](repeating: .max, count: stride * (count + 1))
    for (index, candidate) in candidates.enumerated() {
      let bit = UInt64(1) << (index & 63)
      if index < ownCount { own[index >> 6] |= bit } else if isWanted(candidate) { wanted[index >> 6] |= bit }
      for (field, set) in fields.enumerated() where has(set, candidate) { holding[field * stride + index >> 6] |= bit }
    }
    for field in (0..<count).reversed() {
      for word in 0..<stride {
        holdingRest[field * stride + word] = holdingRest[(field + 1) * stride + word] & holding[field * stride + word]
      }
    }
    sizes = dimensions.map { Int32($0.size(of: anchor)) }
    shares = dimensions.enumerated().map { field, dimension in
      let box = dimension.runs(of: anchor)
      return candidates.enumerated().map { index, candidate in
        if holding[field * stride + index >> 6] >> (index & 63) & 1 == 1 { return [] }
        return Self.share(of: dimension.runs(of: candidate), in: box)[...]
      }
    }
    tables = dimensions.map { _ in BitSetTable(stride: stride) }
    results = dimensions.map { _ in [] }
    diagram.removeAll()
    evaluated = 0
    return true
  }

  /// Whether the anchor and an entry of the other policy do different things, and the anchor looks for the packets.
  private func isWanted(_ other: Int) -> Bool {
    let (mine, theirs) = (compiled.entries[anchor], compiled.entries[other])
    if mine.isAllowed == theirs.isAllowed { return false }
    if !theirs.isChanged { return true }
    let (size, otherSize) = (compiled.sizes[anchor], compiled.sizes[other])
    return size < otherSize || size == otherSize && mine.isOld
  }

  /// What a set has of a box, in parts counted from the box's first.
  private static func share(of set: ArraySlice<Run>, in box: ArraySlice<Run>) -> [Run] {
    var out: [Run] = []
    var offset: Int32 = 0
    for part in box {
      var low = set.startIndex
      var high = set.endIndex
      while low < high {
        let middle = (low + high) / 2
        if set[middle].last < part.first { low = middle + 1 } else { high = middle }
      }
      while low < set.endIndex, set[low].first <= part.last {
        let first = max(set[low].first, part.first) - part.first + offset
        let last = min(set[low].last, part.last) - part.first + offset
        if let end = out.last, end.last + 1 == first {
          out[out.count - 1].last = last
        } else {
          out.append(Run(first: first, last: last))
        }
        low += 1
      }
      offset += part.count
    }
    return out
  }

  // MARK: Walking

  /// What the fields from one on lead to when these candidates are possible; cuts the set short where its end is known.
  private mutating func function(after set: inout [UInt64], from field: Int) -> DecisionDiagram.Function {
    let stride = self.stride
    var isWantedLeft = false
    var first = -1
    var end = -1
    let row = field * stride
    for word in 0..<stride {
      if end >= 0 {
        set[word] &= own[word]
        continue
      }
      let bits = set[word]
      if bits & own[word] & holdingRest[row + word] != 0 { return .nothing }
      var others = bits & ~own[word]
      let final = others & holdingRest[row + word]
      if final != 0 {
        let low = final & (~final &+ 1)
        others &= low | (low &- 1)
        end = word << 6 + low.trailingZeroBitCount
        set[word] = bits & own[word] | others
      }
      if first < 0, others != 0 { first = word << 6 + others.trailingZeroBitCount }
      if others & wanted[word] != 0 { isWantedLeft = true }
    }
    if !isWantedLeft { return .nothing }
    if first == end {
      var isFree = true
      for word in 0..<stride where set[word] & own[word] != 0 { isFree = false }
      if isFree { return .constant(first) }
    }
    // Fields in which all that is left holds the whole box are passed over.
    var next = field
    while true {
      var isTold = false
      for word in 0..<stride where set[word] & ~holding[next * stride + word] != 0 { isTold = true }
      if isTold { break }
      next += 1
    }
    let (number, isNew) = tables[next].number(of: set, at: 0)
    if !isNew, let known = results[next][number] { return known }
    results[next].append(nil)
    evaluated += 1
    if evaluated > Self.limit { return .nothing }
    let out = split(set, at: next)
    results[next][number] = out
    return out
  }

  /// Cuts a field where a candidate begins or ends.
  private mutating func split(_ set: [UInt64], at field: Int) -> DecisionDiagram.Function {
    let stride = self.stride
    var current = set
    // A candidate's bit is turned over at each end of its parts.
    var turns: [UInt64] = []
    for word in 0..<stride {
      var bits = set[word] & ~holding[field * stride + word]
      current[word] &= holding[field * stride + word]
      while bits != 0 {
        let index = word << 6 + bits.trailingZeroBitCount
        bits &= bits - 1
        for run in shares[field][index] {
          turns.append(UInt64(run.first) << 32 | UInt64(index))
          turns.append(UInt64(run.last + 1) << 32 | UInt64(index))
        }
      }
    }
    turns.sort()
    let size = sizes[field]
    var pieces: [(function: DecisionDiagram.Function, part: Run)] = []
    var place = 0
    var position: Int32 = 0
    var left = current
    while position < size {
      while place < turns.count, Int32(turns[place] >> 32) == position {
        let index = Int(turns[place] & 0xFFFF_FFFF)
        current[index >> 6] ^= 1 << (index & 63)
        place += 1
      }
      let end = place < turns.count ? Int32(turns[place] >> 32) : size
      for word in 0..<stride { left[word] = current[word] }
      let found = function(after: &left, from: field + 1)
      if found != .nothing { pieces.append((found, Run(first: position, last: end - 1))) }
      position = end
    }
    return diagram.function(dimension: field, size: size, pieces)
  }

  // MARK: Telling

  private func collectValues(of function: DecisionDiagram.Function, into values: inout Set<Int>) {
    // Unreachable nodes were made on the way to nothing, so that only what can be reached counts.
    var seen: Set<Int> = []
    var rest = [function]
    while let next = rest.popLast() {
      if let value = next.constant { values.insert(value) }
      guard let number = next.node, seen.insert(number).inserted else { continue }
      for place in diagram.nodes[number].edges { rest.append(diagram.edges[place].function) }
    }
  }

  /// Adds the region of the anchor and a candidate.
  private mutating func add(_ function: DecisionDiagram.Function, _ value: Int, isOnly: Bool) {
    let other = compiled.entries[candidates[value]]
    var memo: [DecisionDiagram.Function: DecisionDiagram.Function] = [:]
    let alone = isOnly ? function : diagram.restricted(function, to: value, sizes: sizes, memo: &memo)
    var boxes: [PolicyDifference.Box] = []
    diagram.forEachPath(alone, dimensions: sizes.count) { path, _ in
      if let box = box(path) { boxes.append(box) }
    }
    if boxes.isEmpty { return }
    let mine = compiled.entries[anchor]
    let (before, after) = mine.isOld ? (mine, other) : (other, mine)
    regions.append(
      PolicyDifference.Region(before: before.rule, after: after.rule, isAllowed: after.isAllowed, boxes: boxes))
  }

  /// The packets of a path; nil when they are between families only, which no packet is.
  private func box(_ path: [Range<Int>?]) -> PolicyDifference.Box? {
    let whole = compiled.entries[anchor].match.box
    var sources = values(path, 1, whole.sources)
    var destinations = values(path, 2, whole.destinations)
    if !sources.isAll || !destinations.isAll {
      let (v4, v6) = (sources.families, destinations.families)
      if v4 != v6 {
        destinations = v4 == .both ? destinations : destinations.intersection(v4 == .v4 ? .ipv4 : .ipv6)
        sources = v6 == .both ? sources : sources.intersection(v6 == .v4 ? .ipv4 : .ipv6)
        if sources.isEmpty || destinations.isEmpty { return nil }
      }
    }
    var memberships: [Int: Bool] = [:]
    for (index, number) in compiled.memberships.enumerated() {
      let dimension = compiled.dimensions[5 + index]
      if let parts = path[5 + index] {
        memberships[number] = diagram.parts[parts.lowerBound].first == 1
      } else if !dimension.isWhole(anchor) {
        memberships[number] = true
      }
    }
    return PolicyDifference.Box(
      box: PacketBox(
        sources: sources, sourcePorts: values(path, 4, whole.sourcePorts), destinations: destinations,
        destinationPorts: values(path, 3, whole.destinationPorts), protocols: values(path, 0, whole.protocols)),
      memberships: memberships)
  }

  /// The values of a path's parts in a field; the anchor's own where it does not tell them apart.
  private func values<Bound: IntervalBound>(
    _ path: [Range<Int>?], _ field: Int, _ whole: IntervalSet<Bound>
  ) -> IntervalSet<Bound> {
    guard let parts = path[field] else { return whole }
    let dimension = compiled.dimensions[field]
    let box = dimension.runs(of: anchor)
    var runs: [Run] = []
    for part in diagram.parts[parts] {
      var offset: Int32 = 0
      for own in box {
        let first = max(part.first, offset)
        let last = min(part.last, offset + own.count - 1)
        if first <= last { runs.append(Run(first: own.first + first - offset, last: own.first + last - offset)) }
        offset += own.count
      }
    }
    return dimension.values(runs, as: Bound.self)
  }
}

extension IntervalSet where Bound == IPAddress {
  fileprivate enum Families {
    case v4, v6, both
  }

  /// The families of the addresses; the set is not empty.
  fileprivate var families: Families {
    if isSubset(of: .ipv4) { return .v4 }
    return isDisjoint(with: .ipv4) ? .v6 : .both
  }
}
