import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// The rules of a security group as exact sets of packets at a place, with what nobody knows standing for itself.
///
/// Suppose that `Deny Storage` comes before `Allow Storage`, and the prefixes of Storage are not known. Whatever they are, the second
/// rule never decides anything. So that set algebra sees this, each unknown thing (a tag without prefixes, an application security
/// group, the part of `VirtualNetwork` that a gateway may have learned) gets one address of a block that nobody uses, its stand-in.
/// A rule holds the stand-in when it names the thing itself, everything, or addresses among which all of the thing's must be.
///
/// Why a rule that is covered here is covered whatever the unknown means: take a packet of it whose sender is a member of the
/// thing. Put the stand-in in the member's place: an earlier rule has that packet, and it holds the stand-in only where it holds
/// every member. The same goes for the receiver.
struct RuleSpace: Hashable {
  /// Something that rules name and nobody knows in full.
  private struct Unknown: Hashable {
    let name: String
    /// Every address that it can have; nil for any.
    let possible: AddressSet?
    let standIn: IPAddress
  }

  /// Addresses for documentation of discarded packets (RFC 6666), which no packet of a network has.
  private static let standIns = AddressPrefix("100::/64")!

  private let meanings: [String: AddressSet]
  private let unknowns: [Unknown]
  /// The addresses that packets can have here.
  private let families: AddressSet

  /// The rules of a group where it is attached; at no place, `VirtualNetwork` and `Internet` can mean anything.
  init(_ rules: [SecurityRule], at place: GroupPlace?, engine: Engine) {
    var meanings: [String: AddressSet] = [:]
    var unknowns: [Unknown] = []
    func add(_ name: String, possible: AddressSet?) {
      let number = UInt128(unknowns.count + 1)
      unknowns.append(
        Unknown(
          name: name, possible: possible, standIn: IPAddress(bits: Self.standIns.range.lowerBound.bits + number)))
    }
    for end in rules.flatMap({ [$0.source, $0.destination] }) {
      for case .serviceTag(let tag) in end.addresses where meanings[tag.lowercased()] == nil {
        let name = tag.lowercased()
        guard let subnet = place?.subnet else {
          meanings[name] = AddressSet()
          add(name, possible: nil)
          continue
        }
        let meaning = engine.meaning(of: tag, at: subnet)
        meanings[name] = meaning.certain
        if !meaning.possible.isEmpty { add(name, possible: meaning.certain.union(meaning.possible)) }
      }
      for group in end.applicationSecurityGroups where meanings[group.lintName] == nil {
        meanings[group.lintName] = AddressSet()
        add(group.lintName, possible: nil)
      }
    }
    self.meanings = meanings
    self.unknowns = unknowns
    // A network without IPv6 carries none.
    let prefixes = place.map { engine.model.networks[$0.subnet.network].record.addressPrefixes } ?? []
    families = !prefixes.isEmpty && prefixes.allSatisfy { $0.family == .v4 } ? .ipv4 : .all
  }

  /// The packets of a rule.
  func boxes(of rule: SecurityRule) -> [PacketBox] {
    rule.boxes(from: addresses(rule.source), to: addresses(rule.destination)).filter { !$0.isEmpty }
  }

  private func addresses(_ end: RuleEndpoint) -> AddressSet {
    let block = AddressSet(Self.standIns)
    if end.addresses.contains(.any) { return unknowns.reduce(families) { $0.union(AddressSet($1.standIn)) } }
    var names: Set<String> = Set(end.applicationSecurityGroups.map(\.lintName))
    var known = AddressSet()
    for address in end.addresses {
      switch address {
      case .any: break
      case .prefix(let prefix): known = known.union(AddressSet(prefix))
      case .serviceTag(let tag):
        names.insert(tag.lowercased())
        known = known.union(meanings[tag.lowercased()] ?? AddressSet())
      }
    }
    known = known.intersection(families).subtracting(block)
    let held = unknowns.filter { unknown in
      // A service's tag holds the tag of the service in a region.
      names.contains(unknown.name) || names.contains { unknown.name.hasPrefix($0 + ".") }
        || (unknown.possible ?? .all).intersection(families).subtracting(block).isSubset(of: known)
    }
    return held.reduce(known) { $0.union(AddressSet($1.standIn)) }
  }
}

extension Reference {
  /// The name of an application security group among the names of tags, which have no slash.
  fileprivate var lintName: String { (id?.key ?? "asg/" + name).lowercased() }
}
