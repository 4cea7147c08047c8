import Glibc

/// What comparing two policies costs with the product's own sets: `differences OLD NEW`. Prints the milliseconds from rules in memory
/// to every region, the middle of seven runs, the number of packets that differ, of regions and of their boxes.
func read(_ path: String) -> Policy {
  guard let file = fopen(path, "r") else {
    perror(path)
    exit(1)
  }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { break }
    bytes += buffer[..<count]
  }
  struct Fields {
    let isAllowed: Bool
    let protocols: ProtocolSet
    var sources: [AddressPrefix] = []
    var destinations: [AddressPrefix] = []
    var from: [ClosedRange<UInt16>] = []
    var to: [ClosedRange<UInt16>] = []
  }
  var rules: [Fields] = []
  var last: Substring = ""
  for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
    let words = line.split(separator: " ")
    if words[0] != last {
      last = words[0]
      rules.append(
        Fields(
          isAllowed: words[1] == "1",
          protocols: UInt8(words[2]).map { ProtocolSet(IPProtocol(rawValue: $0)) } ?? .all))
    }
    func ports(_ text: Substring) -> ClosedRange<UInt16> {
      let ends = text.split(separator: "-").compactMap { UInt16($0) }
      return ends[0]...ends[1]
    }
    rules[rules.count - 1].sources.append(AddressPrefix(String(words[3]))!)
    rules[rules.count - 1].destinations.append(AddressPrefix(String(words[4]))!)
    rules[rules.count - 1].from.append(ports(words[5]))
    rules[rules.count - 1].to.append(ports(words[6]))
  }
  func addresses(_ prefixes: [AddressPrefix]) -> AddressSet {
    prefixes.contains { $0.length == 0 } ? .all : AddressSet(prefixes: prefixes)
  }
  return Policy(
    rules.map { rule in
      PolicyRule(
        [
          .init(
            PacketBox(
              sources: addresses(rule.sources), sourcePorts: PortSet(rule.from),
              destinations: addresses(rule.destinations), destinationPorts: PortSet(rule.to),
              protocols: rule.protocols))
        ], isAllowed: rule.isAllowed)
    })
}

func milliseconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}

let (old, new) = (read(CommandLine.arguments[1]), read(CommandLine.arguments[2]))

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
