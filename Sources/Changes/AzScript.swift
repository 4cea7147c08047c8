import JSONText
import Outcomes
import Resources
import SwiftASN1
import X509

/// The command lines that lead from one state of the resources to another.
package struct AzScript: Sendable {
  /// The command lines, in an order in which Azure takes each of them.
  package let lines: [AzLine]
  /// What no command line changes.
  package let gaps: [ResourceDifference]
  /// The files that the commands read, each with a certificate that they upload.
  package let files: [File]
  /// Resources that commands name and that are in no resource group of the input, although az asks for one.
  package let groupless: [ResourceID]

  /// - Parameters:
  ///   - group: the resource group of resources whose own is not known.
  ///   - namesSubscriptions: whether lines name their subscription even where there is only one.
  package init(from start: Resources, to end: Resources, group: String? = nil, namesSubscriptions: Bool = false) {
    let target = end.normalized
    var walk = AzWalk(from: start.normalized, to: target, group: group, namesSubscriptions: namesSubscriptions)
    walk.run()
    lines = walk.lines
    gaps = ResourceTable.differences(walk.current, target)
    groupless = walk.groupless
    files = walk.files
  }

  /// A file that a command reads.
  package struct File: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// What it holds: a certificate in PEM.
    package let text: String
  }

  /// The lines, read as a person's would be.
  /// - Parameter dropped: lines that are left out.
  /// - Throws: a line that is not understood.
  package func change(named name: String, without dropped: [AzLine] = []) throws(Change.Failure) -> Change {
    try Change(
      script: lines.filter { !dropped.contains($0) }.map(\.text).joined(separator: "\n"), name: name,
      files: Dictionary(files.map { ($0.name, Array($0.text.utf8)) }, uniquingKeysWith: { first, _ in first }))
  }

  /// The lines as people paste them into a shell.
  package var text: String { lines.map(\.text).joined(separator: "\n") }
}

/// Comes from one state to another by command lines, each tried before it is taken.
private struct AzWalk {
  private(set) var current: Resources
  private let target: Resources
  private let group: String?
  private let namesSubscriptions: Bool
  private(set) var lines: [AzLine] = []
  /// Resources in no resource group.
  private(set) var groupless: [ResourceID] = []

  /// What the files hold that lines may name.
  private let contents: [String: [UInt8]]

  init(from current: Resources, to target: Resources, group: String?, namesSubscriptions: Bool) {
    self.current = current
    self.target = target
    self.group = group
    let known = Set(ResourceIndex(target).all.map { $0.subscription.lowercased() }.filter { !$0.isEmpty })
    self.namesSubscriptions = namesSubscriptions || known.count > 1
    contents = Dictionary(
      target.uploads.map { ($0.fileName, Array($0.pem.utf8)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The files that the lines read.
  var files: [AzScript.File] {
    lines.flatMap(\.options).filter { $0.name == "--cert-file" }.compactMap { option in
      option.values.first.flatMap { name in
        contents[name].map { AzScript.File(name: name, text: String(decoding: $0, as: UTF8.self)) }
      }
    }
  }

  /// Walks as far as commands lead: a command that Azure would refuse now may be taken when others have been.
  mutating func run() {
    var edit = remaining()
    var isMoving = true
    // Each line takes a difference away, so that the walk ends; the limit is for lines that undo each other.
    for _ in 0..<16 where isMoving {
      isMoving = false
      for command in AzCommand.table {
        // A peering that is deleted disconnects its other side, which then has to go as well.
        while let todo = edit, step(command, todo) {
          edit = remaining()
          isMoving = true
        }
        if edit == nil { return }
      }
    }
  }

  /// What is still to be done; nil when nothing is.
  private func remaining() -> AzEdit? {
    let different = Set(ResourceTable.differences(current, target).map(\.id))
    if different.isEmpty { return nil }
    return AzEdit(
      before: ResourceTable.restrict(current, to: different), after: ResourceTable.restrict(target, to: different),
      group: group, namesSubscriptions: namesSubscriptions)
  }

  /// Takes the lines of one command that can be taken.
  private mutating func step(_ command: AzCommand, _ edit: AzEdit) -> Bool {
    var hasMoved = false
    for (id, line) in command.lines(edit) where !lines.contains(line) && !line.readsFiles {
      guard let next = try? applying(line, of: command) else { continue }
      current = next.normalized
      lines.append(line)
      if !line.namesGroup, !groupless.contains(id) { groupless.append(id) }
      hasMoved = true
    }
    return hasMoved
  }

  private func applying(_ line: AzLine, of command: AzCommand) throws(ChangeProblem) -> Resources {
    let origin = Origin(text: SourceText(name: command.name, bytes: []), path: .root)
    let arguments = try AzArguments(
      line.arguments[...], of: command, origin: origin, mayReachOut: true, files: contents)
    var resources = current
    try command.effect(arguments, &resources)
    return resources
  }
}

extension Resources {
  /// The certificates that gateways accept and whose data is in the input.
  fileprivate var uploads: [GatewayCertificate] {
    applicationGateways.values.flatMap { $0.trustedRootCertificates + $0.authenticationCertificates }.filter {
      !($0.certificates ?? []).isEmpty
    }
  }
}

extension GatewayCertificate {
  /// Its certificates in PEM, as they stand in a file.
  fileprivate var pem: String {
    (certificates ?? []).compactMap { try? $0.serializeAsPEM().pemString }.joined(separator: "\n") + "\n"
  }
}
