import JSONText
import Outcomes
import Resources

/// From which state to which one command lines shall lead.
struct AzEdit: Sendable {
  /// The resources that differ, as they are.
  let before: Resources
  /// The same resources as they shall be.
  let after: Resources
  /// The resource group of resources whose own is not known.
  let group: String?
  /// Whether commands have to say which subscription they mean.
  let namesSubscriptions: Bool
  private let idsBefore: Set<ResourceID>
  private let idsAfter: Set<ResourceID>

  init(before: Resources, after: Resources, group: String?, namesSubscriptions: Bool) {
    self.before = before
    self.after = after
    self.group = group
    self.namesSubscriptions = namesSubscriptions
    idsBefore = Set(ResourceIndex(before).all)
    idsAfter = Set(ResourceIndex(after).all)
  }

  /// Whether the resource around a child is there already; a resource of its own has none.
  func hasParentBefore(_ id: ResourceID) -> Bool { id.parent.map(idsBefore.contains) ?? true }

  /// Whether the resource around a child shall be there; a resource of its own has none.
  func hasParentAfter(_ id: ResourceID) -> Bool { id.parent.map(idsAfter.contains) ?? true }
}

extension AzGroup {
  /// The options that name a resource.
  func key(_ id: ResourceID) -> [AzLine.Option] {
    zip(levels, id.names).map { .init(name: $0.option.shortName, values: [$1]) }
  }

  /// What `create` has to be told for each record that is missing.
  func created(_ edit: AzEdit) -> [AzRequest] {
    store.all(edit.after).filter { id, _ in
      store.find(id, edit.before) == nil && edit.hasParentBefore(id)
    }.map { id, record in
      let scope = AzScope(id: id, resources: edit.after)
      let blank = blank(id, in: scope)
      return AzRequest(
        id: id,
        options: key(id)
          + fields.filter { $0.only != .update }.compactMap { field in
            field.values(creating: record, from: blank, in: scope).map {
              .init(name: field.option.names[0], values: $0)
            }
          })
    }
  }

  /// What `update` has to be told for each record that differs.
  func changed(_ edit: AzEdit) -> [AzRequest] {
    store.all(edit.after).compactMap { id, new in
      guard let old = store.find(id, edit.before)?.record else { return nil }
      let scope = AzScope(id: id, resources: edit.after)
      let options: [AzLine.Option] = fields.filter { $0.only != .create }.compactMap { field in
        field.values(changing: old, to: new, in: scope).map { .init(name: field.option.names[0], values: $0) }
      }
      return options.isEmpty && !isTouch(old, new) ? nil : AzRequest(id: id, options: key(id) + options)
    }
  }

  /// What `delete` has to be told for each record that shall not be there, or not as it is.
  func deleted(_ edit: AzEdit, agreeing: Bool) -> [AzRequest] {
    var kept: Set<ResourceID> = []
    if isOrdered { kept = inPlace(edit) }
    return store.all(edit.before).filter { id, old in
      guard let new = store.find(id, edit.after)?.record else { return edit.hasParentAfter(id) }
      return needsRenewal(old, new) || isOrdered && !kept.contains(id)
    }.map { id, _ in
      AzRequest(id: id, options: key(id) + (agreeing ? [.init(name: "--yes", values: [])] : []))
    }
  }

  /// The records before the first one that has to go behind others: a create puts its record last.
  private func inPlace(_ edit: AzEdit) -> Set<ResourceID> {
    var kept: Set<ResourceID> = []
    let old = Dictionary(grouping: store.all(edit.before).map(\.id), by: \.parent)
    let new = Dictionary(grouping: store.all(edit.after).map(\.id), by: \.parent)
    for (parent, ids) in old {
      let wanted = new[parent] ?? []
      let present = ids.filter { wanted.contains($0) }
      kept.formUnion(zip(present, wanted).prefix { $0 == $1 }.map(\.0))
    }
    return kept
  }

  /// The record that a create with nothing but names makes.
  private func blank(_ id: ResourceID, in scope: AzScope) -> Record {
    let arguments = AzArguments(fallbacksOf: create)
    var record = make(id, arguments.origin, nil)
    for field in fields where field.only != .update && !field.option.fallback.isEmpty {
      // A fallback of az's own is always legal.
      try? field.take(arguments, scope, &record)
    }
    return record
  }
}
