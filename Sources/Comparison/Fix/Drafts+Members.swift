import BackendHealth
import NetworkModel
import Outcomes
import PacketSets
import Resources

/// Edits of pools: a member where there is none, and the right one in place of a wrong one.
extension FixContext {
  func memberDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard let gateway = gateway(obstacle.gateway) else { return [] }
    if let member = obstacle.member, obstacle.outcome != .poolEmpty {
      return replacements(of: member, in: gateway) + machineDrafts(obstacle)
    }
    guard let pool = gateway.backendAddressPools.firstIndex(where: { obstacle.subject?.resource == $0.id }) else {
      return []
    }
    return additions(to: pool, of: gateway)
  }

  /// The wrong address of a pool exchanged for that of a machine that the pool is named after.
  private func replacements(of member: MemberPrediction, in gateway: ApplicationGateway) -> [Draft] {
    guard let pool = gateway.backendAddressPools.first(where: { $0.id == member.pool }) else { return [] }
    return machines(for: pool.id.name).filter { !pool.holds($0) }.compactMap { machine in
      var draft = Draft(
        .poolChanged, of: resources, premises: [.memberIsAt(pool.id.name, machine.address, machine: machine.name)]
      ) { _ in }
      return draft.replace(member, by: .address(machine.address, origin: pool.origin), in: gateway) ? draft : nil
    }
  }

  /// The interface that was left without a machine given one again: what it answers is for its owner to say.
  private func machineDrafts(_ obstacle: Obstacle) -> [Draft] {
    guard let card = obstacle.subject?.resource, resources.networkInterfaces[card]?.isUnattached ?? false else {
      return []
    }
    return [Draft(.machine(with: card), of: resources)]
  }

  /// A machine that the pool is named after, by its address or by its network interface.
  private func additions(to index: Int, of gateway: ApplicationGateway) -> [Draft] {
    let pool = gateway.backendAddressPools[index]
    return machines(for: pool.id.name).flatMap { machine -> [Draft] in
      let premises = [FixPremise.memberIsAt(pool.id.name, machine.address, machine: machine.name)]
      let byAddress = Draft(.poolChanged, of: resources, premises: premises) {
        $0.applicationGateways[gateway.id]!.backendAddressPools[index].members.append(
          .address(machine.address, origin: pool.origin))
      }
      guard let configuration = machine.configuration, let card = configuration.parent else { return [byAddress] }
      let byCard = Draft(.poolChanged, of: resources, premises: premises) { resources in
        guard
          let place = resources.networkInterfaces[card]?.ipConfigurations.firstIndex(where: { $0.id == configuration })
        else { return }
        resources.networkInterfaces[card]!.ipConfigurations[place].applicationGatewayBackendAddressPools.append(
          Reference(.id(pool.id), origin: pool.origin))
      }
      return [byAddress, byCard]
    }
  }
}

extension Draft {
  /// Puts something in the place of a pool's member.
  /// - Returns: whether the pool lists the member by its address or its name.
  mutating func replace(
    _ member: MemberPrediction, by new: BackendAddressPool.Member, in gateway: ApplicationGateway
  ) -> Bool {
    guard let index = gateway.backendAddressPools.firstIndex(where: { $0.id == member.pool }) else { return false }
    let pool = gateway.backendAddressPools[index]
    let place = pool.members.firstIndex { $0.written == member.member.address }
    guard let place, let address = new.written else { return false }
    resources.applicationGateways[gateway.id]!.backendAddressPools[index].members[place] = new
    for pair in gateway.probedPairs where pair.pool.id == pool.id {
      replaced[MemberKey(pool: pool.id, setting: pair.setting.id, address: member.member.address)] = MemberKey(
        pool: pool.id, setting: pair.setting.id, address: address)
    }
    return true
  }
}

extension BackendAddressPool.Member {
  /// The text by which a pool lists it; nil for one that a network interface names.
  fileprivate var written: String? {
    switch self {
    case .address(let address, _): address.description
    case .fqdn(let name, _): name
    case .ipConfiguration: nil
    }
  }
}

extension BackendAddressPool {
  /// Whether it has a machine already.
  fileprivate func holds(_ machine: Machine) -> Bool {
    members.contains { member in
      switch member {
      case .address(let address, _): address == machine.address
      case .ipConfiguration(let id, _): id == machine.configuration
      case .fqdn: false
      }
    }
  }
}
