import ArgumentParser

/// A moment in UTC as a scenario's `clock` writes it: `2026-11-01T00:00:00Z`.
struct Moment: ExpressibleByArgument {
  /// The text as written.
  let text: String

  /// Reads a moment; nil for anything else.
  init?(argument: String) {
    let shape = "dddd-dd-ddTdd:dd:ddZ"
    guard argument.utf8.count == shape.utf8.count,
      zip(argument, shape).allSatisfy({ $1 == "d" ? $0.isASCII && $0.isNumber : $0 == $1 })
    else { return nil }
    text = argument
  }
}
