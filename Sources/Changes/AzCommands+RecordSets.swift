import Outcomes
import PacketSets
import Resources

extension AzCommand {
  /// A record makes its set, so that a set is made on its own only when it is empty.
  static let recordSetCommands: [AzCommand] =
    [addAddress, removeAddress, setTarget, removeTarget]
    + ["a", "cname"].flatMap { type in [recordSets(type).create, recordSets(type).delete(.yes)] }

  private static let recordName = AzOption("--record-set-name", "-n", required: true)
  private static let address = AzOption("--ipv4-address", "-a", required: true)
  private static let target = AzOption("--cname", "-c", required: true)
  private static let keepsEmpty = AzOption("--keep-empty-record-set", shape: .flag)

  /// Record sets of one type, which az makes without records.
  private static func recordSets(_ type: String) -> AzGroup<RecordSet> {
    AzGroup(
      path: "network private-dns record-set " + type, kind: .privateDnsZone,
      levels: [.init(zoneName), .init(.name, type.uppercased(), "record set")], store: .recordSets(type),
      fields: [
        .unread(.ignored("--ttl", shape: .integer(1...Int(Int32.max))), only: .create),
        .unread(.ignored("--metadata", shape: .list), only: .create),
      ], takesNoWait: false,
      make: { id, origin, _ in RecordSet(name: id.name, origin: origin, data: type == "a" ? .a([]) : .other("CNAME")) },
      finish: { _, scope, _, _ throws(ChangeProblem) in try refuseConflict(scope.id, type, in: scope.resources) })
  }

  private static let addAddress = AzCommand(
    "network private-dns record-set a add-record", [zoneName, recordName, address], takesNoWait: false
  ) { arguments, resources throws(ChangeProblem) in
    let id = try recordSet(arguments, "A", in: resources)
    try refuseConflict(id, "a", in: resources)
    let address = try arguments.address("--ipv4-address")!
    let set = AzStore.recordSets("a").find(id, resources)?.record
    let others = set?.addresses.filter { $0 != address } ?? []
    AzStore.recordSets("a").put(
      id, RecordSet(name: set?.name ?? id.name, origin: arguments.origin, data: .a(others + [address])), &resources)
  } requests: { edit in
    AzStore.recordSets("a").all(edit.after).flatMap { id, new -> [AzRequest] in
      guard edit.hasParentBefore(id) else { return [] }
      let old = AzStore.recordSets("a").find(id, edit.before)?.record.addresses ?? []
      return new.addresses.filter { !old.contains($0) }.map { request(id, "-a", $0.description) }
    }
  }

  private static let removeAddress = AzCommand(
    "network private-dns record-set a remove-record", [zoneName, recordName, address, keepsEmpty], takesNoWait: false
  ) { arguments, resources throws(ChangeProblem) in
    let id = try recordSet(arguments, "A", in: resources)
    let address = try arguments.address("--ipv4-address")!
    guard var set = AzStore.recordSets("a").find(id, resources)?.record else {
      throw .name(unknownRecordSet(id, in: resources))
    }
    guard set.addresses.contains(address) else {
      throw .name(.unknown(address.description, kind: "address", known: set.addresses.map(\.description)))
    }
    set.data = .a(set.addresses.filter { $0 != address })
    let goes = set.addresses.isEmpty && !arguments.has("--keep-empty-record-set")
    AzStore.recordSets("a").put(id, goes ? nil : set, &resources)
  } requests: { edit in
    AzStore.recordSets("a").all(edit.before).flatMap { id, old -> [AzRequest] in
      guard let new = AzStore.recordSets("a").find(id, edit.after)?.record else { return [] }
      return old.addresses.filter { !new.addresses.contains($0) }.map {
        request(id, "-a", $0.description, [.init(name: "--keep-empty-record-set", values: [])])
      }
    }
  }

  private static let setTarget = AzCommand(
    "network private-dns record-set cname set-record", [zoneName, recordName, target], takesNoWait: false
  ) { arguments, resources throws(ChangeProblem) in
    let id = try recordSet(arguments, "CNAME", in: resources)
    try refuseConflict(id, "cname", in: resources)
    let name = AzStore.recordSets("cname").find(id, resources)?.record.name ?? id.name
    AzStore.recordSets("cname").put(
      id, RecordSet(name: name, origin: arguments.origin, data: .cname(arguments.text("--cname") ?? "")), &resources)
  } requests: { edit in
    AzStore.recordSets("cname").all(edit.after).compactMap { id, new in
      guard edit.hasParentBefore(id), let target = new.target,
        AzStore.recordSets("cname").find(id, edit.before)?.record.target?.lowercased() != target.lowercased()
      else { return nil }
      return request(id, "-c", target)
    }
  }

  private static let removeTarget = AzCommand(
    "network private-dns record-set cname remove-record", [zoneName, recordName, target, keepsEmpty],
    takesNoWait: false
  ) { arguments, resources throws(ChangeProblem) in
    let id = try recordSet(arguments, "CNAME", in: resources)
    let name = arguments.text("--cname") ?? ""
    guard var set = AzStore.recordSets("cname").find(id, resources)?.record else {
      throw .name(unknownRecordSet(id, in: resources))
    }
    guard set.target?.lowercased() == name.lowercased() else {
      throw .name(.unknown(name, kind: "target", known: set.target.map { [$0] } ?? []))
    }
    set.data = .other("CNAME")
    AzStore.recordSets("cname").put(id, arguments.has("--keep-empty-record-set") ? set : nil, &resources)
  } requests: { edit in
    AzStore.recordSets("cname").all(edit.before).compactMap { id, old in
      guard let new = AzStore.recordSets("cname").find(id, edit.after)?.record, new.target == nil,
        let target = old.target
      else { return nil }
      return request(id, "-c", target, [.init(name: "--keep-empty-record-set", values: [])])
    }
  }

  private static func request(
    _ id: ResourceID, _ option: String, _ value: String, _ more: [AzLine.Option] = []
  ) -> AzRequest {
    AzRequest(
      id: id,
      options: [
        .init(name: "-z", values: [id.names[0]]), .init(name: "-n", values: [id.name]),
        .init(name: option, values: [value]),
      ] + more)
  }

  /// The id of the record set that the options name, whether it is there or not.
  private static func recordSet(
    _ arguments: AzArguments, _ type: String, in resources: Resources
  ) throws(ChangeProblem) -> ResourceID {
    let zone = try arguments.resource("--zone-name", .privateDnsZone, in: resources)
    return zone.child(type, arguments.text("--record-set-name") ?? "")
  }

  /// Refuses a set beside an alias of the same name, and an alias beside any other set.
  private static func refuseConflict(
    _ id: ResourceID, _ type: String, in resources: Resources
  ) throws(ChangeProblem) {
    let sets = id.parent.flatMap { resources.privateDnsZones[$0]?.recordSets } ?? []
    let others = sets.filter { $0.name.lowercased() == id.name.lowercased() && !$0.isOf(type: type) }
    if others.contains(where: { type == "cname" || $0.isOf(type: "cname") }) { throw .refused(.recordSetConflict) }
  }

  private static func unknownRecordSet(_ id: ResourceID, in resources: Resources) -> NameProblem {
    let known = id.parent.flatMap { resources.privateDnsZones[$0]?.recordSets.map(\.name) } ?? []
    return .unknown(id.name, kind: "record set of \(id.parent?.name ?? "")", known: known)
  }
}

extension RecordSet {
  /// Its addresses; none for another type.
  fileprivate var addresses: [IPAddress] { if case .a(let addresses) = data { addresses } else { [] } }

  /// The name that it stands for; nil for another type.
  fileprivate var target: String? { if case .cname(let name) = data { name } else { nil } }

  /// Whether it is of a type such as `a`, with or without records.
  fileprivate func isOf(type: String) -> Bool {
    switch data {
    case .a: type == "a"
    case .aaaa: type == "aaaa"
    case .cname: type == "cname"
    case .other(let other): other.lowercased() == type
    }
  }
}

extension AzStore where Record == RecordSet {
  /// The record sets of one type; their ids have the type as a segment, as Azure's.
  fileprivate static func recordSets(_ type: String) -> AzStore {
    AzStore { resources in
      resources.privateDnsZones.values.flatMap { zone in
        zone.recordSets.filter { $0.isOf(type: type) }.map { (zone.id.child(type.uppercased(), $0.name), $0) }
      }
    } find: { id, resources in
      let sets = id.parent.flatMap { resources.privateDnsZones[$0]?.recordSets } ?? []
      return sets.first { $0.isOf(type: type) && $0.name.lowercased() == id.name.lowercased() }.map { (id, $0) }
    } put: { id, record, resources in
      guard let zone = id.parent, resources.privateDnsZones[zone] != nil else { return }
      let place = resources.privateDnsZones[zone]!.recordSets.firstIndex {
        $0.isOf(type: type) && $0.name.lowercased() == id.name.lowercased()
      }
      if let place {
        resources.privateDnsZones[zone]!.recordSets.remove(at: place)
        if let record { resources.privateDnsZones[zone]!.recordSets.insert(record, at: place) }
      } else if let record {
        resources.privateDnsZones[zone]!.recordSets.append(record)
      }
    }
  }
}
