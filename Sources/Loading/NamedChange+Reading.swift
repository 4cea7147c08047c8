import JSONText
import Outcomes
import Resources

extension NamedChange {
  /// Reads the object of a scenario's changes: each a command line, Azure JSON, or an array of both.
  static func read(_ slice: JSONSlice, in context: ReadingContext) -> [NamedChange] {
    slice.members.map { name, value in
      NamedChange(
        name: name, origin: Origin(text: value.text, path: value.path),
        parts: (value.kind == .array ? value.elements : [value]).compactMap { part($0, in: context) })
    }
  }

  private static func part(_ slice: JSONSlice, in context: ReadingContext) -> Part? {
    let origin = Origin(text: slice.text, path: slice.path)
    do {
      let node = try slice.parse()
      if node.kind == .object {
        return .json(String(decoding: slice.text.bytes[slice.range], as: UTF8.self), origin: origin)
      }
      return .script(try node.string(), origin: origin)
    } catch {
      context.report(error)
      return nil
    }
  }
}
