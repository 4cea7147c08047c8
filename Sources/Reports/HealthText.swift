import BackendHealth
import Explanations
import JSONText
import Outcomes
import Resources

/// `agwsim health` as text: a table for each pool and setting, then every cause once, then a count.
package enum HealthText {
  /// The predictions of all gateways. The resources, where they are at hand, let repairs name free priorities.
  package static func gateways(
    _ gateways: [GatewayPrediction], in resources: Resources? = nil, style: TextStyle = TextStyle()
  ) -> String {
    var page = TextPage(style: style)
    for gateway in gateways {
      page.blank()
      page.line("Gateway \(gateway.gateway.path)", color: .bold)
      for pair in gateway.pairs { page.pair(pair) }
      if gateway.pairs.isEmpty {
        page.blank()
        page.line("  No rule joins a pool to a setting: nothing is probed.")
      }
    }
    let members = gateways.flatMap(\.pairs).flatMap(\.members)
    let empty = gateways.flatMap(\.pairs).filter(\.members.isEmpty)
    let notices = (gateways.flatMap(\.findings) + members.flatMap(\.findings)).uniqued
    page.findings(members, empty: empty, notices: notices, in: resources)
    page.assumptions(members)
    page.blank()
    if let worst = members.worstFirst.first, worst.health != .healthy {
      page.command(CommandLine("agwsim trace", [("", [.text(worst.label)])]), indent: 0)
    }
    page.paragraph(count(members, empty: empty.count))
    return page.text
  }

  /// `3 members: 1 Healthy, 2 Unhealthy; 1 empty pool`.
  private static func count(_ members: [MemberPrediction], empty: Int) -> String {
    let parts = Health.allCases.compactMap { health -> String? in
      let count = members.count { $0.health == health }
      return count == 0 ? nil : "\(count) \(health.rawValue)"
    }
    let healths = parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
    return counted(members.count, "member") + healths + (empty == 0 ? "" : "; " + counted(empty, "empty pool")) + "."
  }
}

extension TextPage {
  fileprivate mutating func pair(_ pair: PairPrediction) {
    blank()
    let probe = pair.members.first.map { ", " + $0.probe.shortWords } ?? ""
    line("  \(pair.pool.name) by \(pair.setting.name)\(probe)")
    guard !pair.members.isEmpty else {
      paragraph("the pool has no member (pool-empty)", after: "    ")
      return
    }
    let isObserved = pair.members.contains { $0.observed != nil }
    func observed(_ text: String) -> [String] { isObserved ? [text] : [] }
    let rows = pair.members.map { member in
      [member.member.address, member.health.rawValue] + observed(member.observed?.health.rawValue ?? "")
        + [
          member.path == .undetermined ? "??" : member.path.rawValue, member.cause?.rawValue ?? "",
          member.decisive?.subject?.description ?? "",
        ]
    }
    table(
      [["MEMBER", "HEALTH"] + observed("OBSERVED") + ["PATH", "CAUSE", "BLAMED"]] + rows, indent: 4,
      firm: isObserved ? [1, 2, 3, 4] : [1, 2, 3], colors: [[]] + pair.members.map { [nil, $0.health.color] })
  }

  /// Every cause once, with the members that it concerns.
  fileprivate mutating func findings(
    _ members: [MemberPrediction], empty: [PairPrediction], notices: [Finding], in resources: Resources?
  ) {
    var groups: [(blame: Blame, members: [MemberPrediction])] = []
    for member in members.worstFirst {
      guard let decisive = member.decisive else { continue }
      // What listens is asked server by server, and is one finding all the same.
      let blame = decisive.missing?.isAboutServer == true ? Blame(outcome: decisive.outcome) : Blame(decisive)
      if let index = groups.firstIndex(where: { $0.blame == blame }) {
        groups[index].members.append(member)
      } else {
        groups.append((blame, [member]))
      }
    }
    guard !groups.isEmpty || !empty.isEmpty || !notices.isEmpty else { return }
    blank()
    line("Findings", color: .bold)
    for notice in notices where notice.isRefusal { finding(notice) }
    for group in groups { finding(group.members, in: resources) }
    for notice in notices where !notice.isRefusal { finding(notice) }
    for pair in empty {
      paragraph("\(Outcome.poolEmpty.title): \(pair.pool.path) (pool-empty)", after: "  - ")
      paragraph("change: \(Outcome.poolEmpty.remedy)", after: "    ")
    }
  }

  /// What the healths rest on, each kind once; a trace lists all of a member's.
  fileprivate mutating func assumptions(_ members: [MemberPrediction]) {
    let all = members.flatMap(\.assumptions).uniqued
    guard !all.isEmpty else { return }
    blank()
    line("Assumptions", color: .bold)
    for code in all.map(\.code).uniqued {
      let alike = all.filter { $0.code == code }
      paragraph(alike[0].sentence + (alike.count > 1 ? "; \(alike.count - 1) more like this" : ""), after: "  - ")
    }
  }

  private mutating func finding(_ members: [MemberPrediction], in resources: Resources?) {
    guard let first = members.first, let decisive = first.decisive else { return }
    let story = Story(first, in: resources)
    let cause = (members.count == 1 ? decisive.missing?.sentence : nil) ?? decisive.outcome?.title ?? "not named"
    let code = decisive.outcome.map { " (\($0.rawValue))" } ?? ""
    paragraph("\(cause)\(code)\(decisive.blamed.map { ": \($0)" } ?? "")", after: "  - ")
    let shown = members.prefix(8).map(\.label).uniqued
    let more = members.count > 8 ? " and \(members.count - 8) more" : ""
    paragraph("\(counted(members.count, "member")): \(shown.joined(separator: ", "))\(more)", after: "    ")
    let narration = story.narration(of: decisive)
    if let only = decisive.restriction(in: narration) { paragraph(only, after: "    ") }
    for miss in decisive.nearMisses(in: narration) { paragraph("near miss: \(miss)", after: "    ") }
    let missing = members.compactMap(\.decisive?.missing).uniqued
    if let line = Supply.line(for: members) {
      paragraph("add to a scenario file: \(line)", after: "    ")
    } else {
      paragraph("change: \(story.advice(for: decisive))", after: "    ")
    }
    for fact in missing.prefix(4) {
      if case .command(let one) = fact.supply(story.hint) { command(one, indent: 4) }
    }
  }
}

extension Supply {
  /// One member for a scenario file that supplies what all these predictions lack; nil where it is no list of one key.
  fileprivate static func line(for members: [MemberPrediction]) -> String? {
    var key: String?
    var entries: [JSONValue] = []
    for member in members {
      guard let missing = member.decisive?.missing,
        case .scenario(let own, .array(let values)) = missing.supply(Story(member, in: nil).hint),
        key == nil || key == own
      else { return nil }
      key = own
      entries += values
    }
    guard let key else { return nil }
    return Supply.scenario(key: key, value: .array(joined(entries))).text
  }

  /// Entries about the same address as one: a scenario file that describes a server twice means the later description alone.
  private static func joined(_ entries: [JSONValue]) -> [JSONValue] {
    var joined: [JSONValue] = []
    for entry in entries {
      if let index = joined.firstIndex(where: { $0.address == entry.address }) {
        joined[index] = joined[index].joined(with: entry)
      } else {
        joined.append(entry)
      }
    }
    return joined
  }
}

extension JSONValue {
  /// The value of the member `address`.
  fileprivate var address: JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == "address" }?.value
  }

  /// Both as one: objects key by key, arrays one after the other; of anything else this one.
  fileprivate func joined(with other: JSONValue) -> JSONValue {
    switch (self, other) {
    case (.object(let mine), .object(let theirs)):
      let shared = mine.map { member in
        let same = theirs.first { $0.key == member.key }
        return Member(member.key, same.map { member.value.joined(with: $0.value) } ?? member.value)
      }
      return .object(shared + theirs.filter { member in !mine.contains { $0.key == member.key } })
    case (.array(let mine), .array(let theirs)): return .array((mine + theirs).uniqued)
    default: return self
    }
  }
}

extension Health {
  fileprivate var color: TextPage.Color {
    switch self {
    case .healthy: .green
    case .unhealthy, .partial, .unknown: .red
    case .undetermined: .yellow
    }
  }
}

extension ProbePlan {
  /// The probe in a few words: `GET /health on port 8080 (Http)`.
  fileprivate var shortWords: String {
    `protocol`.isHTTP
      ? "GET \(path) on port \(port) (\(`protocol`.rawValue))" : "\(`protocol`.rawValue) connection to port \(port)"
  }
}
