import JSONText

extension Fuzzer {
  /// Whether an input, or a change in it, wants other files read, which would make a run depend on the machine.
  package static func namesFiles(_ bytes: [UInt8]) -> Bool {
    let text = SourceText(name: "input", bytes: bytes)
    guard text.check().isEmpty, let root = try? text.root else { return false }
    let changes = root["changes"]?.members.map(\.value) ?? []
    return ([root] + changes + changes.flatMap(\.elements)).contains {
      $0["include"] != nil || $0["serviceTags"]?.kind == .string
    }
  }
}
