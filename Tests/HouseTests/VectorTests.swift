import Foundation
import Testing

/// That every test vector of azure-semantics.md §10 and every trap of §8 is the subject of a test that names it by its number, and that
/// every contradiction of §8 is recorded with the side that is taken and why.
@Suite struct VectorTests {
  /// Names of tests of the product; those of the reference evaluator prove nothing of the engine.
  private static let names: [String] = Repository.files
    .filter {
      $0.hasPrefix("Tests/") && $0.hasSuffix(".swift") && !$0.hasPrefix("Tests/ReferenceEvaluatorTests/")
        && !$0.hasPrefix("Tests/HouseTests/")
    }
    .flatMap { file in ((try? Repository.text(file)) ?? "").matches(of: /func `([^`]*)`/).map { String($0.1) } }

  /// The numbers that stand after a word in the name of a test: `vector 8`, `vectors 14 and 15`, `traps 7–9`.
  private static func numbers(after word: String, in name: String) -> Set<Int> {
    var out: Set<Int> = []
    var words = name.lowercased().split { " ,:;".contains($0) }.map(String.init)[...]
    while let first = words.popFirst() {
      guard first == word || first == word + "s" else { continue }
      while let next = words.first, next == "and" || next.first?.isNumber == true {
        words.removeFirst()
        let ends = next.split { "–-".contains($0) }.compactMap { Int($0) }
        if let low = ends.first, let high = ends.last, low <= high { out.formUnion(low...high) }
      }
    }
    return out
  }

  @Test(arguments: [("vector", 29), ("trap", 16)]) func `each is named by a test`(word: String, count: Int) {
    let named = Self.names.reduce(into: Set<Int>()) { $0.formUnion(Self.numbers(after: word, in: $1)) }
    let lacking = Set(1...count).subtracting(named).sorted()
    #expect(lacking.isEmpty, "no test names these \(word)s")
  }

  @Test func `each contradiction is recorded with the side that is taken and why`() throws {
    let page = try Repository.text("docs/azure-semantics.md")
    let section = try #require(page.components(separatedBy: "\n## ").first { $0.hasPrefix("8. ") })
    let cells = section.components(separatedBy: "\n").filter { $0.hasPrefix("| ") }.map { row in
      row.components(separatedBy: "|").dropFirst().dropLast().map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let numbered = cells.filter { $0.first?.first?.isNumber == true }
    var wanted = (1...35).map { "\($0)" }
    wanted.insert(contentsOf: ["31b", "31c"], at: 31)
    #expect(numbered.compactMap(\.first) == wanted)
    for row in numbered {
      #expect(row.count == 5 && row.allSatisfy { !$0.isEmpty }, "row \(row[0])")
    }
  }

  @Test(arguments: [
    ("vector 8 and trap 11: x", "vector", [8]), ("vectors 14, 15 and 17–19 hold", "vector", [14, 15, 17, 18, 19]),
    ("trap 2 and §11 R1 forbidden", "trap", [2]), ("no vector here", "vector", []),
  ]) func `numbers are read as names of tests write them`(name: String, word: String, numbers: [Int]) {
    #expect(Self.numbers(after: word, in: name).sorted() == numbers)
  }
}
