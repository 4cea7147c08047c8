import PacketSets

/// What answers at an address and port.
package struct ListenerStep: Hashable, Sendable {
  /// The address asked.
  package let address: IPAddress
  /// The port asked.
  package let port: UInt16
  /// Ports on which the declared server does listen.
  package let listening: [UInt16]
  /// The server's name, when one is declared.
  package let server: String?

  /// A look at a server.
  package init(address: IPAddress, port: UInt16, listening: [UInt16] = [], server: String? = nil) {
    self.address = address
    self.port = port
    self.listening = listening
    self.server = server
  }
}

/// What a server answers to a probe, and what the probe wants.
package struct ResponseStep: Hashable, Sendable {
  /// The Host header sent; nil for TCP and TLS.
  package let host: String?
  /// The path asked for.
  package let path: String
  /// The status that comes back; nil when nothing says so.
  package let status: Int?
  /// Statuses that count as healthy.
  package let expected: [ClosedRange<Int>]
  /// Text that the body must contain; empty when any will do.
  package let expectedBody: String
  /// Milliseconds until the answer is complete.
  package let delayMilliseconds: Double
  /// Seconds that the probe waits.
  package let timeoutSeconds: Int

  /// An answer and what is wanted.
  package init(
    host: String?, path: String, status: Int?, expected: [ClosedRange<Int>], expectedBody: String,
    delayMilliseconds: Double, timeoutSeconds: Int
  ) {
    self.host = host
    self.path = path
    self.status = status
    self.expected = expected
    self.expectedBody = expectedBody
    self.delayMilliseconds = delayMilliseconds
    self.timeoutSeconds = timeoutSeconds
  }
}
