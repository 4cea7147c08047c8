import BackendHealth
import Outcomes

extension LintRule {
  /// What predictions find besides the health that they predict, of gateways and of members.
  static func predicted(in inspection: Inspection, _ fits: (FindingDetail) -> Bool) -> [LintFinding] {
    inspection.predictions.flatMap { prediction in
      let all = prediction.findings + prediction.pairs.flatMap(\.members).flatMap(\.findings)
      return all.filter { fits($0.detail) }.map { found in
        let gateway = inspection.resources.applicationGateways[prediction.gateway]
        return finding(
          .finding(found), found.subject ?? Subject(prediction.gateway, origin: gateway?.origin))
      }
    }
  }
}
