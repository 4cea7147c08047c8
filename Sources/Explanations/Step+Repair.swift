import BackendHealth
import Outcomes
import Reachability
import Resources

extension Step {
  /// What would remove this blocker; nil for a step that blocks nothing.
  package func repair(in context: RepairContext) -> Repair? {
    guard let outcome, verdict == .deny || outcome == .dnsPublicAnswer else { return nil }
    switch outcome {
    case .nsgDenied: return securityGroupRepair(in: context) ?? Repair(outcome.remedy)
    case .managementBlocked: return managementRepair(in: context) ?? Repair(outcome.remedy)
    case .routeNone, .routeInternet, .routeApplianceAbsent: return routeRepair(outcome)
    case .adminRuleDenied: return adminRuleRepair()
    case .noEgress, .memberStale, .gatewayNotDeployable, .instanceDependent, .clientsBlocked, .observedDiffers:
      return Repair(outcome.remedy)
    case .peeringNotConnected, .peeringAccessDisabled, .peeringOutOfSync: return peeringRepair(outcome, in: context)
    case .connectionNotConnected: return Repair(outcome.remedy)
    case .routeApplianceNotForwarding, .routeAsymmetric, .routeLoop, .peeringForwardingDisabled, .applianceDenied:
      return deviceRepair(outcome, in: context)
    case .peeringGlobalLoadBalancer, .peeringGlobalPrivateEndpoint, .peeringSubnetLeftOut: return Repair(outcome.remedy)
    case .loadBalancerNoRule, .loadBalancerNoMember, .privateEndpointNotApproved:
      return deviceRepair(outcome, in: context)
    case .dnsNoRecord: return recordRepair()
    case .dnsPublicAnswer: return linkRepair()
    case .dnsServersDisagree: return Repair(outcome.remedy)
    case .tlsProxyProtocol, .tlsVersion, .tlsCipher, .tlsLeafMissing, .tlsChainOrder, .tlsChainIncomplete,
      .tlsUntrustedRoot, .tlsIntermediateUnknown, .tlsRootMismatch, .tlsNotWhitelisted, .tlsUnverifiable, .tlsExpired,
      .tlsNameMismatch:
      return tlsRepair(outcome, in: context)
    case .dnsServerUnreachable, .dnsLoop, .addressUnassigned, .guestDenied, .portClosed: return Repair(outcome.remedy)
    case .portWrong, .portProtocol, .probeStatus, .probeBody, .probeTimeout, .poolEmpty, .gatewayStopped,
      .gatewayFailed:
      return gatewayRepair(outcome, in: context)
    case .hostRejected, .accessRestricted, .siteStopped, .capacity, .listenerNone, .ruleMissing, .redirectLoop,
      .requestTimeout, .backendStatus, .connectionClosed, .requestInvalid, .clientClosed:
      return requestRepair(outcome, in: context)
    case .undeterminedListener, .undeterminedResponse, .undeterminedTLS, .undeterminedName, .undeterminedAddress,
      .undeterminedResource, .undeterminedServiceTag, .undeterminedAppliance, .undeterminedLoadBalancer,
      .undeterminedPrivateEndpoint, .undeterminedGateway, .undeterminedOnPremises:
      return Repair(outcome.remedy)
    }
  }

  private func routeRepair(_ outcome: Outcome) -> Repair {
    guard let subject, let route = subject.rule else {
      guard outcome == .routeNone, case .route(let step) = detail, step.source != .user else {
        return Repair(outcome.remedy)
      }
      return Repair(
        "add a route or a peering that leads to the destination; the row to None is Azure's own and cannot be deleted")
    }
    let table: [(String, [CommandLine.Word])] =
      subject.resource.groupOption + [("--route-table-name", [.text(subject.resource.name)]), ("-n", [.text(route)])]
    if outcome == .routeApplianceAbsent {
      return Repair(
        "correct the next hop address of \(subject), or create the appliance",
        [
          CommandLine(
            "az network route-table route update",
            table + [("--next-hop-type", [.text("VirtualAppliance")]), ("--next-hop-ip-address", [.blank("address")])])
        ])
    }
    return Repair("delete the route \(subject)", [CommandLine("az network route-table route delete", table)])
  }

  private func peeringRepair(_ outcome: Outcome, in context: RepairContext) -> Repair {
    guard let peering = subject?.resource, let network = peering.parent else { return Repair(outcome.remedy) }
    if outcome == .peeringAccessDisabled {
      return .allowing("allowVirtualNetworkAccess", "--allow-vnet-access", at: peering, of: network)
    }
    if outcome == .peeringOutOfSync {
      return Repair(
        "synchronise the peering \(peering.path)",
        [
          CommandLine(
            "az network vnet peering sync",
            network.groupOption + [("--vnet-name", [.text(network.name)]), ("-n", [.text(peering.name)])])
        ])
    }
    guard let known = context.peering(peering), let remote = known.remoteVirtualNetwork?.id,
      known.state != .disconnected
    else { return Repair(outcome.remedy) }
    return Repair(
      "create the peering of \(remote.path) with \(network.path)",
      [
        CommandLine(
          "az network vnet peering create",
          remote.groupOption + [
            ("--vnet-name", [.text(remote.name)]), ("-n", [.text("\(remote.name)-to-\(network.name)")]),
            ("--remote-vnet", [.text(network.text)]), ("--allow-vnet-access", [.text("true")]),
          ])
      ])
  }

  /// A link of the private endpoint's zone; where a custom server asks past Azure-provided DNS, the server has to be changed.
  private func linkRepair() -> Repair {
    guard case .name(let step) = detail, case .publicAnswer(let answer) = step.answer else {
      return Repair(Outcome.dnsPublicAnswer.remedy)
    }
    guard let network = answer.network, let zone = answer.zone else {
      let owner = answer.zone.map { "the private DNS zone \($0.name)" } ?? "the private endpoint's DNS zone"
      // A server that is asked for the public name never looks at a forwarder for privatelink (azure-semantics.md §3.3).
      let asked = answer.zone.flatMap { PrivateDnsZone.publicDomain(ofPrivateLink: $0.name.lowercased()) } ?? step.query
      return Repair(
        answer.network.map { "link \(owner) to \($0.name)" }
          ?? "let the DNS server forward \(asked) to 168.63.129.16, in a network that \(owner) is linked to")
    }
    // A name without a group is looked for in the zone's own.
    let name = zone.scope.isEmpty || network.scope == zone.scope ? network.name : network.text
    return Repair(
      "link the private DNS zone \(zone.name) to \(network.name)",
      [
        CommandLine(
          "az network private-dns link vnet create",
          zone.groupOption + [
            ("-z", [.text(zone.name)]), ("-n", [.text("link-\(network.name)")]), ("-v", [.text(name)]),
            ("-e", [.text("false")]),
          ])
      ])
  }

  private func recordRepair() -> Repair {
    guard case .name(let step) = detail, case .privateZone(let zone) = step.source else {
      return Repair(Outcome.dnsNoRecord.remedy)
    }
    let suffix = "." + zone.name.lowercased()
    let query = step.query.lowercased()
    let record = query.hasSuffix(suffix) ? String(step.query.dropLast(suffix.count)) : "@"
    return Repair(
      "add an A record \(record) to the private DNS zone \(zone.name)",
      [
        CommandLine(
          "az network private-dns record-set a add-record",
          zone.groupOption + [
            ("-z", [.text(zone.name)]), ("-n", [.text(record)]), ("-a", [.blank("address")]),
          ])
      ])
  }
}
