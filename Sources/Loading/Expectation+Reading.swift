import Outcomes
import PacketSets
import Resources

extension Expectation {
  /// Reads an expectation; nil, with the reason reported, when it claims nothing that can be judged.
  init?(_ reader: FieldReader) {
    guard let shape = ObjectShape.expectations.first(where: { reader.field($0.kind) != nil }) else {
      reader.report(.missingField(ObjectShape.expectations.map(\.kind).joined(separator: ", ")))
      return nil
    }
    reader.allowOnly(shape)
    let claim: Claim?
    switch shape.kind {
    case "member": claim = MemberClaim(reader).map(Claim.member)
    case "flow": claim = FlowClaim(reader).map(Claim.flow)
    case "resolve": claim = ResolveClaim(reader).map(Claim.resolve)
    case "request": claim = RequestClaim(reader).map(Claim.request)
    case "nextHop": claim = NextHopClaim(reader).map(Claim.nextHop)
    case "never": claim = reader.reader("never").flatMap { FlowEnds($0) }.map(Claim.never)
    case "lint": claim = .lint(LintClaim(reader))
    case "refused": claim = reader.expected("refused", as: Refusal.self).map(Claim.refused)
    default: claim = reader.reader("always").flatMap { FlowEnds($0) }.map(Claim.always)
    }
    guard let claim else { return nil }
    self.init(origin: reader.origin, claim: claim, after: reader.expectedText("after"))
  }
}

extension ObjectShape {
  /// The key that tells one kind of expectation from the others.
  fileprivate var kind: String { keys[0].name }
}

extension MemberClaim {
  init?(_ reader: FieldReader) {
    reader.require("member")
    guard let member = reader.string("member") else { return nil }
    self.init(
      member: member, gateway: reader.string("gateway"), setting: reader.string("setting"),
      health: reader.expected("health", as: Health.self), cause: reader.expected("cause", as: Outcome.self),
      by: reader.expectedText("by"), path: reader.expected("path", as: PathVerdict.self))
    finding = reader.expected("finding", as: Outcome.self)
    if health == nil, cause == nil, by == nil, path == nil, finding == nil { reader.report(.missingField("health")) }
  }
}

extension FlowEnds {
  init?(_ reader: FieldReader) {
    reader.allowOnly(.flowEnds)
    reader.require("from", "to")
    guard let from = reader.string("from"), let to = reader.string("to") else { return nil }
    let spoken = reader.enumeration("protocol", as: RuleProtocol.self) ?? .tcp
    self.init(from: from, to: to, protocol: spoken.protocols.first ?? .tcp, origin: reader.origin)
  }
}

extension FlowClaim {
  init?(_ reader: FieldReader) {
    guard let ends = reader.reader("flow").flatMap({ FlowEnds($0) }) else { return nil }
    self.init(
      ends: ends, verdict: reader.expected("verdict", as: FlowVerdict.self),
      path: reader.expected("path", as: PathVerdict.self), cause: reader.expected("cause", as: Outcome.self),
      by: reader.expectedText("by"))
    if verdict == nil, path == nil, cause == nil, by == nil { reader.report(.missingField("verdict")) }
  }
}

extension ResolveClaim {
  init?(_ reader: FieldReader) {
    reader.require("resolve", "from")
    guard let name = reader.domainName("resolve"), let from = reader.string("from") else { return nil }
    let addresses =
      reader.field("addresses") == nil
      ? nil : Expected(reader.addresses("addresses"), at: reader.origin("addresses"))
    self.init(name: name, from: from, addresses: addresses, cause: reader.expected("cause", as: Outcome.self))
    if self.addresses == nil, cause == nil { reader.report(.missingField("addresses")) }
  }
}

/// Types of next hops as Network Watcher's next hop spells them.
enum NextHopType: String, CaseIterable {
  case virtualNetwork = "VirtualNetwork"
  case virtualNetworkPeering = "VirtualNetworkPeering"
  case virtualNetworkGateway = "VirtualNetworkGateway"
  case internet = "Internet"
  case virtualAppliance = "VirtualAppliance"
  case virtualApplianceEcmp = "VirtualApplianceEcmp"
  case serviceEndpoint = "VirtualNetworkServiceEndpoint"
  case interfaceEndpoint = "InterfaceEndpoint"
  case none = "None"
}

extension NextHopClaim {
  init?(_ reader: FieldReader) {
    guard let ends = reader.reader("nextHop") else { return nil }
    ends.allowOnly(.nextHopEnds)
    ends.require("from", "to")
    guard let from = ends.string("from"), let to = ends.address("to") else { return nil }
    self.init(
      from: from, to: to,
      type: reader.enumeration("type", as: NextHopType.self).map { Expected($0.rawValue, at: reader.origin("type")) },
      address: reader.address("address").map { Expected($0, at: reader.origin("address")) })
    if type == nil, address == nil { reader.report(.missingField("type")) }
  }
}

extension RequestClaim {
  init?(_ reader: FieldReader) {
    reader.require("request")
    guard let written = reader.string("request") else { return nil }
    guard let url = RequestURL(written) else {
      reader.report(.notA(.url, field: "request", found: written), at: "request")
      return nil
    }
    let headers = reader.strings("headers").compactMap { text, origin -> ClientRequest.Header? in
      if let header = ClientRequest.Header(text) { return header }
      reader.context.report(.notA(.header, field: "headers", found: text), at: origin)
      return nil
    }
    self.init(
      request: ClientRequest(
        url: url, method: reader.string("method") ?? "GET", headers: headers, client: reader.string("client"),
        patienceSeconds: reader.integer("patience", in: 1...86400)),
      gateway: reader.string("gateway"), verdict: reader.expected("verdict", as: RequestVerdict.self),
      status: reader.integer("status", in: 0...599).map { Expected($0, at: reader.origin("status")) },
      errorInfo: reader.expected("errorInfo", as: ErrorInfo.self), cause: reader.expected("cause", as: Outcome.self),
      by: reader.expectedText("by"), pool: reader.expectedText("pool"), location: reader.expectedText("location"))
    if ObjectShape.request.oneOf.allSatisfy({ reader.field($0) == nil }) { reader.report(.missingField("status")) }
  }
}

extension LintClaim {
  init(_ reader: FieldReader) {
    let entries = reader.strings("lint").compactMap { text, origin -> Entry? in
      do throws(NameProblem) {
        let entry = try Entry(text)
        if !entry.subject.isEmpty { return entry }
        reader.context.report(.notA(.lintFinding, field: "lint", found: text), at: origin)
        return nil
      } catch {
        reader.context.report(.name(error), at: origin)
        return nil
      }
    }
    self.init(findings: Expected(entries, at: reader.origin("lint")))
  }
}

extension FieldReader {
  fileprivate func expected<E: RawRepresentable & CaseIterable & Sendable>(
    _ key: String, as type: E.Type
  ) -> Expected<E>? where E.RawValue == String {
    enumeration(key, as: type).map { Expected($0, at: origin(key)) }
  }

  fileprivate func expectedText(_ key: String) -> Expected<String>? {
    string(key).map { Expected($0, at: origin(key)) }
  }
}
