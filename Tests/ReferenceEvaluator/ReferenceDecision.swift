/// Decides the fate of the flow that a packet begins: forward, then the reply's way back.
///
/// The steps and their order are those of azure-semantics §0: route, outbound groups, appliances, load balancer,
/// inbound groups, return route. Where the sheet leaves a choice, this is what was chosen. Choices about one rule,
/// route or tag stand beside the function that makes them.
///
/// **Order of blame.** Only the first cause is given; all that fails later is not looked at.
/// - An absent appliance fails at the route (§0 step 3 "dead appliance", §11 R7), one that does not forward after the
///   sender's outbound groups (§0 step 5) and before its own groups.
/// - Groups are blamed before the peering (§10 vector 11), forbidden access before forwarded traffic.
/// - Groups, peering, then the endpoint's state and protocol.
///
/// **Receivers.** An address of a subnet that no interface has is treated as alive, since instances of gateways have no
/// interface of the user (§1.3). A route to an appliance whose address is the destination itself delivers directly
/// (§2.5: an interface takes packets for its own address), but one whose address no interface has is `None` even then
/// (§11 R7); rules of appliances are for what they forward, not for what is sent to or by them.
///
/// **Appliances (§2.5–2.7).**
/// - One that forwards and that no `appliances` entry describes leaves the flow undecided once the groups and the peering
///   on the way in have let it through; what comes after it is not looked at.
/// - Its groups see the sender and the final destination, on the way in and, after any NAT, on the way out; service
///   tags expand as at its own subnet (§1.7 detail 2). Both its groups, the subnet's and the interface's, are asked
///   each way.
/// - `rules` absent lets everything pass; present, the first match decides and what matches none is denied. They see
///   the packet before NAT. A stateful appliance does not ask them about replies, a stateless one does: the reply's
///   destination port is then the port the sender chose.
/// - Source NAT takes the appliance's address and keeps the port; it needs state whatever `stateful` says. The next
///   group to see the new source is the appliance's own on the way out (§1.4).
/// - Coming to the same appliance twice in one direction is a loop, since routes look at destinations only (§2.2).
/// - State is kept for any protocol: a stateful appliance that sees one direction only stops UDP and ICMP too.
/// - To the Internet it must send with its own address as source (§2.5), else the replies are lost; with it, the reply
///   begins at the appliance and finds its way from there. A sender that uses no appliance reaches the Internet and
///   back.
///
/// **Peerings (§2.6).**
/// - Each crossing from one network to another is judged by itself, with the groups at its two ends.
/// - A packet "did not originate in the peer" when its source address at that moment is not in the peer's prefixes:
///   after a source NAT it originates at the appliance, and the reply, its NAT undone, at the receiver.
/// - `allowForwardedTraffic` of the receiving network's object counts, on the way back too; the other object's does not
///   (§8 row 14). It counts also where a packet returns to the network it came from by way of a peer's appliance.
/// - Forbidden access: each object closes its own end, as it is that end's `VirtualNetwork` tag that lacks the other
///   network; an explicitly allowing rule in a group at that end opens it again (§11 R1). The rule must be the one that
///   decided in its group. A reply is asked only where it crosses a peering that the packet itself did not cross; every
///   group at an end that has decided about the flow may then open it.
///
/// **Load balancers (§1.4, §4.12, §2.5).**
/// - The sender's outbound groups and those of appliances before the frontend see the frontend's address and port, as
///   the choice of a member is step 6 of §0 and those groups are steps 4 and 5; the member's groups see its own address
///   and the backend port.
/// - From the frontend to the member there is no route to choose: no route table and no appliance between them.
/// - One packet stands for every choice: any member that is up and denies denies, any that is undecided leaves it so.
/// - `All` takes TCP and UDP; nothing takes ICMP. A frontend without a rule for the packet drops it.
/// - A rule without a probe takes all its members for up. A probe needs only the member's groups.
/// - A member that reaches itself through its frontend is denied (§4.12 says it can fail).
/// - Replies of a member leave with the frontend's address and port as source; they go by the routes of the member's
///   subnet.
/// - As a next hop: the rule is chosen by the packet's own protocol and port, its destination stays. The reply that
///   comes to the same frontend goes to the same member; that of another frontend to any. A rule for one port therefore
///   does not take the replies, whose destination port is the sender's.
/// - A Basic one in another region is unreachable, as receiver and as next hop.
///
/// **Private endpoints (§1.11, §2.6).**
/// - They take TCP only (§9). Their subnet's group is left out without the policy; then nothing at their end can open
///   forbidden access.
/// - Without the RouteTable policy their replies go by the routes their subnet would have without a route table.
/// - An isolated gateway does not reach one in another region (§1.9); by way of an appliance it does, as it is not the
///   gateway then that sends over the peering.
/// - Not modelled: the older limits on rules.
///
/// **Replies.** Groups never matter for a reply where the flow passed (§1.5): at its two ends and at appliances that
/// saw the packet with the same addresses and ports. An appliance that only the reply passes has no record of it: its
/// groups judge the reply as a new flow, then a stateful one drops it. The route of the reply matters everywhere
/// (§2.7). A reply that ends in another network that uses the sender's address too is lost.
package func decide(_ packet: ReferencePacket, in network: ReferenceNetwork) -> ReferenceVerdict {
  var decision = ReferenceDecision(packet, in: network)
  return decision.run()
}

/// One run of the steps, keeping what each of them saw; a copy of it follows each choice of a load balancer.
struct ReferenceDecision {
  let network: ReferenceNetwork
  /// The packet as its sender made it.
  let original: ReferencePacket
  /// The packet, later its reply, as it is at the moment.
  var packet: ReferencePacket

  var forward: ReferenceNextHop?
  var outbound: ReferenceFilterVerdict?
  var hops: [ReferenceHop] = []
  var receiver: ReferencePlace?
  var inbound: ReferenceFilterVerdict?
  var reply: ReferenceNextHop?
  var replyHops: [String] = []

  /// The packet as it came to the frontend of the load balancer that chose the receiver.
  var balanced: ReferencePacket?
  /// The appliances whose source NAT the reply has not met yet; the last one is met first.
  var translations: [ReferenceHop] = []
  /// The interfaces of appliances that saw the reply to what they had sent.
  var answered: Set<String> = []
  /// The pairs of networks whose peering the packet crossed.
  var crossed: Set<Set<String>> = []
  /// What groups at each place have decided about the flow.
  var filterSteps: [ReferencePlace: [ReferenceFilterStep]] = [:]

  init(_ packet: ReferencePacket, in network: ReferenceNetwork) {
    self.original = packet
    self.packet = packet
    self.network = network
  }

  mutating func run() -> ReferenceVerdict {
    guard let subnet = packet.sourceSubnet else { return end(.undecided, .source, .unknownSource) }
    if [ReferenceAddress.platform, ReferenceAddress.instanceMetadata].contains(packet.destination) {
      return end(.undecided, .destination, .platformAddress)
    }
    return send(from: ReferencePlace(address: packet.source, subnet: subnet))
  }

  /// The verdict with all that has been seen so far.
  func end(_ outcome: ReferenceOutcome, _ stage: ReferenceStage, _ cause: ReferenceCause) -> ReferenceVerdict {
    ReferenceVerdict(
      outcome: outcome, stage: stage, cause: cause, forward: forward, outbound: outbound,
      destinationSubnet: receiver?.subnet,
      destinationInterface: receiver.flatMap { network.networkInterface($0.address, in: $0.subnet)?.name },
      inbound: inbound, reply: reply, hops: hops, replyHops: replyHops)
  }

  // MARK: Groups and peerings

  /// Asks the groups that the packet meets when it leaves a place.
  mutating func leave(_ place: ReferencePlace) -> ReferenceFilterVerdict {
    filter(place, network.outboundGroups(place.address, in: place.subnet), .outbound)
  }

  /// Asks the groups that the packet meets when it comes to a place.
  mutating func enter(_ place: ReferencePlace) -> ReferenceFilterVerdict {
    filter(place, network.inboundGroups(place.address, in: place.subnet), .inbound)
  }

  /// Asks groups and remembers what they said.
  mutating func filter(
    _ place: ReferencePlace, _ groups: [String], _ direction: ReferenceDirection
  ) -> ReferenceFilterVerdict {
    let verdict = network.evaluate(groups, packet, direction, at: place.subnet)
    filterSteps[place, default: []] += verdict.steps
    return verdict
  }

  func cause(of denial: ReferenceFilterStep) -> ReferenceCause {
    .networkSecurityGroup(denial.networkSecurityGroup, rule: denial.rule.name)
  }

  /// The object of a crossed peering that forbids the flow (azure-semantics §11 R1); the near one is named first.
  func forbiddenAccess(
    _ near: String, _ nearSteps: [ReferenceFilterStep], _ far: String, _ farSteps: [ReferenceFilterStep]
  ) -> ReferenceCause? {
    if near == far { return nil }
    for (local, remote, steps) in [(near, far, nearSteps), (far, near, farSteps)] {
      let isClosed = network.peering(from: local, to: remote)!.allowVirtualNetworkAccess == false
      if isClosed && !steps.contains(where: \.isExplicitAllow) { return .peeringAccess(local: local, remote: remote) }
    }
    return nil
  }

  /// The receiving object of a crossed peering when it refuses a packet that did not begin in the peer (§2.6).
  func refusedForwarding(_ near: String, _ far: String) -> ReferenceCause? {
    if near == far { return nil }
    let beganThere = network.virtualNetwork(near).prefixes.contains { $0.contains(packet.source) }
    if beganThere || network.peering(from: far, to: near)!.allowForwardedTraffic { return nil }
    return .forwardedTraffic(local: far, remote: near)
  }

  // MARK: Choices

  /// Follows each member of a load balancer and keeps the worst.
  func worst(
    _ loadBalancer: ReferenceLoadBalancer, _ members: [ReferenceNetworkInterface],
    _ follow: (inout ReferenceDecision, ReferenceNetworkInterface) -> ReferenceVerdict
  ) -> ReferenceVerdict {
    let verdicts = members.map { member in
      var branch = self
      return follow(&branch, member)
    }
    var worst =
      verdicts.first { $0.outcome == .denied } ?? verdicts.first { $0.outcome == .undecided } ?? verdicts[0]
    let choices = zip(members, verdicts).map { member, verdict in
      ReferenceMember(
        loadBalancer: loadBalancer.name, networkInterface: member.name, outcome: verdict.outcome, cause: verdict.cause)
    }
    worst.members = choices + worst.members
    return worst
  }

  /// Why a load balancer has nobody to hand the packet to; else the members it may choose.
  func choice(
    _ loadBalancer: ReferenceLoadBalancer, _ frontend: ReferenceFrontend, from network: String
  ) -> Result<(ReferenceLoadBalancingRule, [ReferenceNetworkInterface]), ReferenceRefusal> {
    let location = self.network.virtualNetwork(loadBalancer.virtualNetwork).location
    if loadBalancer.sku == .basic && self.network.virtualNetwork(network).location != location {
      return .failure(ReferenceRefusal(cause: .loadBalancerInOtherRegion(loadBalancer.name)))
    }
    guard let rule = loadBalancer.rule(for: packet, at: frontend) else {
      return .failure(ReferenceRefusal(cause: .loadBalancerNoRule(loadBalancer.name)))
    }
    let members = self.network.membersUp(loadBalancer, rule)
    if members.isEmpty { return .failure(ReferenceRefusal(cause: .loadBalancerNoMember(loadBalancer.name))) }
    return .success((rule, members))
  }
}

/// A cause as an error.
struct ReferenceRefusal: Error {
  let cause: ReferenceCause
}
