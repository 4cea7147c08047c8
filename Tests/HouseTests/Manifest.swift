/// The targets of Package.swift, read from its text, in its order.
struct Manifest {
  /// One target.
  struct Target {
    /// What it is declared with: `target`, `executableTarget`, `systemLibrary`, `testTarget`.
    let kind: String
    /// Its name.
    let name: String
    /// The folder of its files, from the root.
    let folder: String
    /// Targets of this package that it declares.
    let targets: [String]
    /// Products of other packages that it declares.
    let products: [String]

    /// Whether it is a room of the product, as opposed to tests and what only tests use.
    var isRoom: Bool { folder.hasPrefix("Sources/") }
  }

  /// Every target.
  let targets: [Target]

  /// Reads the text of a manifest.
  init(_ text: String) {
    let lines = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
    let start = lines.firstRange(of: /\n  targets: \[/)?.upperBound ?? lines.endIndex
    targets = lines[start...].matches(of: /\n    \.(\w+)\(/).compactMap { match in
      Self.target(kind: String(match.1), Self.enclosed(lines[match.range.upperBound...], "(", ")"))
    }
  }

  private static func target(kind: String, _ text: Substring) -> Target? {
    guard let name = text.firstMatch(of: /name: "([\w-]+)"/)?.1 else { return nil }
    var dependencies = ""
    if let range = text.firstRange(of: "dependencies: [") {
      dependencies = String(enclosed(text[range.upperBound...], "[", "]"))
    }
    let folder = text.firstMatch(of: /path: "([^"]+)"/)?.1
    return Target(
      kind: kind, name: String(name),
      folder: folder.map(String.init) ?? (kind == "testTarget" ? "Tests/\(name)" : "Sources/\(name)"),
      targets: dependencies.replacing(/\.product\([^)]*\)/, with: "").matches(of: /"(\w+)"/).map { String($0.1) },
      products: dependencies.matches(of: /\.product\(name: "(\w+)"/).map { String($0.1) })
  }

  /// The text up to the bracket that closes one which stands just before it.
  private static func enclosed(_ text: Substring, _ open: Character, _ close: Character) -> Substring {
    var depth = 1
    for index in text.indices {
      if text[index] == open { depth += 1 }
      if text[index] == close { depth -= 1 }
      if depth == 0 { return text[..<index] }
    }
    return text
  }
}
