import BackendHealth
import Outcomes
import Reachability
import Resources

/// `agwsim trace` as a picture: the places on the way, and what stops packets there.
package struct TracePicture {
  private let picture: Picture

  /// Members, worst first; of those with the same cause one is drawn.
  package init(_ members: [MemberPrediction], in resources: Resources? = nil) {
    picture = .members(members, in: resources)
  }

  /// Any flow; the verdict takes into account what its server does, whose steps and assumptions come with it.
  package init(
    _ flow: FlowResult, verdict: FlowVerdict, server: [Step] = [], assumptions: [Assumption] = [],
    in resources: Resources? = nil
  ) {
    picture = .flow(Story(flow, verdict: verdict, server: server, assumptions: assumptions, in: resources))
  }

  /// The picture in a format.
  package func text(_ format: PictureFormat) -> String { format.text(picture) }
}
