import BackendHealth
import Explanations
import Outcomes
import PacketSets
import Reachability
import Resources

/// `agwsim trace` as text: at most five lines to act on, then the hops, then everything they rest on.
package enum TraceText {
  /// One member. The resources, where they are at hand, let commands name free priorities.
  package static func member(
    _ member: MemberPrediction, in resources: Resources? = nil, style: TextStyle = TextStyle()
  ) -> String {
    text(Story(member, in: resources), alike: [], style: style)
  }

  /// Several members, worst first; of those with the same cause one is told, the others are named.
  package static func members(
    _ members: [MemberPrediction], in resources: Resources? = nil, style: TextStyle = TextStyle()
  ) -> String {
    let rule = String(repeating: "-", count: style.width) + "\n"
    return members.alikeGroups.map { text(Story($0[0], in: resources), alike: Array($0.dropFirst()), style: style) }
      .joined(separator: "\n" + rule + "\n")
  }

  /// Any flow; the verdict takes into account what its server does, whose steps and assumptions come with it.
  package static func flow(
    _ flow: FlowResult, verdict: FlowVerdict, server: [Step] = [], assumptions: [Assumption] = [],
    in resources: Resources? = nil, style: TextStyle = TextStyle()
  ) -> String {
    text(
      Story(flow, verdict: verdict, server: server, assumptions: assumptions, in: resources), alike: [], style: style)
  }

  private static func text(_ story: Story, alike: [MemberPrediction], style: TextStyle) -> String {
    var page = TextPage(style: style)
    page.open(story)
    if !alike.isEmpty {
      page.blank()
      page.paragraph(
        alike.map(\.place).joined(separator: ", "),
        after: "The same for ")
    }
    if let member = story.member {
      page.blank()
      page.paragraph(member.probe.words, after: "Probe    ", firstColor: .bold)
    }
    page.hops(.forward, of: story)
    page.hops(.back, of: story)
    page.azure(story)
    page.findings(story.findings)
    page.changes(story)
    page.confirmations(story)
    page.gaps(story.missing, hint: story.hint)
    page.assumptions(story)
    return page.text
  }
}

extension [MemberPrediction] {
  /// The worst first; equals stay in order.
  package var worstFirst: [MemberPrediction] {
    enumerated().sorted { ($0.element.severity, $0.offset) < ($1.element.severity, $1.offset) }.map(\.element)
  }

  /// Worst first, those together that one change repairs.
  var alikeGroups: [[MemberPrediction]] {
    var groups: [[MemberPrediction]] = []
    for member in worstFirst {
      if let index = groups.firstIndex(where: { $0[0].isAlike(member) }) {
        groups[index].append(member)
      } else {
        groups.append([member])
      }
    }
    return groups
  }
}

extension MemberPrediction {
  /// Whether one change repairs both.
  func isAlike(_ other: MemberPrediction) -> Bool {
    guard health == other.health, path == other.path, health != .healthy else { return false }
    guard let a = decisive, let b = other.decisive else { return decisive == nil && other.decisive == nil }
    // Each server that is not described needs a line of its own, but the same one.
    return a.outcome == b.outcome && a.subject?.description == b.subject?.description
  }
}

extension TextPage {
  /// The five lines that a tired engineer can act on.
  fileprivate mutating func open(_ story: Story) {
    open(story, head: story.headline, color: story.color)
  }

  /// The five lines below a verdict in the words given.
  mutating func open(_ story: Story, head: String, color: Color) {
    let width = 9
    field("Verdict", "\(head): \(story.title)", labelWidth: width, color: color)
    if let decisive = story.decisive {
      field("Cause", first(of: story.causes(of: decisive), labelWidth: width), labelWidth: width)
      if let blamed = decisive.blamed { field("Blamed", blamed, labelWidth: width) }
      let place = decisive.missing == nil ? "To change" : "Missing facts"
      field(
        "Change", first(of: [story.advice(for: decisive), "see \"\(place)\" below"], labelWidth: width),
        labelWidth: width)
    }
    field("Rests on", story.base, labelWidth: width)
  }

  /// The first of the texts that fits beside a label, else the last.
  private func first(of texts: [String], labelWidth: Int) -> String {
    texts.first { $0.printable.count <= style.width - labelWidth } ?? texts.last ?? ""
  }

  /// The steps of one leg.
  fileprivate mutating func hops(_ leg: Leg, of story: Story) {
    let steps = story.steps.filter { $0.leg == leg }
    guard !steps.isEmpty else { return }
    blank()
    let name = leg == .forward ? "Forward  " : "Return   "
    paragraph(story.flows.map { $0.heading(leg) }.joined(separator: "; "), after: name, firstColor: .bold)
    self.steps(steps, of: story)
  }

  /// Steps in order, each once, with what supports them.
  mutating func steps(_ steps: [Step], of story: Story) {
    for step in steps.uniqued {
      let mark = step.verdict.mark
      let decides = step == story.decisive ? " (decides)" : ""
      let blanks = String(repeating: " ", count: 5 - mark.text.count)
      paragraph(
        step.line + decides, after: [("  ", nil), (mark.text, mark.color), (blanks + step.kind.padded(to: 10), nil)])
      for evidence in step.evidence(in: story.narration(of: step)) {
        paragraph(evidence, after: String(repeating: " ", count: 19))
      }
    }
  }

  /// What Azure will print, and the guide's resolution.
  fileprivate mutating func azure(_ story: Story) {
    if let report = story.member?.observed {
      blank()
      paragraph(report.words, after: "Observed ", firstColor: .bold)
    }
    guard let decisive = story.decisive, let outcome = decisive.outcome, decisive.verdict == .deny else { return }
    blank()
    if let health = story.health {
      if let message = story.azureMessage {
        paragraph("reports \(health.rawValue): \"\(message.text)\"", after: "Azure    ", firstColor: .bold)
      } else if outcome == .poolEmpty {
        paragraph("lists the pool without servers", after: "Azure    ", firstColor: .bold)
      } else {
        paragraph("reports \(health.rawValue); its message is not documented", after: "Azure    ", firstColor: .bold)
      }
    }
    if let resolution = outcome.guideResolution {
      paragraph(
        "resolution \(resolution.rawValue) of Microsoft's guide to HTTP 502 errors: \(resolution.problem)",
        after: "Guide    ", firstColor: .bold)
    }
  }

  /// What is to be known besides the verdict, each with what to do.
  mutating func findings(_ findings: [Finding]) {
    guard !findings.isEmpty else { return }
    blank()
    line("Findings", color: .bold)
    for finding in findings.uniqued { self.finding(finding) }
  }

  /// One finding: what it is, who is responsible, what to do.
  mutating func finding(_ finding: Finding) {
    let blamed = finding.subject.map { ": \($0)" } ?? ""
    paragraph("\(finding.outcome.title) (\(finding.outcome.rawValue))\(blamed)", after: "  - ")
    paragraph(finding.sentence, after: "    ")
    if let place = finding.subject?.origin?.place { paragraph("written at \(place)", after: "    ") }
    if case .observed = finding.detail {
      paragraph(finding.advice, after: "    ")
    } else {
      paragraph("change: \(finding.advice)", after: "    ")
    }
  }

  /// What to change, blocker by blocker.
  mutating func changes(_ story: Story) {
    let repairs = story.blockers.compactMap { $0.repair(in: story.repairs) }.uniqued
    guard !repairs.isEmpty else { return }
    blank()
    line("To change", color: .bold)
    for repair in repairs {
      paragraph(repair.summary, after: "  - ")
      for one in repair.commands { command(one, indent: 4) }
    }
  }

  /// What shows the same in Azure.
  mutating func confirmations(_ story: Story) {
    var commands = story.blockers.filter { $0.verdict == .deny }.flatMap { $0.confirmation(in: story.repairs) }
    if let gateway = story.member?.gateway, story.health != .healthy {
      commands.insert(backendHealthCommand(of: gateway), at: 0)
    }
    guard !commands.isEmpty else { return }
    blank()
    line("To confirm in Azure", color: .bold)
    for one in commands.uniqued { command(one, indent: 4) }
  }

  mutating func assumptions(_ story: Story) { assumptions(story.assumptions) }

  /// What an answer rests on; nothing where it rests on nothing.
  mutating func assumptions(_ assumptions: [Assumption]) {
    guard !assumptions.isEmpty else { return }
    blank()
    line("Assumptions", color: .bold)
    for assumption in assumptions.uniqued { paragraph(assumption.sentence, after: "  - ") }
  }
}

extension Story {
  /// The colour of its verdict.
  fileprivate var color: TextPage.Color {
    switch path {
    case _ where health == .healthy || verdict == FlowVerdict.reachable.rawValue: .green
    case _ where health == .undetermined || verdict == FlowVerdict.undetermined.rawValue: .yellow
    case .allow, .deny, .partial, .undetermined: .red
    }
  }

  /// The verdict and the path's in a few words.
  var headline: String {
    let isUndetermined = health == .undetermined || verdict == FlowVerdict.undetermined.rawValue
    return isUndetermined && path != .undetermined
      ? "path \(path.rawValue), \(health == nil ? "" : "health ")\(verdict)" : "\(verdict), path \(path.rawValue)"
  }

  /// The cause in words, the fullest wording first.
  func causes(of step: Step) -> [String] {
    let more = blockers.count - 1
    let tail = more > 0 ? "; \(counted(more, "more finding")) below" : ""
    let title = step.outcome.map { "\($0.title) (\($0.rawValue))" } ?? "not named"
    let sentences = step.missing.map { [$0.sentence + tail, $0.sentence] } ?? []
    return sentences + [title + tail, title]
  }

  /// What to do about the decisive step, in one line.
  func advice(for step: Step) -> String {
    if let missing = step.missing {
      switch missing.supply(hint) {
      case .scenario(let key, _): return "add the \"\(key)\" line below to a scenario file"
      case .command:
        return "add what this command prints below"
      // The outcome's own remedy is to export the resource, which would not help here.
      case .advice(let advice):
        return missing.outcome == .undeterminedResource ? advice : missing.outcome.remedy
      }
    }
    return step.repair(in: repairs)?.summary ?? step.outcome?.remedy ?? "nothing is known to repair it"
  }

  /// What the answer rests on, counted.
  fileprivate var base: String {
    var parts: [String] = []
    let assumed = assumptions.uniqued.count
    if assumed > 0 { parts.append(counted(assumed, "assumption")) }
    if !missing.isEmpty { parts.append(counted(missing.count, "missing fact")) }
    return parts.isEmpty ? "the input alone; nothing is assumed" : parts.joined(separator: " and ") + ", listed below"
  }
}

extension StepVerdict {
  /// The mark before a hop.
  var mark: (text: String, color: TextPage.Color) {
    switch self {
    case .allow: ("ok", .green)
    case .deny: ("DENY", .red)
    case .skip: ("--", .dim)
    case .undetermined: ("??", .yellow)
    }
  }
}

extension FlowResult {
  /// `10.0.1.0/24 -> 10.0.2.4:8080 Tcp`, turned round for the way back.
  func heading(_ leg: Leg) -> String {
    let sender = packets.isEmpty ? question.from : packets.sources.summary
    let address = packets.isEmpty ? question.to : packets.destinations.summary
    let receiver = address + (question.port.map { " port \($0)" } ?? "")
    let ends = leg == .forward ? [sender, receiver] : [receiver, sender]
    return ends.joined(separator: " -> ") + " \(question.protocol)"
  }
}

extension ObservedHealth {
  /// What Azure reported, in its words.
  fileprivate var words: String {
    "Azure reported \(health.rawValue)" + (healthProbeLog.map { ": \"\($0)\"" } ?? "")
  }
}

extension ProbePlan {
  /// The probe in one sentence.
  var words: String {
    let name = probe.map(\.name) ?? "the default probe"
    let request =
      `protocol`.isHTTP
      ? "GET \(path) on port \(port) (\(`protocol`.rawValue))\(host.map { ", Host \($0)" } ?? "")"
      : "\(`protocol`.rawValue) connection to port \(port)"
    return
      "\(name): \(request); every \(intervalSeconds) s, timeout \(timeoutSeconds) s, Unhealthy after "
      + counted(unhealthyThreshold, "failure")
  }
}
