import Explanations
import JSONText
import Loading

/// A scenario as a file for people: laid out, with comments on what it lacks beside the place where that belongs.
package enum ScenarioText {
  /// The text of a scenario's keys and values.
  /// - Parameter gaps: what it lacks.
  package static func text(_ members: [JSONValue.Member], gaps: ScenarioGaps = ScenarioGaps()) -> String {
    let given = Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    var pieces: [String] = []
    for key in ObjectShape.scenario.keys.map(\.name) {
      let comments = gaps.sections[key] ?? []
      // A comment ends with its own line, so that no comma can follow it there.
      if let value = given[key] {
        pieces.append(section(key, value, comments) + ",")
      } else if let empty = comments.first?.empty {
        pieces.append(section(key, empty, comments) + ",")
      } else {
        pieces += comments.map { $0.text(indent: 2) }
      }
    }
    if let last = pieces.lastIndex(where: { $0.hasSuffix(",") && !$0.hasPrefix("  //") }) { pieces[last].removeLast() }
    let head = gaps.head.map { $0.text(indent: 0) + "\n" }.joined()
    return head + (pieces.isEmpty ? "{}" : "{\n" + pieces.joined(separator: "\n") + "\n}")
  }

  private static func section(_ key: String, _ value: JSONValue, _ comments: [ScenarioGaps.Comment]) -> String {
    let name = "  \(JSONLayout.quoted(key)): "
    guard comments.contains(where: { $0.empty != nil }) else {
      let before = comments.map { $0.text(indent: 2) + "\n" }.joined()
      return before + name + JSONLayout().text(value, indent: 2, used: name.count - 2 + 1)
    }
    let lines = comments.map { $0.text(indent: 4) }
    switch value {
    case .array(let elements):
      let own = elements.map { "    " + JSONLayout().text($0, indent: 4, used: 1) }.joined(separator: ",\n")
      return name + "[\n" + (lines + (own.isEmpty ? [] : [own])).joined(separator: "\n") + "\n  ]"
    case .object(let members):
      let own = members.map { member in
        let key = "\(JSONLayout.quoted(member.key)): "
        return "    " + key + JSONLayout().text(member.value, indent: 4, used: key.count + 1)
      }.joined(separator: ",\n")
      return name + "{\n" + (lines + (own.isEmpty ? [] : [own])).joined(separator: "\n") + "\n  }"
    case .null, .boolean, .integer, .number, .string:
      return lines.joined(separator: "\n") + "\n" + name + JSONLayout.line(value)
    }
  }
}
