import Outcomes
import Reachability

/// `agwsim effective-routes` as text, in the columns of az's table.
package enum EffectiveRoutesText {
  /// All rows.
  package static func routes(_ routes: EffectiveRoutes, style: TextStyle = TextStyle()) -> String {
    var page = TextPage(style: style)
    let rows = routes.rows.map { route in
      [
        route.source.rawValue, route.state.rawValue, "\(route.prefix)", route.nextHop.kind.rawValue,
        route.nextHop.addresses.map(\.description).joined(separator: ", "),
      ]
    }
    page.table(
      [["Source", "State", "Address Prefix", "Next Hop Type", "Next Hop IP"]] + rows,
      colors: [[]] + routes.rows.map { [nil, $0.state == .invalid ? .dim : nil] })
    page.gaps(routes.gaps)
    return page.text
  }
}
