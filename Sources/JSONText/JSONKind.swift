/// What a JSON value is, as its text shows it.
package enum JSONKind: String, Sendable, Hashable {
  case object, array, string, number, boolean, null
}
