import PacketSets
import Testing

@Suite struct AddressSetTests {
  @Test(
    "A set made of one prefix gives that prefix back",
    arguments: [
      "0.0.0.0/0", "10.0.0.0/8", "10.0.1.4/32", "255.255.255.255/32", "::/0", "::/1", "::/80", "::/95", "::fffe:0:0/96",
      "::fffe:0:0/95", "::1:0:0:0/80", "8000::/1", "2001:db8::/32", "::1/128", "::/128",
    ])
  func prefixRoundTrip(text: String) throws {
    let expected = try prefix(text)
    // ::fffe:0:0/95 spans the IPv4 block that it does not hold, so it is the same set as its lower half.
    let prefixes = AddressSet(expected).prefixes.map(\.description)
    #expect(prefixes == [text == "::fffe:0:0/95" ? "::fffe:0:0/96" : text])
  }

  @Test(
    "Prefixes of a set are the fewest, IPv4 first, and make the set again",
    arguments: [
      (["10.0.0.0/25", "10.0.0.128/25"], ["10.0.0.0/24"]),
      (["10.0.0.1", "10.0.0.2", "10.0.0.3"], ["10.0.0.1/32", "10.0.0.2/31"]),
      (["2001:db8::/32", "10.0.0.0/8", "10.1.0.0/16"], ["10.0.0.0/8", "2001:db8::/32"]),
      (["::/0", "10.0.0.0/8"], ["10.0.0.0/8", "::/0"]),
      (["::/0", "0.0.0.0/0"], ["0.0.0.0/0", "::/0"]),
      (["0.0.0.0/1", "128.0.0.0/1"], ["0.0.0.0/0"]),
      ([], []),
    ])
  func fewestPrefixes(given: [String], expected: [String]) throws {
    let set = AddressSet(prefixes: try given.map(prefix))
    #expect(set.prefixes.map(\.description) == expected)
    #expect(AddressSet(prefixes: set.prefixes) == set)
  }

  @Test("Any set is exactly the union of its prefixes", arguments: 1...20)
  func prefixesOfRandomSets(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let set = AddressSet(
      (0..<4).map { _ in
        // Close to both edges of the IPv4 block, where the families meet.
        let ends = (0..<2).map { _ in
          IPAddress(bits: UInt128.random(in: 0xfffe_ffff_fff0...0x1_0000_0000_000f, using: &generator))
        }
        return ends.min()!...ends.max()!
      })
    #expect(AddressSet(prefixes: set.prefixes) == set)
    #expect(AddressSet(prefixes: set.complement.prefixes) == set.complement)
  }

  @Test("IPv4 and IPv6 are complements, and ::/0 holds no IPv4 address")
  func families() throws {
    #expect(AddressSet(AddressPrefix.ipv4All) == .ipv4)
    #expect(AddressSet(AddressPrefix.ipv6All) == .ipv6)
    #expect(AddressSet.ipv4.isDisjoint(with: .ipv6))
    #expect(AddressSet.ipv4.union(.ipv6) == .all)
    #expect(try !AddressSet.ipv6.contains(address("10.0.0.1")))
    #expect(try AddressSet(prefixes: [prefix("::/0"), prefix("10.0.0.0/8")]).contains(address("10.0.0.1")))
    #expect(AddressSet.ipv4.count == 1 << 32)
    #expect(AddressSet.all.count == .max)
  }

  @Test("Sets print CIDRs, single addresses and ranges, IPv4 first")
  func descriptions() throws {
    let subnet = AddressSet(try prefix("10.0.1.0/24"))
    #expect(subnet.description == "10.0.1.0/24")
    #expect(AddressSet(try address("10.0.1.4")).description == "10.0.1.4")
    #expect(
      AddressSet(try address("10.0.1.6")...address("10.0.1.254")).union(AddressSet(try prefix("2001:db8::/64")))
        .description == "10.0.1.6–10.0.1.254,2001:db8::/64")
    #expect(AddressSet(prefixes: [try prefix("::1"), try prefix("10.0.0.4")]).description == "10.0.0.4,::1")
    #expect(AddressSet.ipv4.description == "0.0.0.0/0")
    #expect(AddressSet.ipv6.description == "::/0")
    #expect(AddressSet.all.description == "*")
    #expect(AddressSet.empty.description == "none")
    #expect(
      AddressSet.ipv6.subtracting(AddressSet(try prefix("::1"))).description
        == "::,::2–ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
    #expect(AddressSet(try prefix("::/80")).description == "::/80")
    #expect(AddressSet(try prefix("::fffe:0:0/96")).description == "::fffe:0:0/96")
    #expect(AddressSet(try address("::fffe:ffff:ffff")).description == "::fffe:ffff:ffff")
    #expect(AddressSet(try address("::1")...address("::fffe:ffff:ffff")).description == "::1–::fffe:ffff:ffff")
    #expect(
      AddressSet(try address("::fffe:ffff:ffff")...address("10.0.0.255")).description
        == "0.0.0.0–10.0.0.255,::fffe:ffff:ffff")
  }
}
