/// What the grammar of JSON allows at a place; a punctuation mark's raw value is the mark.
package enum JSONToken: String, Sendable, Hashable {
  case value
  case key
  case colon = ":"
  case comma = ","
  case doubleQuote = "\""
  case objectEnd = "}"
  case arrayEnd = "]"
}
