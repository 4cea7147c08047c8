import Loading

/// Rows of the table of exports, in the loops that they stand in.
struct ExportTree {
  /// A loop over owners of one sort, what is exported for each, and the loops within.
  struct Loop {
    let owner: AzureExport.Owner
    var rows: [AzureExport] = []
    var loops: [Loop] = []
  }

  /// What is exported once.
  let once: [AzureExport]
  /// What is exported once for each group that holds some.
  let groups: [AzureExport]
  /// What is exported with a location.
  let located: [AzureExport]
  /// What is exported for each owner.
  let loops: [Loop]

  init(rows: [AzureExport]) {
    func of(_ fits: (AzureExport.Scope) -> Bool) -> [AzureExport] { rows.filter { fits($0.scope) } }
    once = of { if case .subscription = $0 { true } else { false } }
    groups = of { if case .group = $0 { true } else { false } }
    located = of { if case .location = $0 { true } else { false } }
    loops = rows.reduce(into: []) { loops, row in
      guard case .each(let owner) = row.scope else { return }
      Self.add(row, below: owner.path[...], to: &loops)
    }
  }

  private static func add(_ row: AzureExport, below path: ArraySlice<AzureExport.Owner>, to loops: inout [Loop]) {
    guard let owner = path.first else { return }
    if !loops.contains(where: { $0.owner.listed.noun == owner.listed.noun }) { loops.append(Loop(owner: owner)) }
    let index = loops.firstIndex { $0.owner.listed.noun == owner.listed.noun }!
    if path.count == 1 {
      loops[index].rows.append(row)
    } else {
      add(row, below: path.dropFirst(), to: &loops[index].loops)
    }
  }
}

extension AzureExport.Owner {
  /// Its owners and itself, outermost first.
  var path: [AzureExport.Owner] { (owner?.path ?? []) + [self] }

  /// The options that name it and its owners, with a text for each name.
  func options(_ name: (String) -> String) -> String {
    path.map { "\($0.listed.option) \(name($0.listed.noun))" }.joined(separator: " ")
  }
}

extension ExportTree {
  /// The commands of the script.
  func script(indent: String) -> [String] {
    var lines = once.map { #"\#(indent)save "\#($0.file)$suffix" \#($0.command) "$@""# }
    for row in groups {
      guard case .group(let kind) = row.scope else { continue }
      lines += [
        "\(indent)while IFS= read -r group; do",
        #"\#(indent)  save "\#(row.file)$suffix~$group" \#(row.command) -g "$group""#,
        #"\#(indent)done < <(groups \#(kind.rawValue) "$@")"#,
      ]
    }
    for row in located {
      lines += [
        // It is the same for every group and subscription.
        #"\#(indent)if [ ! -f "$work/\#(row.file).json" ]; then"#,
        #"\#(indent)  location=$(rows '[0].location' network vnet list "$@") && [ -n "$location" ] &&"#,
        #"\#(indent)    save \#(row.file) \#(row.command) -l "$location""#,
        "\(indent)fi",
      ]
    }
    return lines + loops.flatMap { Self.script($0, indent: indent) }
  }

  private static func script(_ loop: Loop, indent: String) -> [String] {
    let listed = loop.owner.listed
    let names = loop.owner.path.map { "~$\($0.listed.noun)" }.joined()
    let options = loop.owner.options { #""$\#($0)""# }
    let head: String
    let list: String
    if let owner = loop.owner.owner {
      // The group of a child is that of its owner, which the loop around this one has read already.
      head = "while IFS= read -r \(listed.noun); do"
      list = #"rows "\#(listed.selection).name" \#(listed.list) -g "$group" \#(owner.options { #""$\#($0)""# })"#
    } else {
      head = #"while IFS=$'\t' read -r group \#(listed.noun); do"#
      list = #"rows "\#(listed.selection).[resourceGroup, name]" \#(listed.list) "$@""#
    }
    return [indent + head]
      + loop.rows.map {
        #"\#(indent)  save "\#($0.file)$suffix~$group\#(names)" \#($0.command) -g "$group" \#(options)"#
      }
      + loop.loops.flatMap { script($0, indent: indent + "  ") } + ["\(indent)done < <(\(list))"]
  }

  /// The commands as a person types them, with names in capitals to fill in.
  func list() -> [String] {
    var lines = once.map { Self.line($0.command, to: $0.file) }
    for row in groups { lines.append(Self.line("\(row.command) -g GROUP", to: "\(row.file)~GROUP")) }
    for row in located { lines.append(Self.line("\(row.command) -l LOCATION", to: row.file)) }
    return lines + loops.flatMap { Self.list($0) }
  }

  private static func list(_ loop: Loop) -> [String] {
    let names = loop.owner.path.map(\.listed.noun)
    let word = names.last!.split(separator: "_").joined(separator: " ")
    return ["# for each \(word):"]
      + loop.rows.map {
        let file = $0.file + (["group"] + names).map { "~\($0.uppercased())" }.joined()
        return line("\($0.command) -g GROUP \(loop.owner.options { $0.uppercased() })", to: file)
      }
      + loop.loops.flatMap { list($0) }
  }

  private static func line(_ command: String, to file: String) -> String { "az \(command) -o json > \(file).json" }
}
