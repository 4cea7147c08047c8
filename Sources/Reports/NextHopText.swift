import Explanations
import Outcomes
import Reachability

/// `agwsim next-hop` as text.
package enum NextHopText {
  /// The answer.
  package static func answer(_ answer: NextHopAnswer, style: TextStyle = TextStyle()) -> String {
    var page = TextPage(style: style)
    let width = 13
    let color: TextPage.Color =
      answer.missing != nil ? .yellow : answer.nextHop?.kind == NextHop.Kind.none ? .red : .green
    page.field("Next hop", answer.typeName, labelWidth: width, color: color)
    if let address = answer.nextHop?.address { page.field("Address", "\(address)", labelWidth: width) }
    if let route = answer.route {
      let name = route.name.map { ", \(route.routeTable.map { "\($0.path)/" } ?? "")\($0)" } ?? ""
      page.field("Route", "\(route.prefix) (\(route.source.rawValue)\(name))", labelWidth: width)
    } else if answer.missing == nil {
      page.field("Route", "no effective route covers the destination", labelWidth: width)
    }
    if answer.missing == nil {
      page.paragraph(
        answer.route?.routeTable?.path ?? answer.routeTableName, after: "Route table".padded(to: width),
        firstColor: .bold)
    }
    if let origin = answer.route?.origin {
      page.paragraph(origin.place, after: "Written at".padded(to: width), firstColor: .bold)
    }
    if let route = answer.route, let hop = answer.nextHop, hop.kind == NextHop.Kind.none,
      route.nextHop.kind == .virtualAppliance
    {
      page.paragraph(
        "The route names an appliance that neither the virtual network nor a peered one has; Azure then reports None.")
    }
    page.gaps(answer.missing.map { [$0] } ?? [])
    return page.text
  }
}
