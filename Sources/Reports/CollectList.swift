import Loading

/// The commands of the script alone, for people who type them themselves.
package enum CollectList {
  /// A line for each command, with a comment before those that are run more than once or need an extension of az.
  package static var text: String {
    var lines = ExportTree(rows: AzureExport.table.filter { $0.needs == nil }).list()
    for needed in AzureExport.extensions {
      lines.append("# with an extension: az extension add --name \(needed.name)")
      lines += ExportTree(rows: AzureExport.table.filter { $0.needs == needed }).list()
    }
    return lines.joined(separator: "\n")
  }
}
