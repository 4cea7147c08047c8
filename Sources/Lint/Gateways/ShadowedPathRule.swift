import BackendHealth
import Outcomes
import Resources

/// A path pattern that an earlier one never lets match.
enum ShadowedPathRule: LintRule {
  static let about = LintDescription(
    .shadowedPathRule, .error, "an earlier path rule takes every path of this pattern",
    flags: "A pattern of a path map that an earlier rule's pattern of the same map holds, whatever the letter case.",
    reason: "Path rules are tried in their order, and the first that fits decides: requests go to the other pool.",
    remedy: "Put the narrower pattern first.",
    source: "azure-semantics.md §5.1")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    inspection.gateways.flatMap(\.urlPathMaps).flatMap { map in
      map.pathRules.indices.flatMap { place in
        map.pathRules[place].paths.compactMap { pattern -> LintFinding? in
          for earlier in map.pathRules[..<place] {
            guard let wider = earlier.paths.first(where: { holds($0, pattern) }) else { continue }
            return finding(
              .gateway(.pathRule(pattern: pattern, earlier: wider, earlierRule: earlier.id.name)),
              Subject(map.id, rule: map.pathRules[place].id.name, origin: map.origin))
          }
          return nil
        }
      }
    }
  }

  /// Whether every path that fits a pattern fits another one. A star stands at the end of a pattern only.
  private static func holds(_ wider: String, _ pattern: String) -> Bool {
    if pattern.hasSuffix("*"), !wider.hasSuffix("*") { return false }
    return RequestRouter.fits(pattern.hasSuffix("*") ? String(pattern.dropLast()) : pattern, pattern: wider)
  }
}
