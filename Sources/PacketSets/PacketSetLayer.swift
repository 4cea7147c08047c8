/// One field of a packet set: which values of that field leave which set of the fields after it.
///
/// Why this is canonical. A set of packets is a function from a value of the first field to the set, over the fields
/// after it, of what may follow that value. The parts write that function down: part by part, the values that have the
/// same rest. Three rules leave one way to write it:
/// 1. keys of different parts are disjoint and not empty, and no rest is empty: a value that nothing may follow is in
///    no part;
/// 2. rests of different parts differ: all values with one rest are in one part;
/// 3. parts are sorted by their first key.
/// By 1 and 2 the parts are the function's preimages, which the function alone determines, and by 3 their order is
/// determined too. Keys are interval sets, canonical by themselves; rests are canonical by induction, since the last
/// field's rest is an interval set. So equal sets have equal layers, and `==` compares the sets. Rule 2 needs `==` on
/// rests to be equality of sets, which is the same induction.
struct PacketSetLayer<Bound: IntervalBound, Rest: PacketSetTail>: PacketSetTail {
  /// The values of the field that have one rest.
  struct Part: Hashable, Sendable {
    let keys: IntervalSet<Bound>
    let rest: Rest
  }

  let parts: [Part]

  /// The product of keys and rest.
  init(_ keys: IntervalSet<Bound>, _ rest: Rest) {
    parts = keys.isEmpty || rest.isEmpty ? [] : [Part(keys: keys, rest: rest)]
  }

  /// The layer of parts that keep rule 1 but may share rests and have any order.
  private init(merging pieces: [Part]) {
    guard pieces.count > 1 else {
      parts = pieces
      return
    }
    var slots: [Rest: Int] = [:]
    var merged: [(ranges: [ClosedRange<Bound>], rest: Rest)] = []
    for piece in pieces {
      if let slot = slots[piece.rest] {
        merged[slot].ranges += piece.keys.ranges
      } else {
        slots[piece.rest] = merged.count
        merged.append((piece.keys.ranges, piece.rest))
      }
    }
    parts =
      merged
      .map { Part(keys: IntervalSet($0.ranges), rest: $0.rest) }
      .sorted { $0.keys.ranges[0].lowerBound < $1.keys.ranges[0].lowerBound }
  }

  var isEmpty: Bool { parts.isEmpty }

  /// The values of the field that occur in the set.
  var keys: IntervalSet<Bound> {
    parts.count == 1 ? parts[0].keys : IntervalSet(parts.flatMap(\.keys.ranges))
  }

  /// What may follow a value of the field; nil for nothing.
  func rest(after value: Bound) -> Rest? {
    parts.first { $0.keys.contains(value) }?.rest
  }

  func union(_ other: Self) -> Self {
    if isEmpty { return other }
    if other.isEmpty { return self }
    var pieces: [Part] = []
    for mine in parts {
      let alone = mine.forEachMeeting(with: other) { keys, rest in
        pieces.append(Part(keys: keys, rest: mine.rest.union(rest)))
      }
      if !alone.isEmpty { pieces.append(Part(keys: alone, rest: mine.rest)) }
    }
    let taken = keys
    for theirs in other.parts {
      let alone = theirs.keys.subtracting(taken)
      if !alone.isEmpty { pieces.append(Part(keys: alone, rest: theirs.rest)) }
    }
    return Self(merging: pieces)
  }

  func intersection(_ other: Self) -> Self {
    var pieces: [Part] = []
    for mine in parts {
      _ = mine.forEachMeeting(with: other) { keys, rest in
        let common = mine.rest.intersection(rest)
        if !common.isEmpty { pieces.append(Part(keys: keys, rest: common)) }
      }
    }
    return Self(merging: pieces)
  }

  func subtracting(_ other: Self) -> Self {
    // Most rules miss most traffic: looking first costs no memory, splitting parts only to join them again would.
    if isDisjoint(with: other) { return self }
    var pieces: [Part] = []
    for mine in parts {
      let alone = mine.forEachMeeting(with: other) { keys, rest in
        let left = mine.rest.subtracting(rest)
        if !left.isEmpty { pieces.append(Part(keys: keys, rest: left)) }
      }
      if !alone.isEmpty { pieces.append(Part(keys: alone, rest: mine.rest)) }
    }
    return Self(merging: pieces)
  }

  func isSubset(of other: Self) -> Bool {
    parts.allSatisfy { mine in
      var isInside = true
      let alone = mine.forEachMeeting(with: other) { _, rest in
        isInside = isInside && mine.rest.isSubset(of: rest)
      }
      return isInside && alone.isEmpty
    }
  }

  func isDisjoint(with other: Self) -> Bool {
    parts.allSatisfy { mine in
      other.parts.allSatisfy { mine.keys.isDisjoint(with: $0.keys) || mine.rest.isDisjoint(with: $0.rest) }
    }
  }
}

extension PacketSetLayer.Part {
  /// Visits the keys shared with each part of a layer, with that part's rest; returns the keys shared with none.
  fileprivate func forEachMeeting(
    with layer: PacketSetLayer<Bound, Rest>, _ body: (_ keys: IntervalSet<Bound>, _ rest: Rest) -> Void
  ) -> IntervalSet<Bound> {
    var alone = keys
    for other in layer.parts {
      let shared = alone.intersection(other.keys)
      if shared.isEmpty { continue }
      body(shared, other.rest)
      alone = alone.subtracting(shared)
      if alone.isEmpty { break }
    }
    return alone
  }
}
