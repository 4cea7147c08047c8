import JSONText
import Loading
import NetworkModel
import Outcomes
import Resources

/// A change as a person gives it: `az` command lines, a script of them, or JSON that replaces the resources of the same ids.
package struct Change: Sendable {
  /// One part of a change that is made on its own.
  package struct Edit: Sendable {
    /// As written: the command line, or the file.
    package let text: String
    /// Where it is written.
    package let origin: Origin
    fileprivate let apply: @Sendable (inout Resources) throws(ChangeProblem) -> Void

    /// The resources after this edit.
    /// - Throws: the edit does not fit the resources, or Azure would refuse it.
    package func applied(to resources: Resources) throws(ChangeProblem) -> Resources {
      var out = resources
      try apply(&out)
      return out
    }
  }

  /// A problem and the line of the change's text that it is about.
  package struct Failure: Error, Sendable {
    /// What is wrong.
    package let problem: ChangeProblem
    /// Where.
    package let origin: Origin

    /// A problem at a place.
    package init(problem: ChangeProblem, origin: Origin) {
      self.problem = problem
      self.origin = origin
    }
  }

  /// How the change was named: the command line itself or the file.
  package let name: String
  /// Its edits, in order.
  package let edits: [Edit]

  /// Reads command lines.
  /// - Parameter variables: values for the script's variables.
  /// - Throws: the first command that is not understood.
  package init(
    script: String, name: String, variables: [String: String] = [:]
  ) throws(Failure) {
    self.name = name
    let source = SourceText(name: name, bytes: Array(script.utf8))
    let origin = Origin(text: source, path: .root)
    var edits: [Edit] = []
    for command in ShellScript(script, variables: variables).commands {
      guard command.words.first?.text == "az" else { continue }
      do {
        if let edit = try Self.edit(command, origin: origin) { edits.append(edit) }
      } catch {
        throw Failure(problem: error, origin: origin)
      }
    }
    if edits.isEmpty { throw Failure(problem: .empty, origin: origin) }
    self.edits = edits
  }

  /// What a loaded document of Azure JSON replaces.
  package init(document resources: Resources, name: String) {
    self.name = name
    let origin = Origin(text: SourceText(name: name, bytes: []), path: .root)
    edits = [Edit(text: name, origin: origin) { $0.replace(with: resources) }]
  }

  /// The edit of one command; nil for a command that only reads.
  private static func edit(_ command: ShellScript.Command, origin: Origin) throws(ChangeProblem) -> Edit? {
    let words = command.words.dropFirst()
    let path = words.prefix { !$0.text.hasPrefix("-") }.map(\.text)
    if let verb = path.last,
      ["show", "list", "version", "login", "set"].contains(verb) || verb.hasPrefix("show-") || verb.hasPrefix("list-")
    {
      return nil
    }
    guard let row = AzCommand.table.first(where: { path.starts(with: $0.path) }) else {
      throw .unknownCommand(
        (["az"] + path).joined(separator: " "), known: AzCommand.table.map { (["az"] + $0.path).joined(separator: " ") }
      )
    }
    let arguments = try AzArguments(words.dropFirst(row.path.count), of: row, origin: origin)
    let text = command.words.map(\.text).joined(separator: " ")
    return Edit(text: text, origin: origin) { resources throws(ChangeProblem) in try row.effect(arguments, &resources) }
  }
}

extension Resources {
  /// Every resource of a document takes the place of the one with the same id.
  fileprivate mutating func replace(with other: Resources) {
    for (id, value) in other.virtualNetworks { virtualNetworks[known(id, virtualNetworks.keys)] = value }
    for (id, value) in other.networkSecurityGroups {
      networkSecurityGroups[known(id, networkSecurityGroups.keys)] = value
    }
    for (id, value) in other.applicationSecurityGroups {
      applicationSecurityGroups[known(id, applicationSecurityGroups.keys)] = value
    }
    for (id, value) in other.routeTables { routeTables[known(id, routeTables.keys)] = value }
    for (id, value) in other.networkInterfaces { networkInterfaces[known(id, networkInterfaces.keys)] = value }
    for (id, value) in other.virtualMachines { virtualMachines[known(id, virtualMachines.keys)] = value }
    for (id, value) in other.publicIPAddresses { publicIPAddresses[known(id, publicIPAddresses.keys)] = value }
    for (id, value) in other.applicationGateways { applicationGateways[known(id, applicationGateways.keys)] = value }
    for (id, value) in other.privateDnsZones { privateDnsZones[known(id, privateDnsZones.keys)] = value }
    for (id, value) in other.connections { connections[known(id, connections.keys)] = value }
  }

  private func known(_ id: ResourceID, _ ids: some Sequence<ResourceID>) -> ResourceID {
    ids.first(where: id.matches) ?? id
  }
}
