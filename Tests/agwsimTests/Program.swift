import Foundation

/// The built program, run as a user runs it.
struct Program {
  /// How a run ended and what it printed.
  struct Run {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The folder of Package.swift.
  static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The program that was built with these tests, beside them.
  private static let executable = Bundle.main.executableURL!.deletingLastPathComponent().appending(path: "agwsim")

  /// Runs the program.
  /// - Parameter output: where standard output leads; nil to collect it.
  static func run(_ arguments: [String], in folder: URL = repository, output: FileHandle? = nil) throws -> Run {
    try run(executable, arguments, in: folder, output: output)
  }

  /// Runs any program.
  static func run(_ program: URL, _ arguments: [String], in folder: URL, output: FileHandle? = nil) throws -> Run {
    let process = Process()
    let printed = Pipe()
    let complaints = Pipe()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    if let output { process.standardOutput = output } else { process.standardOutput = printed }
    process.standardError = complaints
    try process.run()
    let text = output == nil ? try printed.fileHandleForReading.readToEnd() : nil
    let errors = try complaints.fileHandleForReading.readToEnd()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: String(decoding: text ?? Data(), as: UTF8.self),
      errors: String(decoding: errors ?? Data(), as: UTF8.self))
  }

  /// The words of a command line as a shell reads them: split at blanks, single quotes hold together.
  static func words(_ line: String) -> [String] {
    var words = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "'": isQuoted.toggle()
      case " " where !isQuoted: words.append("")
      default: words[words.count - 1].append(character)
      }
    }
    return words.filter { !$0.isEmpty }
  }

  /// Runs the program in a folder that holds these files and nothing else.
  static func run(_ arguments: [String], with files: [String: String]) throws -> Run {
    try inFolder { folder in
      for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
      return try run(arguments, in: folder)
    }
  }

  /// Does something in an empty folder that is removed afterwards.
  static func inFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "agwsim-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
