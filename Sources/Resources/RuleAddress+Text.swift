import PacketSets

extension RuleAddress {
  /// Reads `*`, an address, a prefix or a service tag; nil when the text can be none of them.
  package init?(_ text: String) {
    if text == "*" || text.lowercased() == "any" {
      self = .any
    } else if let prefix = AddressPrefix(text) {
      self = .prefix(prefix)
    } else if let first = text.first, first.isLetter, !text.contains(":"), !text.contains("/"),
      text.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" || $0 == "-" })
    {
      self = .serviceTag(text)
    } else {
      return nil
    }
  }
}
