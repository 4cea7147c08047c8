import Glibc

// The benchmark compiles the sets' own sources with this file; the tests import them.
#if canImport(PacketSets)
  import PacketSets
#endif

extension Policy {
  /// Reads a policy as generate.py writes it; nil when the file cannot be read.
  init?(file path: String) {
    guard let file = fopen(path, "r") else { return nil }
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
    self.init(
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
}
