import Foundation

/// The catalogue of scenarios: one folder per way in which something fails, each with a broken and a repaired variant.
enum Catalogue {
  /// The folder `scenarios`.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "scenarios")

  /// Folders beside the entries: what entries include, and the export of README's example.
  private static let others: Set<String> = ["base", "demo"]

  /// One folder.
  struct Entry: CustomStringConvertible {
    let name: String

    var folder: URL { Catalogue.root.appending(path: name) }
    var broken: String { folder.appending(path: "broken.scenario.json").path }
    var repaired: String { folder.appending(path: "repaired.scenario.json").path }
    var description: String { name }

    /// What breaks and what repairs, in one line.
    func readme() throws -> String {
      try String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)
    }
  }

  /// Every folder, by name.
  static let entries: [Entry] = {
    let found = try? FileManager.default.contentsOfDirectory(
      at: root, includingPropertiesForKeys: [.isDirectoryKey], options: .skipsHiddenFiles)
    return (found ?? []).filter {
      (try? $0.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true
        && !others.contains($0.lastPathComponent)
    }.map { Entry(name: $0.lastPathComponent) }.sorted { $0.name < $1.name }
  }()

  /// Both variants of every folder.
  static let files = entries.flatMap { [$0.broken, $0.repaired] }

  /// A file by its path from the catalogue's folder.
  static func short(_ file: String) -> String { String(file.dropFirst(root.path.count + 1)) }
}
