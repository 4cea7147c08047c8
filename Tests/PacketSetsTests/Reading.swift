import PacketSets
import Testing

/// The address the text spells; fails the test where it spells none.
func address(_ text: String) throws -> IPAddress {
  try #require(IPAddress(text))
}

/// The prefix the text spells; fails the test where it spells none.
func prefix(_ text: String) throws -> AddressPrefix {
  try #require(AddressPrefix(text))
}
