import Testing

@Suite struct WordTests {
  /// Paths of somebody's machine, in pieces so that this file does not hold them itself.
  private static let forbidden = ["work", "root", "home", "Users"].map { " /" + $0 + "/" }

  @Test func `no file names a path of the machine it was written on`() throws {
    for file in Repository.files {
      let text = try Repository.text(file).replacing(/["'`(=:<]/, with: " ")
      for word in Self.forbidden { #expect(!text.contains(word), "\(file) names\(word)") }
    }
  }
}
