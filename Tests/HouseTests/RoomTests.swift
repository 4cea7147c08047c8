import Testing

/// SwiftPM lets an undeclared import of a target that is already built pass; these tests do not.
@Suite struct RoomTests {
  /// Modules of the toolchain that any file may import.
  private static let toolchain: Set = ["Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Testing"]

  private let manifest: Manifest

  init() throws { manifest = Manifest(try Repository.text("Package.swift")) }

  @Test func `the manifest is read as it is written`() throws {
    #expect(manifest.targets.count > 10)
    #expect(manifest.targets.first?.name == "CJSONC")
    let program = try #require(manifest.targets.first { $0.name == "agwsim" })
    #expect(program.kind == "executableTarget")
    #expect(program.targets.contains("Reports"))
    #expect(program.products == ["ArgumentParser"])
    #expect(manifest.targets.contains { $0.name == "HouseTests" && !$0.isRoom })
  }

  @Test func `every folder of Sources is a room of the manifest and every room a folder`() {
    let rooms = Set(manifest.targets.filter(\.isRoom).map(\.name))
    let folders = Set(Repository.files.filter { $0.hasPrefix("Sources/") }.map { String($0.split(separator: "/")[1]) })
    #expect(rooms == folders)
  }

  @Test func `a room depends only on rooms before it, so that no circle can arise`() {
    var before: Set<String> = []
    for room in manifest.targets where room.isRoom {
      #expect(Set(room.targets).subtracting(before).isEmpty, "\(room.name) depends on a room that comes after it")
      before.insert(room.name)
    }
  }

  @Test func `a file imports only what its target declares`() throws {
    for target in manifest.targets {
      let allowed = Self.toolchain.union(target.targets).union(target.products)
      for file in Repository.files where file.hasPrefix(target.folder + "/") && file.hasSuffix(".swift") {
        let undeclared = Self.imports(in: try Repository.text(file)).subtracting(allowed)
        #expect(undeclared.isEmpty, "\(file) imports \(undeclared.sorted()), which \(target.name) does not declare")
      }
    }
  }

  /// The modules that a source text imports.
  private static func imports(in text: String) -> Set<String> {
    let pattern =
      /^(?:@\w+(?:\([^)]*\))? +)*(?:(?:public|package|internal|fileprivate|private) +)?import +(?:(?:struct|class|enum|protocol|func|let|var|typealias) +)?(\w+)/
    return Set(text.split(separator: "\n").compactMap { $0.firstMatch(of: pattern).map { String($0.1) } })
  }

  @Test(arguments: [
    ("import Glibc", "Glibc"), ("@testable import Loading", "Loading"), ("package import Outcomes", "Outcomes"),
    ("@preconcurrency import struct Foundation.URL", "Foundation"),
  ]) func `every way to write an import is understood`(line: String, module: String) {
    #expect(Self.imports(in: "// import Other\n\(line)\n") == [module])
  }
}
