import Comparison
import Loading
import Testing

/// Broken and repaired variants do the same only where another request is asked or a number changes.
@Suite struct CatalogueDifferenceTests {
  /// Entries whose variants decide the same: the client asks otherwise, a rule has another priority, or names an address twice.
  private static let same: Set = ["client-closed", "request-invalid", "no-priority-left", "duplicate-prefix"]

  @Test(arguments: Catalogue.entries.map(\.name))
  func `a broken and a repaired scenario are not told to be without difference`(_ name: String) {
    let entry = Catalogue.Entry(name: name)
    let sides = [entry.broken, entry.repaired].map { Loader.load([$0]).resources }
    let difference = ConfigurationDifference(ComparedInputs(before: sides[0], after: sides[1]))
    // Of service tags that one side lists the prefixes count for both, and that is said.
    let isSame = difference.verdict == .same && !difference.assumptions.contains(.sharedServiceTags)
    #expect(isSame == Self.same.contains(name))
  }
}
