import PacketSets

/// What is said of facts that a scenario lacks, where one remark stands for several of them.
package enum ScenarioRemark {
  /// Nothing describes the server at a member's address, on whatever port it is asked.
  package static func undescribed(_ address: IPAddress, of member: String) -> String {
    "\(member): nothing says what listens on \(address)".printable
  }

  /// The prefixes of some service tags are not given.
  package static func unknownTags(_ tags: [String]) -> String {
    "the prefixes of these service tags are not known: \(tags.joined(separator: ", "))".printable
  }
}

extension CommandLine {
  /// Prints the prefixes of every service tag.
  package static let serviceTags = CommandLine(
    "az network list-service-tags", [("-l", [.blank("location")]), ("-o", [.text("json")])])
}
