import PacketSets
import Testing

@Suite struct AddressPrefixTests {
  @Test(
    "Prefixes read with host bits cleared and print as address/length",
    arguments: [
      ("10.0.0.0/8", "10.0.0.0/8"), ("10.1.2.3/8", "10.0.0.0/8"), ("10.1.2.3", "10.1.2.3/32"),
      ("0.0.0.0/0", "0.0.0.0/0"),
      ("1.2.3.4/0", "0.0.0.0/0"), ("10.0.1.255/25", "10.0.1.128/25"), ("::/0", "::/0"),
      ("2001:db8::1", "2001:db8::1/128"),
      ("2001:DB8:0:1::5/64", "2001:db8:0:1::/64"), ("::ffff:10.1.2.3/104", "10.0.0.0/8"),
      ("::ffff:0:0/96", "0.0.0.0/0"), ("::ffff:1.2.3.4/95", "::fffe:0:0/95"),
    ])
  func readsAndPrints(text: String, expected: String) throws {
    let read = try prefix(text)
    #expect(read.description == expected)
    #expect(AddressPrefix(expected) == read)
  }

  @Test(
    "Anything that is not a prefix is refused",
    arguments: [
      "", "/", "10.0.0.0/", "/8", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/08", "10.0.0.0/8/8",
      "10.0.0.0/ 8", "10.0.0.0 /8", "10.0.0/8", "10.0.0.0/255.0.0.0", "*", "VirtualNetwork",
    ])
  func junk(text: String) {
    #expect(AddressPrefix(text) == nil)
    #expect(!AddressPrefix.hasHostBits(text))
  }

  @Test("A reader can tell that host bits were set")
  func hostBits() {
    #expect(AddressPrefix.hasHostBits("10.0.0.4/24"))
    #expect(AddressPrefix.hasHostBits("2001:db8::1/64"))
    #expect(!AddressPrefix.hasHostBits("10.0.0.0/24"))
    #expect(!AddressPrefix.hasHostBits("10.0.0.4/32"))
    #expect(!AddressPrefix.hasHostBits("10.0.0.4"))
  }

  @Test("A length the family does not have makes no prefix")
  func lengths() throws {
    #expect(AddressPrefix(address: try address("10.0.1.4"), length: 24)?.description == "10.0.1.0/24")
    #expect(AddressPrefix(address: try address("10.0.1.4"), length: 33) == nil)
    #expect(AddressPrefix(address: try address("::1"), length: 33)?.description == "::/33")
    #expect(AddressPrefix(address: try address("::1"), length: -1) == nil)
  }

  @Test("A prefix ranges from its network address to its last address")
  func ranges() throws {
    #expect(try prefix("10.0.1.0/24").range == address("10.0.1.0")...address("10.0.1.255"))
    #expect(try prefix("10.0.1.4").range == address("10.0.1.4")...address("10.0.1.4"))
    #expect(try prefix("2001:db8::/126").range == address("2001:db8::")...address("2001:db8::3"))
    #expect(AddressPrefix.ipv6All.range == IPAddress.min...IPAddress.max)
  }

  @Test("Containment and overlap follow the addresses and keep the families apart")
  func containment() throws {
    let wide = try prefix("10.0.0.0/8")
    let narrow = try prefix("10.1.0.0/16")
    #expect(wide.contains(narrow) && !narrow.contains(wide) && wide.contains(wide))
    #expect(wide.overlaps(narrow) && narrow.overlaps(wide))
    #expect(try !narrow.overlaps(prefix("10.2.0.0/16")))
    #expect(try wide.contains(address("10.255.255.255")))
    #expect(try !wide.contains(address("11.0.0.0")))
    #expect(try !AddressPrefix.ipv6All.contains(address("10.0.0.1")))
    #expect(try AddressPrefix.ipv6All.contains(address("2001:db8::1")))
    #expect(!AddressPrefix.ipv6All.contains(AddressPrefix.ipv4All))
    #expect(!AddressPrefix.ipv6All.overlaps(wide))
    #expect(AddressPrefix.ipv4All.contains(wide))
  }

  @Test("Prefixes sort IPv4 first, by address, the wider first")
  func order() throws {
    let sorted = try ["::/0", "10.1.0.0/16", "10.0.0.0/16", "10.0.0.0/8", "2001:db8::/32"].map(prefix).sorted()
    #expect(sorted.map(\.description) == ["10.0.0.0/8", "10.0.0.0/16", "10.1.0.0/16", "::/0", "2001:db8::/32"])
  }
}
