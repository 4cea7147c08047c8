import JSONText
import Outcomes
import Resources

/// Reads the output of `az network application-gateway show-backend-health`, or REST's answer (azure-semantics.md §4.10).
struct ObservedHealthReader {
  let context: ReadingContext
  let assembly: Assembly

  /// Whether a document is one: pools without a gateway around them.
  static func isObservedHealth(_ members: [String: JSONSlice]) -> Bool {
    members["id"] == nil && members["name"] == nil && members["backendaddresspools"]?.kind == .array
  }

  func read(_ root: JSONSlice) {
    let node: JSONNode
    do {
      node = try root.parse()
    } catch {
      return context.report(error)
    }
    read(FieldReader(node, in: context))
  }

  /// Reads one answer of `show-backend-health`.
  func read(_ answer: FieldReader) {
    for entry in answer.readers("backendAddressPools") {
      guard let pool = entry.gatewayPart("backendAddressPool", "backendAddressPools") else {
        entry.report(.missingField("backendAddressPool"))
        continue
      }
      let settings =
        entry.readers("backendHttpSettingsCollection") + entry.readers("backendSettingsCollection")
      for pair in settings { read(pair, of: pool) }
    }
  }

  private func read(_ pair: FieldReader, of pool: ResourceID) {
    let setting =
      pair.gatewayPart("backendHttpSettings", "backendHttpSettingsCollection")
      ?? pair.gatewayPart("backendSettings", "backendSettingsCollection")
    guard let setting else {
      return pair.report(.missingField("backendHttpSettings"))
    }
    for server in pair.readers("servers") {
      guard let address = server.string("address") else {
        server.report(.missingField("address"))
        continue
      }
      guard let health = server.reportedHealth else { continue }
      assembly.resources.observedHealth.append(
        ObservedHealth(
          origin: server.origin, pool: pool, setting: setting, address: address,
          ipConfiguration: server.ipConfiguration("ipConfiguration"), health: health,
          healthProbeLog: server.string("healthProbeLog")))
    }
  }
}

extension FieldReader {
  /// `health` in the words of the command line or of REST; nil, with the reason reported, for anything else.
  fileprivate var reportedHealth: ReportedHealth? {
    guard let written = string("health") else {
      report(.missingField("health"))
      return nil
    }
    let rest = ["up": ReportedHealth.healthy, "down": .unhealthy]
    if let health = rest[written.lowercased()] { return health }
    return enumeration("health", as: ReportedHealth.self)
  }
}

extension Assembly {
  /// Keeps with each report the gateway that it is about as it is now; a report of a gateway that is not in the input is noted.
  func nameObservedGateways() {
    var absent: Set<ResourceID> = []
    for index in resources.observedHealth.indices where resources.observedHealth[index].gateway == nil {
      let report = resources.observedHealth[index]
      guard let id = report.pool.parent else { continue }
      resources.observedHealth[index].gateway = resources.applicationGateways.values.first { $0.id.matches(id) }
      if resources.observedHealth[index].gateway == nil, absent.insert(id).inserted {
        context.notes.append(.onlyChildren(id, origin: report.origin))
      }
    }
  }
}
