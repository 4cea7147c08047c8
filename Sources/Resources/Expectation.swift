import Outcomes
import PacketSets

/// What a scenario expects to be predicted.
package struct Expectation: Sendable {
  /// What is claimed.
  package enum Claim: Sendable {
    case member(MemberClaim)
    case flow(FlowClaim)
    case resolve(ResolveClaim)
    case nextHop(NextHopClaim)
    case request(RequestClaim)
    /// No packet gets through.
    case never(FlowEnds)
    /// Every packet gets through.
    case always(FlowEnds)
    /// What lint finds, all of it.
    case lint(LintClaim)
    /// Azure refuses the change that the expectation comes after.
    case refused(Expected<Refusal>)
  }

  /// Where it is written.
  package var origin: Origin
  /// What is claimed.
  package var claim: Claim
  /// The name of the change that it holds after; nil for the resources as they are.
  package var after: Expected<String>?

  /// An expectation.
  package init(origin: Origin, claim: Claim, after: Expected<String>? = nil) {
    self.origin = origin
    self.claim = claim
    self.after = after
  }
}

/// A value that is expected, and where it is written.
package struct Expected<Value: Sendable>: Sendable {
  /// The value.
  package var value: Value
  /// Where it is written.
  package var origin: Origin

  /// An expected value.
  package init(_ value: Value, at origin: Origin) {
    self.value = value
    self.origin = origin
  }
}

/// What is expected of a pool member; it must hold for every match.
package struct MemberClaim: Sendable {
  /// `[GATEWAY/]POOL/MEMBER`.
  package var member: String
  /// Narrows the choice to a gateway.
  package var gateway: String?
  /// Narrows the choice to a setting.
  package var setting: String?
  /// The health Azure will report.
  package var health: Expected<Health>?
  /// Why.
  package var cause: Expected<Outcome>?
  /// The blamed resource and rule.
  package var by: Expected<String>?
  /// What the network alone does.
  package var path: Expected<PathVerdict>?
  /// What is found besides, of the member or of its gateway; `by` is then who is responsible for that, unless a cause is expected.
  package var finding: Expected<Outcome>?

  /// An expectation of a member.
  package init(
    member: String, gateway: String?, setting: String?, health: Expected<Health>?, cause: Expected<Outcome>?,
    by: Expected<String>?, path: Expected<PathVerdict>?
  ) {
    self.member = member
    self.gateway = gateway
    self.setting = setting
    self.health = health
    self.cause = cause
    self.by = by
    self.path = path
  }
}

/// The two ends of a flow as a person writes them.
package struct FlowEnds: Sendable {
  /// The sender.
  package var from: String
  /// The receiver, with its port.
  package var to: String
  /// The protocol.
  package var `protocol`: IPProtocol
  /// Where they are written.
  package var origin: Origin

  /// Two ends.
  package init(from: String, to: String, protocol: IPProtocol, origin: Origin) {
    self.from = from
    self.to = to
    self.protocol = `protocol`
    self.origin = origin
  }
}

/// What is expected of a flow.
package struct FlowClaim: Sendable {
  /// Its ends.
  package var ends: FlowEnds
  /// What becomes of it.
  package var verdict: Expected<FlowVerdict>?
  /// What the network alone does.
  package var path: Expected<PathVerdict>?
  /// Why.
  package var cause: Expected<Outcome>?
  /// The blamed resource and rule.
  package var by: Expected<String>?

  /// An expectation of a flow.
  package init(
    ends: FlowEnds, verdict: Expected<FlowVerdict>?, path: Expected<PathVerdict>?, cause: Expected<Outcome>?,
    by: Expected<String>?
  ) {
    self.ends = ends
    self.verdict = verdict
    self.path = path
    self.cause = cause
    self.by = by
  }
}

/// What is expected of a name.
package struct ResolveClaim: Sendable {
  /// The name.
  package var name: String
  /// The network that asks.
  package var from: String
  /// The addresses that come back, in any order.
  package var addresses: Expected<[IPAddress]>?
  /// Why none come back.
  package var cause: Expected<Outcome>?

  /// An expectation of a name.
  package init(name: String, from: String, addresses: Expected<[IPAddress]>?, cause: Expected<Outcome>?) {
    self.name = name
    self.from = from
    self.addresses = addresses
    self.cause = cause
  }
}

/// What is expected of a route choice.
package struct NextHopClaim: Sendable {
  /// The sender.
  package var from: String
  /// The receiver's address.
  package var to: IPAddress
  /// The next hop's type.
  package var type: Expected<String>?
  /// The next hop's address.
  package var address: Expected<IPAddress>?

  /// An expectation of a route choice.
  package init(from: String, to: IPAddress, type: Expected<String>?, address: Expected<IPAddress>?) {
    self.from = from
    self.to = to
    self.type = type
    self.address = address
  }
}

/// What is expected of a client's request; it must hold for every answer that the client can get.
package struct RequestClaim: Sendable {
  /// The request.
  package var request: ClientRequest
  /// Narrows the choice to a gateway.
  package var gateway: String?
  /// What becomes of it.
  package var verdict: Expected<RequestVerdict>?
  /// The status that the client gets.
  package var status: Expected<Int>?
  /// `error_info` of the access log.
  package var errorInfo: Expected<ErrorInfo>?
  /// Why.
  package var cause: Expected<Outcome>?
  /// The blamed resource and rule.
  package var by: Expected<String>?
  /// The pool that the request goes to.
  package var pool: Expected<String>?
  /// Where a redirect sends the client.
  package var location: Expected<String>?

  /// An expectation of a request.
  package init(
    request: ClientRequest, gateway: String?, verdict: Expected<RequestVerdict>?, status: Expected<Int>?,
    errorInfo: Expected<ErrorInfo>?,
    cause: Expected<Outcome>?, by: Expected<String>?, pool: Expected<String>?, location: Expected<String>?
  ) {
    self.request = request
    self.gateway = gateway
    self.verdict = verdict
    self.status = status
    self.errorInfo = errorInfo
    self.cause = cause
    self.by = by
    self.pool = pool
    self.location = location
  }
}

/// Everything that lint finds, or cannot tell.
package struct LintClaim: Sendable {
  /// One finding: a rule and what it is about.
  package struct Entry: Sendable {
    /// The rule.
    package var rule: LintRuleID
    /// What it is about: any unambiguous tail of its path of names.
    package var subject: String
    /// Whether nobody can tell.
    package var isOpen: Bool

    /// Reads `shadowed-rule nsg-api/Allow-AppGw`, with `undetermined` before it for what nobody can tell.
    /// - Throws: no rule has the name.
    package init(_ text: String) throws(NameProblem) {
      let words = text.split(separator: " ", maxSplits: 1)
      isOpen = words.first == "undetermined"
      let rest = isOpen ? words.last?.split(separator: " ", maxSplits: 1) ?? [] : words
      let name = rest.first.map(String.init) ?? text
      guard let rule = LintRuleID(rawValue: name.lowercased()) else {
        throw .unknown(name, kind: "lint rule", known: LintRuleID.allCases.map(\.rawValue))
      }
      self.rule = rule
      subject = rest.count > 1 ? String(rest[1]) : ""
    }
  }

  /// The findings, in any order.
  package var findings: Expected<[Entry]>

  /// An expectation of lint.
  package init(findings: Expected<[Entry]>) { self.findings = findings }
}
