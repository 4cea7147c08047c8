import Loading
import Outcomes
import Resources

/// A service tag that Azure is not known to have.
enum UnknownServiceTag: LintRule {
  static let about = LintDescription(
    .unknownServiceTag, .warning, "the rule names a service tag that Azure is not known to have",
    flags: """
      A service tag in a security rule whose name, without a region, is none of those that Azure publishes, unless the input gives \
      its prefixes. A name that is nearly one of them is bad input already.
      """,
    reason:
      "Azure refuses a rule with a tag that it does not have; a rule that was written by hand may never be deployed.",
    remedy: "Correct the tag, or give Azure's file of service tags as a further input if the tag is new.",
    source: "azure-semantics.md §1.7")

  static func findings(in inspection: Inspection) -> [LintFinding] {
    let known = Set(ServiceTagNames.all.map { $0.lowercased() })
    return inspection.groups.flatMap { group in
      group.securityRules.flatMap { rule in
        (rule.source.addresses + rule.destination.addresses).compactMap { address -> LintFinding? in
          guard case .serviceTag(let tag) = address else { return nil }
          let name = tag.split(separator: ".").first.map(String.init) ?? tag
          if known.contains(name.lowercased()) { return nil }
          if inspection.resources.serviceTags[tag] != nil || inspection.resources.serviceTags[name] != nil {
            return nil
          }
          let near = NearestNames.near(name, in: ServiceTagNames.all)
          return finding(.group(.unknownTag(RuleMention(rule), tag: tag, near: near)), Subject(rule, of: group))
        }
      }
    }
  }
}
