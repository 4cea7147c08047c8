import Outcomes
import PacketSets

extension NearMiss {
  /// What keeps the rule from letting the packets through. The frame names the sender whose addresses are needed.
  package func sentence(denier: String, denierPriority: Int, in narration: Narration) -> String {
    let sender = narration.sender
    let name = "\(rule) (\(priority))"
    let later = priority > denierPriority ? ", and comes after \(denier) (\(denierPriority))" : ""
    let text =
      switch lack {
      case .precedence: "\(name) would allow it, but comes after \(denier) (\(denierPriority))"
      case .source(let allowed, let needed):
        // Of a flow that is denied in part, the rule has to cover the whole sender all the same.
        "\(name) covers \(allowed.words), \(sender) is \(needed.union(narration.packets.sources).summary)\(later)"
      case .sourcePort(let allowed, let needed):
        "\(name) covers source ports \(allowed.words), \(sender) uses \(needed.summary)\(later)"
      case .destination(let allowed, let needed):
        "\(name) covers the destination \(allowed.words), the packets go to \(needed.summary)\(later)"
      case .destinationPort(let allowed, let needed):
        "\(name) covers port \(allowed.words), the packets go to port \(needed.summary)\(later)"
      case .protocol(let allowed, let needed):
        "\(name) covers \(allowed.words), the packets are \(needed)\(later)"
      }
    return text.printable
  }
}

extension AddressSet {
  fileprivate var words: String { isEmpty ? "no address" : summary }
}

extension PortSet {
  fileprivate var words: String { isEmpty ? "none" : summary }
}

extension ProtocolSet {
  fileprivate var words: String { isEmpty ? "no protocol" : "\(self)" }
}
