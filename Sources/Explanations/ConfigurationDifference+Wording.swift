import Changes
import Comparison
import Outcomes

extension ConfigurationDifference {
  /// How much differs, and whether more may.
  package var summary: String {
    switch verdict {
    case .same: return "No difference."
    case .undetermined where isIncomparable:
      return "Nothing was compared: no security group, subnet or network interface of one side is on the other."
    case .undetermined:
      let reasons = [
        missing.isEmpty && !isUnlisted ? nil : "the facts above could show one",
        uncompared.isEmpty ? nil : "what is not alike could make one",
      ]
      return "No difference is known; \(reasons.compactMap { $0 }.joined(separator: ", and "))."
    case .different: break
    }
    let regions = groups.flatMap(\.directions).flatMap(\.regions)
    let allowed = regions.count { $0.isAllowed }
    let routed = routes.flatMap(\.changes).count
    func many(_ count: Int, _ one: String, _ several: String) -> String? {
      count == 0 ? nil : "\(count) \(count == 1 ? one : several)"
    }
    let parts = [
      many(allowed, "region newly allowed", "regions newly allowed"),
      many(regions.count - allowed, "region newly denied", "regions newly denied"),
      many(routed, "set of destinations routed otherwise", "sets of destinations routed otherwise"),
      many(members.count, "member with another health", "members with another health"),
      many(requests.count, "request with another answer", "requests with another answer"),
      many(onlyBefore.count + onlyAfter.count, "place on one side only", "places on one side only"),
    ]
    return parts.compactMap { $0 }.joined(separator: ", ") + "."
      + (uncompared.isEmpty ? "" : " What is not alike may change more.")
  }
}

extension UncomparedDifference {
  /// What is not alike, in a few words: `networkInterfaces nic-fw: enableIPForwarding`.
  package var words: String {
    let shown = shownProperties
    let list = shown.prefix(4).joined(separator: ", ") + (shown.count > 4 ? " and \(shown.count - 4) more" : "")
    let text =
      switch self {
      case .resource(let resource):
        "\(resource.id.collection) \(resource.id.path): "
          + (resource.onlyIn.map { "only \($0.rawValue)" } ?? list)
      case .stated(let stated): list.isEmpty ? stated.name : "\(stated.name): \(list)"
      case .serviceTags: "serviceTags: the prefixes of tags"
      }
    return text.printable
  }

  /// The paths of the properties that differ; parts without a name of their own are left out.
  package var shownProperties: [String] {
    let paths =
      switch self {
      case .resource(let resource): resource.properties
      case .stated(let stated): stated.properties
      case .serviceTags: [String]()
      }
    return paths.map { $0.split(separator: "/").joined(separator: "/") }
  }
}

extension ResourceID {
  /// The last part of its type: the collection that holds it in Azure.
  fileprivate var collection: String { type.split(separator: "/").last.map(String.init) ?? type }
}
