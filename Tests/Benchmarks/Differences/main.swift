import Glibc

// What comparing two policies costs with the product's own sets: `differences OLD NEW`. Prints the milliseconds from rules in memory
// to every region, the middle of seven runs, the number of packets that differ, of regions and of their boxes.

func milliseconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}

let policies = CommandLine.arguments.dropFirst().map { path -> Policy in
  guard let policy = Policy(file: path) else {
    perror(path)
    exit(1)
  }
  return policy
}
let (old, new) = (policies[0], policies[1])

/// Finds the changed rules and every region, as `diff` does.
func compare() -> PolicyDifference {
  let shared = min(old.rules.count, new.rules.count)
  let first = (0..<shared).first { old.rules[$0] != new.rules[$0] } ?? shared
  let last = (0..<(shared - first)).first { old.rules[old.rules.count - 1 - $0] != new.rules[new.rules.count - 1 - $0] }
  let tail = last ?? shared - first
  return PolicyDifference(
    from: old, to: new, changed: { first <= $0 && $0 < old.rules.count - tail },
    { first <= $0 && $0 < new.rules.count - tail })
}

let difference = compare()
let times = (0..<7).map { _ in
  let start = milliseconds()
  _ = compare()
  return milliseconds() - start
}
print(
  times.sorted()[3], difference.ipv4Count, difference.regions.count,
  difference.regions.reduce(0) { $0 + $1.boxes.count })
