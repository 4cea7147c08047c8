import PacketSets

/// A look at a client's request on its way through the gateway.
package enum RequestStep: Hashable, Sendable {
  /// The frontend that the client reaches; the addresses are nil where the input has none.
  case frontend(address: IPAddress?, isPublic: Bool, port: UInt16)
  /// What is wrong with the request itself; the status tells what the client gets.
  case refused(status: Int, ErrorInfo)
  /// No listener of the frontend has the port.
  case noPort(UInt16, listening: [UInt16])
  /// The listeners of the port know other host names only.
  case noHost(String, known: [String])
  /// The listener that takes the request, by the host name that it names; nil for one that takes every host.
  case listener(host: String, pattern: String?)
  /// The rule of the listener, and its priority.
  case rule(priority: Int?)
  /// The listener has no rule, or its rule names neither a pool nor a redirect.
  case noRule
  /// The path rule that takes the request, by the pattern that fits; nil for the map's default.
  case path(String, pattern: String?)
  /// The client is sent elsewhere.
  case redirect(status: Int, location: String)
  /// The redirects of the gateway lead back to where they began.
  case redirectLoop(location: String)
  /// What members are sent: the Host header, the path, and the port.
  case sent(host: String, path: String, port: UInt16, protocol: String)
  /// Which members take requests.
  case rotation(live: [String], out: [String], open: [String])
  /// More load than the gateway can carry, in capacity units.
  case load(capacityUnits: Double, limit: Double, instances: Int)
  /// The member closes connections sooner than the gateway, in seconds.
  case keepAlive(member: Double, gateway: Double)
  /// The client gives up before the answer is there, in seconds.
  case patience(Int, neededMilliseconds: Double)
}

/// What a server answers to a request that reaches it.
package struct AnswerStep: Hashable, Sendable {
  /// What came of it.
  package enum Result: Hashable, Sendable {
    case status(Int)
    /// The connection is closed without an answer.
    case closed
    case undeclared
  }

  /// The method.
  package let method: String
  /// The Host header sent.
  package let host: String
  /// The path asked for.
  package let path: String
  /// What came of it.
  package let result: Result
  /// Milliseconds until the answer is usually complete.
  package let delayMilliseconds: Double
  /// The shares of answers that come later than the limit, least and greatest possible.
  package let lateShare: ClosedRange<Double>
  /// Seconds that the gateway waits.
  package let timeoutSeconds: Int

  /// An answer.
  package init(
    method: String, host: String, path: String, result: Result, delayMilliseconds: Double = 0,
    lateShare: ClosedRange<Double> = 0...0, timeoutSeconds: Int
  ) {
    self.method = method
    self.host = host
    self.path = path
    self.result = result
    self.delayMilliseconds = delayMilliseconds
    self.lateShare = lateShare
    self.timeoutSeconds = timeoutSeconds
  }
}

/// What a platform in front of a server does with a caller.
package struct SiteStep: Hashable, Sendable {
  /// Why it answers in the server's place, or lets the caller in.
  package enum Finding: Hashable, Sendable {
    /// The site does not run.
    case stopped
    /// The site answers to none of the gateway's Host header; these it knows.
    case unknownHost(known: [String])
    /// A restriction decides on the caller, by its name; nil for what becomes of callers whom none names.
    case restriction(String?)
  }

  /// The platform, such as `appService`.
  package let platform: String
  /// The Host header sent.
  package let host: String
  /// The caller's addresses as the site sees them; nil where the input does not say.
  package let caller: AddressSet?
  /// What it finds.
  package let finding: Finding

  /// A look at a site.
  package init(platform: String, host: String, caller: AddressSet?, finding: Finding) {
    self.platform = platform
    self.host = host
    self.caller = caller
    self.finding = finding
  }
}
