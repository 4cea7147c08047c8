import Glibc
import JSONText
import Outcomes
import PacketSets
import Resources

/// What was read from the inputs of a run.
package struct Loaded: Sendable {
  /// The records.
  package let resources: Resources
  /// What is wrong; anything in here means that nothing may be evaluated.
  package let problems: [InputProblem]
  /// What is worth knowing and not wrong.
  package let notes: [LoadNote]
}

/// Reads files and folders in every shape of design: Azure resources, service tags, scenarios (docs/inputs.md).
package struct Loader {
  private let context = ReadingContext()
  private let assembly: Assembly
  /// Files already read, so that a file named twice counts once.
  private var read: Set<InputFiles.Identity> = []
  /// The scenario files that are being read, outermost first, to notice a circle of includes.
  private var including: [(identity: InputFiles.Identity, path: String)] = []

  private init() { assembly = Assembly(context: context) }

  /// Reads everything; problems are collected, never thrown.
  package static func load(_ paths: [String]) -> Loaded {
    var loader = Loader()
    for path in paths { loader.readPath(path, from: nil) }
    return loader.finish()
  }

  /// Reads everything, and writes what was read as one scenario: its keys and values.
  package static func rewrite(_ paths: [String]) -> (loaded: Loaded, scenario: [JSONValue.Member]) {
    var loader = Loader()
    let transcript = Transcript()
    loader.context.transcript = transcript
    for path in paths { loader.readPath(path, from: nil) }
    let loaded = loader.finish()
    return (loaded, ScenarioWriter(loaded.resources, transcript).document())
  }

  /// Reads texts that are already in memory, each under a name.
  package static func load(texts: [(name: String, bytes: [UInt8])]) -> Loaded {
    var loader = Loader()
    for text in texts { _ = loader.readText(SourceText(name: text.name, bytes: text.bytes), isNamed: true) }
    return loader.finish()
  }

  /// Reads one value of a checked text as a document of Azure's, whatever the text around it is.
  package static func load(_ value: JSONSlice) -> Loaded {
    let loader = Loader()
    loader.readAzure(value)
    return loader.finish()
  }

  /// Resources with those of a value put in the place of those of the same ids; the value is one that loads without problems.
  package static func load(_ value: JSONSlice, onto resources: Resources) -> Resources {
    let loader = Loader()
    loader.assembly.start(from: resources)
    loader.readAzure(value)
    return loader.assembly.finish()
  }

  private func readAzure(_ value: JSONSlice) {
    let recognised = Containers(context: context, assembly: assembly).read(value)
    if !recognised { context.notes.append(.notRecognised(file: value.text.name)) }
  }

  /// Resources with a text's own put in the place of those of the same ids; the text is one that loads without problems.
  package static func load(texts: [(name: String, bytes: [UInt8])], onto resources: Resources) -> Resources {
    var loader = Loader()
    loader.assembly.start(from: resources)
    for text in texts { _ = loader.readText(SourceText(name: text.name, bytes: text.bytes), isNamed: true) }
    return loader.assembly.finish()
  }

  /// The bytes of a file; nil when it cannot be read.
  package static func bytes(of path: String) -> [UInt8]? { try? InputFiles.bytes(of: path) }

  /// The text of a file that is not JSON, such as a script; nil when it cannot be read.
  package static func text(of path: String) -> String? {
    (try? InputFiles.bytes(of: path)).map { String(decoding: $0, as: UTF8.self) }
  }

  private func finish() -> Loaded {
    let resources = assembly.finish()
    Validation(context: context).check(resources)
    Validation(context: context).checkServiceTags(given: resources.serviceTags)
    return Loaded(resources: resources, problems: context.problems, notes: context.notes)
  }

  private mutating func readPath(_ path: String, from origin: Origin?) {
    switch InputFiles.entry(path) {
    case .missing(let number):
      context.report(.unreadable(path: path, errorNumber: number), at: origin)
    case .folder:
      readFolder(path, from: origin)
    case .file(let identity):
      _ = readFile(path, identity: identity, isNamed: true, from: origin)
    }
  }

  private mutating func readFolder(_ path: String, from origin: Origin?) {
    let names: [String]
    do {
      names = try InputFiles.names(in: path)
    } catch {
      context.report(.unreadable(path: path, errorNumber: error.number), at: origin)
      return
    }
    var recognised = false
    for name in names {
      let file = InputFiles.join(path, name)
      guard case .file(let identity) = InputFiles.entry(file) else { continue }
      if readFile(file, identity: identity, isNamed: false, from: origin) { recognised = true }
    }
    if !recognised { context.report(.nothingRecognised(path: path), at: origin) }
  }

  /// - Parameter isNamed: whether a person named the file; one that lies in a folder need not hold anything known.
  /// - Returns: whether it holds something known (a problem in it counts).
  private mutating func readFile(
    _ path: String, identity: InputFiles.Identity, isNamed: Bool, from origin: Origin?
  ) -> Bool {
    if let start = including.firstIndex(where: { $0.identity == identity }) {
      context.report(.includeCycle(including[start...].map(\.path) + [path]), at: origin)
      return true
    }
    guard read.insert(identity).inserted else { return true }
    let bytes: [UInt8]
    do {
      bytes = try InputFiles.bytes(of: path)
    } catch {
      context.report(.unreadable(path: path, errorNumber: error.number), at: origin)
      return true
    }
    if !isNamed, !path.hasSuffix(".json"), !path.hasSuffix(".jsonc"), !Self.looksLikeJSON(bytes) {
      context.notes.append(.notRecognised(file: path))
      return false
    }
    including.append((identity, path))
    defer { including.removeLast() }
    return readText(SourceText(name: path, bytes: bytes), isNamed: isNamed)
  }

  private static func looksLikeJSON(_ bytes: [UInt8]) -> Bool {
    let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  private mutating func readText(_ text: SourceText, isNamed: Bool) -> Bool {
    let problems = text.check()
    problems.forEach(context.report)
    guard problems.isEmpty, let root = try? text.root else { return true }
    // Going over the members of a document reads all of it.
    let members = root.membersByName
    let recognised: Bool
    if ScenarioReader.isScenario(root) {
      readScenario(root)
      recognised = true
    } else if ServiceTagsReader.holdsTags(members) {
      ServiceTagsReader.read(root, context: context, into: &assembly.resources.serviceTags)
      recognised = true
    } else if ObservedHealthReader.isObservedHealth(members) {
      ObservedHealthReader(context: context, assembly: assembly).read(root)
      recognised = true
    } else {
      recognised = Containers(context: context, assembly: assembly).read(root)
    }
    if !recognised { context.notes.append(.notRecognised(file: text.name)) }
    return recognised
  }

  /// Reads what a scenario includes and then the scenario itself, so that its own resources win.
  private mutating func readScenario(_ root: JSONSlice) {
    let reader = ScenarioReader(context: context, assembly: assembly)
    let folder = InputFiles.folder(of: root.text.name)
    for file in reader.files(namedIn: root) {
      let path = InputFiles.join(folder, file.text)
      guard path.contains("*") else {
        readPath(path, from: file.origin)
        continue
      }
      let pattern = Wildcard(InputFiles.name(of: path))
      let parent = InputFiles.folder(of: path)
      let names = ((try? InputFiles.names(in: parent.isEmpty ? "." : parent)) ?? []).filter { pattern.matches($0) }
      if names.isEmpty { context.report(.unreadable(path: path, errorNumber: ENOENT), at: file.origin) }
      for name in names { readPath(InputFiles.join(parent, name), from: file.origin) }
    }
    reader.read(root)
  }
}

extension JSONSlice {
  /// An object's members by key in lower case, of several that differ in case alone the first; none for any other value.
  var membersByName: [String: JSONSlice] {
    Dictionary(members.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}
