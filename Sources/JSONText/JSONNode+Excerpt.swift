import CJSONC

extension JSONNode {
  /// The beginning of the value as compact JSON, at most `SourceText.excerptLimit` characters, `…` included when it is cut.
  package var excerpt: String {
    var text = ""
    appendExcerpt(to: &text)
    let scalars = text.unicodeScalars
    guard scalars.count > SourceText.excerptLimit else { return text }
    return String(scalars.prefix(SourceText.excerptLimit - 1)) + "…"
  }

  /// Appends the value until the text is long enough; each level adds a bracket, so that the limit bounds the recursion too.
  private func appendExcerpt(to text: inout String) {
    switch kind {
    case .object:
      text += "{"
      for (number, member) in members.enumerated() {
        guard text.unicodeScalars.count <= SourceText.excerptLimit else { return }
        text += (number == 0 ? "" : ",") + Self.quoted(member.key) + ":"
        member.value.appendExcerpt(to: &text)
      }
      text += "}"
    case .array:
      text += "["
      for (number, element) in elements.enumerated() {
        guard text.unicodeScalars.count <= SourceText.excerptLimit else { return }
        text += number == 0 ? "" : ","
        element.appendExcerpt(to: &text)
      }
      text += "]"
    case .string:
      text += (try? string()).map(Self.quoted) ?? ""
    case .number, .boolean, .null:
      text += read { String(cString: json_object_to_json_string_ext($0, JSON_C_TO_STRING_PLAIN)) }
    }
  }

  /// A string as JSON; of a long one no more than an excerpt can show.
  private static func quoted(_ string: String) -> String {
    JSONValue.string(String(string.unicodeScalars.prefix(SourceText.excerptLimit))).text(pretty: false)
  }
}
