import BackendHealth
import Explanations
import JSONText
import Loading
import NetworkModel
import OrderedCollections
import Outcomes
import PacketSets
import Resources

/// What a scenario lacks for definite predictions, as comments beside the place where it belongs.
package struct ScenarioGaps: Sendable {
  /// A remark, and lines that a person can bring to life by taking the slashes away.
  struct Comment: Sendable {
    let remarks: [String]
    /// What to add: values of an array, or members of an object.
    var additions: [String] = []
    /// The empty container in which it stands; nil for what stands by itself.
    var empty: JSONValue?

    func text(indent: Int) -> String {
      let margin = String(repeating: " ", count: indent) + "// "
      return (remarks + additions.flatMap { $0.split(separator: "\n").map(String.init) }).map { margin + $0 }
        .joined(separator: "\n")
    }
  }

  /// Comments by the key of the scenario that they stand in.
  private(set) var sections: [String: [Comment]] = [:]
  /// Comments on the whole, with the commands that supply what is missing.
  private(set) var head: [Comment] = []

  /// Nothing is lacking.
  package init() {}

  /// What keeps predictions of gateways from being definite, and what the model could not find.
  package init(_ predictions: [GatewayPrediction], in model: NetworkModel) {
    let members = predictions.flatMap(\.pairs).flatMap(\.members)
    addServers(members)
    var seen: Set<MissingFact> = []
    let facts = members.flatMap { member in
      member.steps.compactMap(\.missing).map { ($0, Story(member, in: nil).hint) }
    }
    for (fact, hint) in facts + model.missing.map({ ($0, ServerHint()) }) where seen.insert(fact).inserted {
      if !fact.isOfServer { add(fact, hint) }
    }
    addOpaqueTags(model.resources)
  }

  private mutating func add(_ fact: MissingFact, _ hint: ServerHint) {
    switch fact.supply(hint) {
    case .scenario(let key, let value):
      let additions: [String]
      switch value {
      case .array(let elements): additions = elements.map { JSONLayout(width: 93).text($0) + "," }
      case .object(let members):
        additions = members.map { "\(JSONLayout.quoted($0.key)): \(JSONLayout(width: 93).text($0.value))," }
      case .null, .boolean, .integer, .number, .string:
        additions = ["\(JSONLayout.quoted(key)): \(JSONLayout.line(value)),"]
      }
      let comment = Comment(remarks: [fact.sentence], additions: additions, empty: value.empty)
      if sections[key]?.contains(where: { $0.additions == additions }) != true {
        sections[key, default: []].append(comment)
      }
    case .command(let command):
      // A scenario knows no subscriptions, and the import of an import is the same text.
      let lines = command.without("--subscription").lines(width: 93).map { "  " + $0 }
      if !head.contains(where: { $0.additions == lines }) {
        head.append(Comment(remarks: [fact.sentence], additions: lines))
      }
    case .advice(let advice): head.append(Comment(remarks: [fact.sentence, "  " + advice]))
    }
  }

  // MARK: Servers

  /// A line for every address of which nothing is known, with all ports and paths that are asked for.
  private mutating func addServers(_ members: [MemberPrediction]) {
    var unknown: OrderedDictionary<IPAddress, [(member: MemberPrediction, port: UInt16)]> = [:]
    for member in members {
      for case .listener(let address, let port)? in member.steps.map(\.missing) {
        if unknown[address]?.contains(where: { $0.port == port && $0.member.probe.path == member.probe.path }) != true {
          unknown[address, default: []].append((member, port))
        }
      }
    }
    for (address, asked) in unknown {
      let ports = OrderedDictionary(grouping: asked, by: \.port)
      let listeners = ports.map { port, asked -> JSONValue in
        let plan = asked[0].member.probe
        let responses = asked.map {
          JSONValue.object([.init("path", .string($0.member.probe.path)), .init("status", 200)])
        }
        return .members([
          ("port", .integer(Int(port))), ("protocol", .string(plan.protocol.rawValue)),
          ("responses", plan.protocol.isHTTP ? .array(responses) : nil),
        ])
      }
      let member = asked[0].member
      let name = member.member.virtualMachine?.name ?? "server-\(address)"
      let server: JSONValue = [
        "name": .string(name), "address": .string("\(address)"), "listeners": .array(listeners),
      ]
      sections["servers", default: []].append(
        Comment(
          remarks: [ScenarioRemark.undescribed(address, of: member.label)],
          additions: [JSONLayout(width: 93).text(server) + ","], empty: .array([])))
    }
  }

  // MARK: Service tags

  private mutating func addOpaqueTags(_ resources: Resources) {
    // What these stand for the networks themselves and the platform tell.
    let known: Set = ["virtualnetwork", "internet", "azureloadbalancer", "azureplatformdns", "azureplatformimds"]
    let unknown = resources.namedServiceTags.filter {
      resources.serviceTags[$0] == nil && !known.contains($0.lowercased())
    }.sorted()
    guard !unknown.isEmpty else { return }
    head.append(
      Comment(remarks: [ScenarioRemark.unknownTags(unknown)], additions: ["  " + CommandLine.serviceTags.text]))
  }
}

extension MissingFact {
  /// Whether the line that describes a server as a whole supplies it.
  fileprivate var isOfServer: Bool { if case .listener = self { true } else { false } }
}

extension JSONValue {
  fileprivate var empty: JSONValue? {
    switch self {
    case .array: .array([])
    case .object: .object([])
    case .null, .boolean, .integer, .number, .string: nil
    }
  }
}
