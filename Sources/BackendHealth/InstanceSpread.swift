import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Whether a probe's success depends on the addresses that Azure gives the gateway's instances (azure-semantics.md §1.4, §1.10).
struct InstanceSpread {
  let gateway: ApplicationGateway
  let ends: [End]

  /// The finding that only instances with some addresses get through, and where today's instances stand.
  func finding(decidedBy step: Step?) -> Finding? {
    let all = ends.reduce(AddressSet()) { $0.union($1.flow.packets.sources) }
    // An address fails when one of the member's addresses is wholly out of its reach.
    let failing = ends.reduce(AddressSet()) { failing, end in
      let reaching = end.flow.packets.subtracting(end.denied).sources
      return failing.union(end.flow.packets.sources.subtracting(reaching))
    }
    let passing = all.subtracting(failing)
    guard !failing.isEmpty, !passing.isEmpty else { return nil }
    return Finding(.instances(passing: passing, failing: failing, today: today(of: all)), subject: step?.subject)
  }

  /// The addresses of today's instances, which Azure takes from the start of the subnet.
  private func today(of all: AddressSet) -> AddressSet? {
    guard let count = gateway.scale.instances ?? gateway.scale.minimum, count > 0, let first = all.first else {
      return nil
    }
    return all.intersection(AddressSet(first...IPAddress(bits: first.bits + UInt128(count - 1))))
  }
}
