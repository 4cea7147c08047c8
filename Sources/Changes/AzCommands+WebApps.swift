import Outcomes
import PacketSets
import Resources

extension AzCommand {
  static let webAppCommands = [
    addRestriction, removeRestriction, setRestrictions, run("start", true), run("stop", false),
  ]

  private static func run(_ verb: String, _ runs: Bool) -> AzCommand {
    AzCommand("webapp " + verb, [.name, .ignored("--slot", "-s")], takesNoWait: false) {
      arguments, resources throws(ChangeProblem) in
      let id = try arguments.resource("--name", .webApp, in: resources)
      if !arguments.meansAnotherSite { resources.webApps[id]!.site.isRunning = runs }
    } requests: { edit in
      edit.after.webApps.values.filter { app in
        edit.before.webApps[app.id].map { app.site.isRunning == runs && $0.site.isRunning != runs } ?? false
      }.map { AzRequest(id: $0.id, options: [.init(name: "-n", values: [$0.id.name])]) }
    }
  }

  private static let actions = Access.allCases.map(\.rawValue)
  private static let callerOptions = [
    AzOption("--rule-name", "-r"), AzOption("--action", shape: .oneOf(actions), default: ["Allow"]),
    AzOption("--ip-address"), AzOption("--service-tag"), AzOption("--subnet"), AzOption("--vnet-name"),
    .ignored("--slot", "-s"), .ignored("--scm-site", shape: .truth),
    .ignored("--skip-service-tag-validation", "-k", shape: .truth),
  ]

  private static let addRestriction = AzCommand(
    "webapp config access-restriction add",
    [.name, AzOption("--priority", "-p", shape: .integer(1...Int(Int32.max)), required: true)] + callerOptions + [
      .ignored("--description"), .ignored("--ignore-missing-endpoint", "-i", shape: .truth),
      .ignored("--http-headers", shape: .list),
    ], takesNoWait: false
  ) { arguments, resources throws(ChangeProblem) in
    let id = try arguments.resource("--name", .webApp, in: resources)
    guard let caller = try arguments.caller(in: resources) else {
      throw .missingOption("--ip-address", command: arguments.command)
    }
    if arguments.meansAnotherSite { return }
    let new = AccessRestriction(
      name: arguments.text("--rule-name"), origin: arguments.origin, priority: arguments.integer("--priority") ?? 1,
      access: arguments.value("--action", as: Access.self) ?? .allow, caller: caller)
    var rules = resources.webApps[id]!.site.accessRestrictions
    // The lower number comes first, of equal ones the older.
    rules.insert(new, at: rules.firstIndex { $0.priority > new.priority } ?? rules.count)
    resources.webApps[id]!.site.accessRestrictions = rules
  } requests: { edit in
    restrictions(of: edit.after, butNotOf: edit.before).map { id, rule, scope in
      AzRequest(
        id: id,
        options: [
          .init(name: "-n", values: [id.name]), .init(name: "--priority", values: [String(rule.priority)]),
        ] + rule.options(in: scope))
    }
  }

  private static let removeRestriction = AzCommand(
    "webapp config access-restriction remove", [.name] + callerOptions, takesNoWait: false
  ) { arguments, resources throws(ChangeProblem) in
    let id = try arguments.resource("--name", .webApp, in: resources)
    let caller = try arguments.caller(in: resources)
    if arguments.meansAnotherSite { return }
    let access = arguments.value("--action", as: Access.self) ?? .allow
    let name = arguments.text("--rule-name")
    if name == nil, caller == nil { throw .missingOption("--rule-name", command: arguments.command) }
    let rules = resources.webApps[id]!.site.accessRestrictions
    let place = rules.firstIndex { rule in
      rule.access == access && (name == nil || rule.name?.lowercased() == name?.lowercased())
        && (caller == nil || rule.caller.text == caller?.text)
    }
    guard let place else {
      throw .name(
        .unknown(
          name ?? caller?.text ?? "", kind: "access restriction of \(id.name)", known: rules.compactMap(\.name)))
    }
    resources.webApps[id]!.site.accessRestrictions.remove(at: place)
  } requests: { edit in
    restrictions(of: edit.before, butNotOf: edit.after).map { id, rule, scope in
      AzRequest(id: id, options: [.init(name: "-n", values: [id.name])] + rule.options(in: scope))
    }
  }

  private static let setRestrictions = AzCommand(
    "webapp config access-restriction set",
    [
      .name, AzOption("--default-action", shape: .oneOf(actions)),
      .ignored("--use-same-restrictions-for-scm-site", shape: .truth),
      .ignored("--scm-default-action", shape: .oneOf(actions)), .ignored("--slot", "-s"),
    ], takesNoWait: false
  ) { arguments, resources throws(ChangeProblem) in
    let id = try arguments.resource("--name", .webApp, in: resources)
    if let access = arguments.value("--default-action", as: Access.self), !arguments.meansAnotherSite {
      resources.webApps[id]!.site.defaultAccess = access
    }
  } requests: { edit in
    edit.after.webApps.compactMap { id, app in
      guard let old = edit.before.webApps[id], let access = app.site.defaultAccess, access != old.site.defaultAccess
      else { return nil }
      return AzRequest(
        id: id,
        options: [
          .init(name: "-n", values: [id.name]), .init(name: "--default-action", values: [access.rawValue]),
        ])
    }
  }

  /// The restrictions that apps have in one state and, although they exist, not in another.
  private static func restrictions(
    of resources: Resources, butNotOf others: Resources
  ) -> [(ResourceID, AccessRestriction, AzScope)] {
    resources.webApps.flatMap { id, app -> [(ResourceID, AccessRestriction, AzScope)] in
      guard let other = others.webApps[id] else { return [] }
      var known = other.site.accessRestrictions.map(\.text)
      return app.site.accessRestrictions.compactMap { rule in
        if let place = known.firstIndex(of: rule.text) {
          known.remove(at: place)
          return nil
        }
        return (id, rule, AzScope(id: id, resources: resources))
      }
    }
  }
}

extension AzArguments {
  /// Whether a deployment slot or the site for deployments is meant, which are not read.
  fileprivate var meansAnotherSite: Bool { text("--slot") != nil || truth("--scm-site") ?? false }

  /// Whom a restriction names; nil when no option says so.
  fileprivate func caller(in resources: Resources) throws(ChangeProblem) -> AccessRestriction.Caller? {
    let given = ["--ip-address", "--service-tag", "--subnet"].filter(has)
    if given.count > 1 {
      throw .illegalValue(
        option: given[1], found: text(given[1]) ?? "", legal: ["one of \(given.joined(separator: ", "))"])
    }
    if let tag = text("--service-tag") { return .serviceTag(tag) }
    if let written = text("--ip-address") {
      if written.lowercased() == "any" { return .any }
      var prefixes: [AddressPrefix] = []
      for part in written.split(separator: ",") {
        guard let prefix = AddressPrefix(part.filter { $0 != " " }) else {
          throw .illegalValue(option: "--ip-address", found: written, legal: ["10.0.1.0/24"])
        }
        prefixes.append(prefix)
      }
      return .prefixes(prefixes)
    }
    guard let written = text("--subnet") else { return nil }
    if let id = ResourceID(written) {
      let found = ResourceIndex(resources).find(id) ?? (mayReachOut ? id : nil)
      guard let found else {
        throw .name(.unknown(written, kind: "subnet", known: ResourceIndex(resources).names(of: [.subnet])))
      }
      return .subnet(Reference(.id(found), origin: origin))
    }
    let network = try resource("--vnet-name", .virtualNetwork, in: resources)
    let id = network.child("subnets", written)
    guard let found = ResourceIndex(resources).find(id) else {
      throw .name(
        .unknown(
          written, kind: "subnet of \(network.name)",
          known: resources.virtualNetworks[network]?.subnets.map(\.id.name) ?? []))
    }
    return .subnet(Reference(.id(found), origin: origin))
  }
}

extension AccessRestriction {
  /// What makes two restrictions the same.
  fileprivate var text: String { "\(name?.lowercased() ?? "") \(priority) \(access) \(caller.text)" }

  /// The options that name it.
  fileprivate func options(in scope: AzScope) -> [AzLine.Option] {
    let whom: AzLine.Option =
      switch caller {
      case .any: .init(name: "--ip-address", values: ["Any"])
      case .prefixes(let prefixes):
        .init(name: "--ip-address", values: [prefixes.map(\.description).joined(separator: ",")])
      case .serviceTag(let tag): .init(name: "--service-tag", values: [tag])
      // A subnet's name alone would be looked for in the app's own resource group.
      case .subnet(let subnet): .init(name: "--subnet", values: [subnet.text])
      }
    return (name.map { [.init(name: "--rule-name", values: [$0])] } ?? [])
      + [.init(name: "--action", values: [access.rawValue]), whom]
  }
}

extension AccessRestriction.Caller {
  /// As it compares.
  fileprivate var text: String {
    switch self {
    case .any: "any"
    case .prefixes(let prefixes): prefixes.map(\.description).joined(separator: ",")
    case .serviceTag(let tag): tag.lowercased()
    case .subnet(let subnet): subnet.text.lowercased()
    }
  }
}
