extension JSONChecker {
  /// A problem at an offset, with the path of the value being read.
  mutating func problem(_ kind: JSONProblem.Kind, at offset: Int) -> JSONProblem {
    JSONProblem(source: source, path: currentPath(), offset: offset, kind: kind)
  }

  /// The syntax error that something else than the expected stands at the next byte.
  mutating func unexpected(_ expected: [JSONToken]) -> JSONProblem {
    // Comments that end are blanked before the check, so this one does not end.
    if bytes.isBlockCommentStart(at: index) { return problem(.unterminatedComment, at: index) }
    return problem(.unexpected(found: bytes.excerpt(at: index), expected: expected), at: index)
  }

  /// Keeps a problem that does not stop the pass.
  mutating func report(_ kind: JSONProblem.Kind, at offset: Int) {
    guard problems.count < Self.problemLimit else { return }
    problems.append(problem(kind, at: offset))
  }

  /// The path of the value being read.
  private mutating func currentPath() -> JSONPath {
    guard !frames.isEmpty else { return .root }
    let container = pathOfInnermostFrame()
    return path(ofValueIn: frames.count - 1, at: container, keyCount: keys.count)
  }

  /// The path of the innermost open object or array.
  mutating func pathOfInnermostFrame() -> JSONPath {
    for number in framePaths.count..<frames.count {
      if number == 0 {
        framePaths.append(.root)
      } else {
        let keyCount = frames[number].firstKey
        framePaths.append(path(ofValueIn: number - 1, at: framePaths[number - 1], keyCount: keyCount))
      }
    }
    return framePaths.last ?? .root
  }

  /// The path of the value being read in a frame, given the frame's own path and the number of keys up to it.
  private func path(ofValueIn number: Int, at container: JSONPath, keyCount: Int) -> JSONPath {
    let frame = frames[number]
    guard frame.isObject else { return container.appending(index: frame.element) }
    guard frame.hasKey else { return container }
    return container.appending(key: bytes.string(keys[keyCount - 1].inside))
  }
}
