import Loading

/// Finds scenario files where a person points at them.
package struct ScenarioSearch {
  /// Why a path leads to no scenario.
  package enum Failure: Error, Hashable, Sendable {
    /// Nothing is there, or it cannot be read; with the system's error number.
    case unreadable(path: String, errorNumber: Int32)
    /// A folder without `scenario.json` and `*.scenario.json`, however deep.
    case noScenario(path: String)
  }

  private var files: [String] = []
  /// Files and folders already met, so that one that is reached twice counts once and a circle of links ends.
  private var met: Set<InputFiles.Identity> = []

  private init() {}

  /// The scenario files at these paths, in bytewise order, each once.
  ///
  /// A file stands for itself whatever its name; folders are searched to their bottom, hidden ones left out.
  package static func files(in paths: [String]) throws(Failure) -> [String] {
    var search = ScenarioSearch()
    for path in paths {
      let before = search.met.count
      let count = search.files.count
      try search.add(path, isNamed: true)
      // A folder inside another one that was searched already brings nothing new.
      if search.files.count == count, search.met.count > before { throw .noScenario(path: path) }
    }
    return search.files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private mutating func add(_ path: String, isNamed: Bool) throws(Failure) {
    switch InputFiles.entry(path) {
    case .missing(let number):
      // A link in a folder that leads nowhere is nobody's scenario.
      if isNamed { throw .unreadable(path: path, errorNumber: number) }
    case .file(let identity):
      guard isNamed || Self.isScenario(InputFiles.name(of: path)), met.insert(identity).inserted else { return }
      files.append(path)
    case .folder(let identity):
      guard met.insert(identity).inserted else { return }
      let names: [String]
      do {
        names = try InputFiles.names(in: path)
      } catch {
        throw .unreadable(path: path, errorNumber: error.number)
      }
      for name in names { try add(path == "." ? name : InputFiles.join(path, name), isNamed: false) }
    }
  }

  private static func isScenario(_ name: String) -> Bool {
    name == "scenario.json" || name.hasSuffix(".scenario.json")
  }
}
