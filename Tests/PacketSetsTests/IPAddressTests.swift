import PacketSets
import Testing

@Suite struct IPAddressTests {
  @Test(
    "Canonical text reads and prints unchanged",
    arguments: [
      "0.0.0.0", "10.0.1.4", "168.63.129.16", "255.255.255.255", "::", "::1", "1::", "2001:db8::1", "fe80::1:0:0:1",
      "2001:db8:1:1:1:1:1:1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::fffe:ffff:ffff", "::1:0:0:0",
    ])
  func roundTrip(text: String) throws {
    #expect(try address(text).description == text)
  }

  @Test(
    "IPv6 prints as RFC 5952 says",
    arguments: [
      ("2001:0db8::0001", "2001:db8::1"),
      ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"),
      ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
      ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
      ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
      ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
      ("2001:DB8::AbCd", "2001:db8::abcd"),
      ("0:0:0:0:0:0:0:0", "::"),
      ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
      ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
      ("1:2:3:4:5:6:192.0.2.33", "1:2:3:4:5:6:c000:221"),
    ])
  func canonicalText(text: String, expected: String) throws {
    #expect(try address(text).description == expected)
  }

  @Test(
    "An IPv4-mapped address is the IPv4 address", arguments: ["::ffff:10.0.1.4", "::ffff:a00:104", "0::FFFF:10.0.1.4"])
  func mapped(text: String) throws {
    let mapped = try address(text)
    #expect(mapped == IPAddress(v4: 0x0a00_0104))
    #expect(mapped.family == .v4)
    #expect(mapped.v4 == 0x0a00_0104)
    #expect(mapped.description == "10.0.1.4")
  }

  @Test(
    "Anything that is not exactly one address is refused",
    arguments: [
      "", " ", "10", "10.0.0", "10.0.0.0.0", "10.0.0.256", "010.0.0.1", "10.0.0.00", "10.0..1", ".10.0.0.1",
      "10.0.0.1.",
      "+1.2.3.4", "-1.2.3.4", "1.2.3.4 ", " 1.2.3.4", "0x0a.0.0.1", "1.2.3.٤", "10.0.0.1/32", "10.0.0.1:80",
      "99999999999999999999.0.0.1", ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::",
      "::1:2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "::12345", "::g", "::+1", "::-1",
      "fe80::1%eth0", "[::1]", "::1.2.3", "::1.2.3.4:5", "1.2.3.4::", "::ffff:010.0.0.1", "1:2:3:4:5:6:7:1.2.3.4",
      "localhost",
    ])
  func junk(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test("Stepping stays inside the family")
  func steps() throws {
    #expect(try address("10.0.0.255").advanced(by: 1) == address("10.0.1.0"))
    #expect(try address("10.0.1.0").advanced(by: -1) == address("10.0.0.255"))
    #expect(try address("2001:db8::ffff").advanced(by: 1) == address("2001:db8::1:0"))
    #expect(try address("255.255.255.255").advanced(by: 1) == nil)
    #expect(try address("0.0.0.0").advanced(by: -1) == nil)
    #expect(try address("::").advanced(by: -1) == nil)
    #expect(try address("::fffe:ffff:ffff").advanced(by: 1) == nil)
    #expect(try address("::fffe:ffff:ffff").advanced(by: 0x1_0000_0001) == nil)
    #expect(try address("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").advanced(by: 1) == nil)
  }

  @Test("Addresses of one family are ordered by value")
  func order() throws {
    #expect(try address("9.255.255.255") < address("10.0.0.0"))
    #expect(try address("2001:db8::9") < address("2001:db8::10"))
  }
}
