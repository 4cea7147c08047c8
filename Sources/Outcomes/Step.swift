import PacketSets

/// One thing that happened to a set of packets on their way: which stage, who decided, and why.
package struct Step: Hashable, Sendable {
  /// On the way there or back.
  package let leg: Leg
  /// What it did with `packets`.
  package let verdict: StepVerdict
  /// Why, when the verdict is deny or undetermined.
  package let outcome: Outcome?
  /// Who decided.
  package let subject: Subject?
  /// The packets this record speaks of, as the sender of the forward leg emits them.
  package let packets: PacketSet
  /// What was looked at.
  package let detail: StepDetail
  /// The fact that the input lacks, when the verdict is undetermined.
  package let missing: MissingFact?

  /// A step record.
  package init(
    _ leg: Leg, _ verdict: StepVerdict, _ detail: StepDetail, packets: PacketSet, outcome: Outcome? = nil,
    subject: Subject? = nil, missing: MissingFact? = nil
  ) {
    self.leg = leg
    self.verdict = verdict
    self.detail = detail
    self.packets = packets
    self.outcome = outcome ?? missing?.outcome
    self.subject = subject
    self.missing = missing
  }

  /// The same record with another verdict, once it is known what it does to the whole.
  package func judged(_ verdict: StepVerdict) -> Step {
    Step(leg, verdict, detail, packets: packets, outcome: outcome, subject: subject, missing: missing)
  }
}

/// What a step looked at, with the facts that a reader wants to see.
package enum StepDetail: Hashable, Sendable {
  case name(NameStep)
  case route(RouteStep)
  case rule(RuleStep)
  /// No network security group is attached here, so everything passes.
  case noSecurityGroup(FilterPoint)
  /// Replies of an allowed flow pass every network security group.
  case flowState
  case peering(PeeringStep)
  case appliance(ApplianceStep)
  case loadBalancer(LoadBalancerStep)
  case privateEndpoint(PrivateEndpointStep)
  case guestFirewall(address: IPAddress, rule: String?)
  case listener(ListenerStep)
  case tls(TLSStep)
  case response(ResponseStep)
  case gateway(GatewayStep)
  /// The pool has no member.
  case emptyPool
  case site(SiteStep)
  case request(RequestStep)
  case answer(AnswerStep)
  /// A security admin rule of Virtual Network Manager, before any group.
  case adminRule(AdminRuleStep)
  /// The address that a public destination sees.
  case egress(EgressStep)
  /// Azure reported the member Healthy under this probe, so that the server's answer is known.
  case reported
}
