import PacketSets

/// An end with a port as people write it: `10.0.2.4:8080`, `vm1:22`, `[::1]:80`, `vnet:10.0.2.4:443`, `10.0.2.0/24:*`.
package struct EndpointText: Hashable, Sendable {
  /// The end without its port.
  package let name: String
  /// The port; nil when none is written or when it is `*`.
  package let port: UInt16?

  /// Splits a text; what follows the last colon is a port only when it is a number or `*`.
  package init(_ text: String) {
    if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
      name = String(text[text.index(after: text.startIndex)..<close])
      let rest = text[text.index(after: close)...]
      port = rest.hasPrefix(":") ? UInt16(rest.dropFirst()) : nil
      return
    }
    guard IPAddress(text) == nil, let colon = text.lastIndex(of: ":") else {
      name = text
      port = nil
      return
    }
    let tail = text[text.index(after: colon)...]
    if tail == "*" || UInt16(tail) != nil {
      name = String(text[..<colon])
      port = UInt16(tail)
    } else {
      name = text
      port = nil
    }
  }
}
