import Comparison
import Explanations
import Outcomes
import PacketSets
import Reachability

/// What `agwsim reach` was asked, and the answer.
package struct ReachAnswer {
  /// How the senders are called; nil for everybody.
  package let from: String?
  /// How the receivers are called; nil for everybody.
  package let to: String?
  /// The protocol.
  package let `protocol`: IPProtocol
  /// The packets.
  package let reach: Reach

  /// An answer.
  package init(from: String?, to: String?, protocol: IPProtocol, reach: Reach) {
    self.from = from
    self.to = to
    self.protocol = `protocol`
    self.reach = reach
  }

  /// What gets through, in a word.
  package var verdict: FlowVerdict {
    if reach.passing.isEmpty, reach.sometimes.isEmpty { return reach.undetermined.isEmpty ? .blocked : .undetermined }
    return reach.denied.isEmpty && reach.sometimes.isEmpty && reach.undetermined.isEmpty ? .reachable : .partial
  }

  /// Facts that the input lacks.
  var missing: [MissingFact] { reach.undetermined.flatMap(\.steps).compactMap(\.missing) }

  fileprivate var title: String {
    "\(`protocol`) from \(from ?? "anywhere") to \(to ?? "anywhere")"
  }
}

/// `agwsim reach` as text: every packet that gets through, and what stops the others.
package enum ReachText {
  /// The answer.
  package static func answer(_ answer: ReachAnswer, style: TextStyle = TextStyle()) -> String {
    var page = TextPage(style: style)
    page.paragraph(answer.title)
    page.regions(answer.reach.passing, "PASSES", .green)
    page.regions(answer.reach.sometimes, "PARTLY", .yellow)
    page.regions(answer.reach.undetermined, "UNKNOWN", .yellow)
    page.regions(answer.reach.denied, "DENIED", .red)
    page.gaps(answer.missing)
    if !answer.reach.assumptions.isEmpty {
      page.blank()
      page.line("Assumptions", color: .bold)
      for assumption in answer.reach.assumptions { page.paragraph(assumption.sentence, after: "  - ") }
    }
    page.blank()
    page.paragraph(answer.verdict.reachWords)
    return page.text
  }
}

extension TextPage {
  fileprivate mutating func regions(_ regions: [Reach.Region], _ mark: String, _ color: Color) {
    for region in regions {
      let first = "  \(mark)".padded(to: 10)
      let indent = String(repeating: " ", count: 10)
      for (index, box) in region.packets.boxes.enumerated() {
        paragraph(box.withoutEphemeralPorts.regionText, after: [(index == 0 ? first : indent, color)])
      }
      for step in region.steps {
        paragraph((step.leg == .back ? "return: " : "") + step.line, after: indent + "  by ")
      }
    }
  }
}

extension PacketBox {
  /// The box without its source ports, where they are all that clients use.
  var withoutEphemeralPorts: PacketBox {
    guard sourcePorts == PortSet(1024...65535) else { return self }
    return PacketBox(
      sources: sources, destinations: destinations, destinationPorts: destinationPorts, protocols: protocols)
  }
}

extension FlowVerdict {
  fileprivate var reachWords: String {
    switch self {
    case .reachable: "Every packet gets through."
    case .blocked: "No packet gets through."
    case .partial: "Some packets get through."
    case .undetermined: "It cannot be told whether any packet gets through."
    }
  }
}
