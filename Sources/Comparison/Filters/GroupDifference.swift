import Changes
import NetworkModel
import Outcomes
import PacketSets
import Reachability
import Resources

/// Two security groups, or one and none, that do different things where they are attached.
package struct GroupDifference: Sendable {
  /// The group before; nil where none is attached.
  package let before: ResourceID?
  /// The group after; nil where none is attached.
  package let after: ResourceID?
  /// The subnets and network interfaces where they filter; empty where the input does not say.
  package let places: [ResourceID]
  /// Inbound and outbound, as far as packets differ.
  package let directions: [FilterDifference]
  /// The group that one side attaches and its input lacks.
  package let missing: MissingFact?

  /// Whether nothing differs.
  package var isEmpty: Bool { directions.isEmpty && missing == nil }

  /// Whether packets differ, whatever is missing.
  package var isCertain: Bool { directions.contains { $0.regions.contains { $0.missing == nil } } }

  /// What cannot be told: facts that the input lacks.
  package var missingFacts: [MissingFact] {
    (missing.map { [$0] } ?? []) + directions.flatMap(\.regions).compactMap(\.missing)
  }
}

/// Compares the groups of two configurations wherever both have a place that they can be attached to.
struct GroupComparison {
  private struct Place {
    let id: ResourceID
    let subnet: NetworkSubnet?
    let group: Attachment<NetworkSecurityGroup>
  }

  private struct Side {
    let engine: Engine
    let places: [Place]
    var meanings: [ResourceID: GroupMeaning] = [:]

    init(_ engine: Engine) {
      self.engine = engine
      let model = engine.model
      places =
        model.networks.flatMap(\.subnets).map { Place(id: $0.id, subnet: $0, group: $0.networkSecurityGroup) }
        + model.cards.map {
          Place(id: $0.id, subnet: $0.primary?.subnet, group: $0.networkSecurityGroup)
        }
    }

    var hasCards: Bool { !engine.model.cards.isEmpty }

    mutating func meaning(at subnet: NetworkSubnet?) -> GroupMeaning {
      guard let subnet else { return GroupMeaning(anywhereIn: engine.model.resources) }
      if let known = meanings[subnet.id] { return known }
      let meaning = engine.meaning(at: subnet)
      meanings[subnet.id] = meaning
      return meaning
    }

    func group(_ id: ResourceID) -> NetworkSecurityGroup? { engine.model.resources.networkSecurityGroups[id] }
  }

  private struct Question: Equatable {
    let before: NetworkSecurityGroup?
    let oldMeaning: GroupMeaning
    let after: NetworkSecurityGroup?
    let newMeaning: GroupMeaning

    static func == (a: Question, b: Question) -> Bool {
      a.before?.id == b.before?.id && a.after?.id == b.after?.id && a.oldMeaning == b.oldMeaning
        && a.newMeaning == b.newMeaning
    }

    func answer(at places: [ResourceID]) -> GroupDifference {
      GroupDifference(
        before: before?.id, after: after?.id, places: places,
        directions: TrafficDirection.allCases.map {
          FilterDifference($0, from: before, oldMeaning, to: after, newMeaning)
        }.filter { !$0.isEmpty }, missing: nil)
    }
  }

  private var old: Side
  private var new: Side
  /// What both sides lack alike where they were compared, so that it is taken to be the same.
  private(set) var shared: [MissingFact] = []

  init(from old: Engine, to new: Engine) {
    self.old = Side(old)
    self.new = Side(new)
  }

  /// Whether there is something to compare, and nothing of one side stands for something of the other.
  var isIncomparable: Bool {
    let resources = [old, new].map(\.engine.model.resources)
    if old.places.isEmpty, new.places.isEmpty, resources.allSatisfy(\.networkSecurityGroups.isEmpty) {
      return ResourceTable.haveNothingInCommon(resources[0], resources[1])
    }
    return commonPlaces().isEmpty && groupPairs().isEmpty
  }

  /// What differs, group by group in the order of the places, then of the groups that are attached nowhere.
  mutating func differences() -> [GroupDifference] {
    var questions: [(question: Question, places: [ResourceID])] = []
    var missing: [GroupDifference] = []
    var asked: Set<[ResourceID?]> = []
    for (before, after) in commonPlaces() {
      if before.group.missing != nil || after.group.missing != nil {
        if let gap = Self.gap(before, after) {
          missing.append(gap)
        } else if let fact = after.group.missing {
          shared.append(fact)
        }
        continue
      }
      guard before.group.value != nil || after.group.value != nil else { continue }
      let question = self.question(before.group.value, after.group.value, at: (before, after))
      asked.insert([question.before?.id, question.after?.id])
      if let index = questions.firstIndex(where: { $0.question == question }) {
        questions[index].places.append(after.id)
      } else {
        questions.append((question, [after.id]))
      }
    }
    for (before, after) in groupPairs() where !asked.contains([before.id, after.id]) {
      questions.append((elsewhere(before, after), []))
    }
    return questions.map { $0.question.answer(at: $0.places) }.filter { !$0.isEmpty } + missing
  }

  /// Compares one group of each side where both are attached, else where one of them is, else wherever they could be.
  mutating func difference(_ before: NetworkSecurityGroup, _ after: NetworkSecurityGroup) -> [GroupDifference] {
    var questions: [(question: Question, places: [ResourceID])] = []
    for place in commonPlaces() where place.0.group.value?.id == before.id && place.1.group.value?.id == after.id {
      let question = self.question(before, after, at: place)
      if let index = questions.firstIndex(where: { $0.question == question }) {
        questions[index].places.append(place.1.id)
      } else {
        questions.append((question, [place.1.id]))
      }
    }
    if questions.isEmpty { questions = [(elsewhere(before, after), [])] }
    return questions.map { $0.question.answer(at: $0.places) }.filter { !$0.isEmpty }
  }

  /// What two groups do at a place. Where both sides have network interfaces, a group of them that only one side has members of is
  /// empty on the other.
  private mutating func question(
    _ before: NetworkSecurityGroup?, _ after: NetworkSecurityGroup?, at place: (Place, Place)
  ) -> Question {
    let was = old.meaning(at: place.0.subnet)
    let becomes = new.meaning(at: place.1.subnet)
    guard old.hasCards, new.hasCards else {
      return Question(before: before, oldMeaning: was, after: after, newMeaning: becomes)
    }
    return Question(
      before: before, oldMeaning: was.knowing(groupsOf: becomes), after: after,
      newMeaning: becomes.knowing(groupsOf: was))
  }

  /// Groups that are attached nowhere in common: names in rules are taken to mean the same on both sides.
  private mutating func elsewhere(_ before: NetworkSecurityGroup, _ after: NetworkSecurityGroup) -> Question {
    let meaning: GroupMeaning
    if let place = new.places.first(where: { $0.group.value?.id == after.id }) {
      meaning = new.meaning(at: place.subnet)
    } else if let place = old.places.first(where: { $0.group.value?.id == before.id }) {
      meaning = old.meaning(at: place.subnet)
    } else {
      meaning = GroupMeaning(anywhereIn: new.engine.model.resources)
    }
    return Question(before: before, oldMeaning: meaning, after: after, newMeaning: meaning)
  }

  private func commonPlaces() -> [(Place, Place)] {
    let olds = Dictionary(old.places.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let news = Dictionary(new.places.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return ResourcePairs(old.places.map(\.id), new.places.map(\.id)).common.compactMap { before, after in
      olds[before].flatMap { old in news[after].map { (old, $0) } }
    }
  }

  /// The groups of both sides that stand for each other; one of each side do, whatever their names.
  private func groupPairs() -> [(NetworkSecurityGroup, NetworkSecurityGroup)] {
    let befores = old.engine.model.resources.networkSecurityGroups
    let afters = new.engine.model.resources.networkSecurityGroups
    let pairs = ResourcePairs(Array(befores.keys), Array(afters.keys)).common
    if pairs.isEmpty, befores.count == 1, afters.count == 1, old.places.isEmpty || new.places.isEmpty {
      return [(befores.values[0], afters.values[0])]
    }
    return pairs.compactMap { before, after in
      befores[before].flatMap { old in afters[after].map { (old, $0) } }
    }
  }

  /// A place whose group one side lacks; nil where both sides name the same.
  private static func gap(_ before: Place, _ after: Place) -> GroupDifference? {
    if case .resource(let old, _, _)? = before.group.missing, case .resource(let new, _, _)? = after.group.missing,
      old.matches(new)
    {
      return nil
    }
    return GroupDifference(
      before: before.group.value?.id, after: after.group.value?.id, places: [after.id], directions: [],
      missing: before.group.missing ?? after.group.missing)
  }
}
