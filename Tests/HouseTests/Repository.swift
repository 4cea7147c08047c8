import Foundation

/// The files of this repository, as the tests of the house see them.
enum Repository {
  /// The folder of Package.swift.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Folders of git and of programs that `make` fetches.
  private static let foreign: Set = [".git", ".venv", ".venv-az", ".nginx"]

  /// Every file that is the project's own, by its path from the root; built products and what others wrote are left out.
  static let files: [String] = {
    let entries = FileManager.default.enumerator(
      at: root, includingPropertiesForKeys: [.isRegularFileKey, .isDirectoryKey])!
    var files: [String] = []
    for case let entry as URL in entries {
      let name = entry.lastPathComponent
      let values = try? entry.resourceValues(forKeys: [.isRegularFileKey, .isDirectoryKey])
      if values?.isDirectory == true, foreign.contains(name) || name.hasPrefix(".build") {
        entries.skipDescendants()
      } else if values?.isRegularFile == true, name != ".git" {
        files.append(String(entry.path.dropFirst(root.path.count + 1)))
      }
    }
    return files.sorted()
  }()

  /// The text of a file.
  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  /// Whether something is at a path from the root.
  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }
}
