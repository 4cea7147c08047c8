import Explanations
import Glibc
import JSONText
import Loading
import Outcomes
import Scenarios

/// Writes predictions into scenario files, and says on standard error what it changed.
struct ExpectationUpdater {
  /// Updates the files of these reports.
  /// - Returns: whether any file has changed.
  func update(_ reports: [ScenarioReport]) throws -> Bool {
    var changed = false
    for report in reports where report.results.contains(where: { $0.standing != .holds }) {
      changed = try update(report) || changed
    }
    return changed
  }

  private func update(_ report: ScenarioReport) throws -> Bool {
    let raw: [UInt8]
    do {
      raw = try InputFiles.bytes(of: report.file)
    } catch {
      throw failure("read", report.file, error.number)
    }
    let text = SourceText(name: report.file, bytes: raw)
    guard raw.suffix(text.decoded.count) == text.decoded[...] else {
      throw Failure(
        "\"\(report.file.printable)\" is not UTF-8, so it is not rewritten",
        hint: "save it as UTF-8, then update again",
        status: .badInput)
    }
    let update = ScenarioUpdate(text, results: report.results)
    for change in update.changes { Output.note(line(for: change)) }
    for kept in update.kept { Output.note(line(for: kept)) }
    if update.changes.isEmpty { return false }
    // A byte-order mark stays.
    try write(Array(raw.dropLast(text.decoded.count)) + update.bytes, to: report.file)
    return true
  }

  private func line(for change: ScenarioUpdate.Change) -> String {
    let what = "\(place(change.origin)): \(change.title.printable): \(change.field)"
    guard let after = change.after else { return "\(what) \(change.before.quoted) taken out" }
    return "\(what) \(change.before.quoted) is now \(after.quoted)"
  }

  private func line(for kept: ScenarioUpdate.Kept) -> String {
    let why =
      switch kept.reason {
      case .promise: "a promise is not rewritten"
      case .refusedChange: "Azure refuses the change before it, so nothing is predicted"
      case .nothingLeft: "without this value the expectation would claim nothing"
      }
    return "\(place(kept.result.blamedOrigin)): kept, \(kept.result.title.printable): \(why)"
  }

  private func place(_ origin: Origin) -> String {
    origin.file.printable + (origin.position.map { ":\($0.line):\($0.column)" } ?? "")
  }

  /// Puts a new file in the place of the old one, so that no reader ever meets half of it; its permissions stay.
  private func write(_ bytes: [UInt8], to file: String) throws {
    var status = stat()
    guard let real = realpath(file, nil) else { throw failure("find", file, errno) }
    defer { free(real) }
    let target = String(cString: real)
    guard stat(target, &status) == 0 else { throw failure("find", file, errno) }
    let temporary = target + ".agwsim-\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL, status.st_mode & 0o7777)
    guard descriptor >= 0 else { throw failure("write", file, errno) }
    var rest = bytes[...]
    var error: Int32 = 0
    while !rest.isEmpty, error == 0 {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 { rest = rest.dropFirst(written) } else if errno != EINTR { error = errno }
    }
    if close(descriptor) != 0, error == 0 { error = errno }
    if error == 0, rename(temporary, target) != 0 { error = errno }
    if error != 0 {
      unlink(temporary)
      throw failure("write", file, error)
    }
  }

  private func failure(_ verb: String, _ file: String, _ number: Int32) -> Failure {
    Failure(
      "cannot \(verb) \"\(file.printable)\": \(String(cString: strerror(number)))",
      hint: "look at the permissions of the file and of its folder", status: .unreadableInput)
  }
}
