/// Names of the DNS as they are compared and checked.
package enum DomainName {
  /// A name as it is compared: lower case, without the final dot; `.` stays.
  package static func normal(_ name: String) -> String {
    let lower = name.lowercased()
    return lower.hasSuffix(".") && lower.utf8.count > 1 ? String(lower.dropLast()) : lower
  }

  /// Whether a normal name is the domain itself or lies below it; `.` covers every name.
  package static func covers(_ domain: String, _ name: String) -> Bool {
    domain == "." || name == domain || name.hasSuffix("." + domain)
  }

  /// A normal name relative to a domain that covers it: `@` for the domain itself.
  package static func relative(_ name: String, to domain: String) -> String {
    name == domain ? "@" : String(name.dropLast(domain.count + 1))
  }

  /// The records that may answer for a relative name, the best first: the name itself, then the wildcards above it
  /// (`*.a` and then `*` for `x.y.a`).
  package static func candidates(for relative: String) -> [String] {
    guard relative != "@" else { return [relative] }
    var out = [relative]
    var rest = relative[...]
    while let dot = rest.firstIndex(of: ".") {
      rest = rest[rest.index(after: dot)...]
      out.append("*." + rest)
    }
    return out + ["*"]
  }

  /// Whether a name can be asked for: labels of letters, digits, `-` and `_` with 1–63 characters, 253 in all (RFC 1035 §2.3.4).
  package static func isLegal(_ name: String) -> Bool {
    let whole = normal(name)
    guard !whole.isEmpty, whole.utf8.count <= 253 else { return false }
    return whole.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isLabel)
  }

  /// Whether a zone can have a record of that name: `@`, `*`, or labels whose first one may be `*`.
  package static func isLegalRecord(_ name: String) -> Bool {
    if name == "@" || name == "*" { return true }
    return isLegal(name.hasPrefix("*.") ? String(name.dropFirst(2)) : name)
  }

  private static func isLabel(_ label: Substring.UTF8View) -> Bool {
    (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
      && label.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
          UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
