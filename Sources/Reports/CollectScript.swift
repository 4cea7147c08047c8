import Explanations
import Loading

/// The shell script that exports what agwsim reads: bash and az alone, nothing but reading commands.
package enum CollectScript {
  /// Which part of Azure is exported.
  package struct Scope: Sendable {
    /// A subscription's name or id; nil for the one that az is set to.
    package let subscription: String?
    /// A resource group; nil for the whole subscription.
    package let group: String?

    /// A part of Azure.
    package init(subscription: String? = nil, group: String? = nil) {
      self.subscription = subscription
      self.group = group
    }
  }

  /// The script for several parts of Azure, which go into one folder.
  /// - Parameter command: the command line that asks for it, for the script's head.
  package static func text(_ scopes: [Scope], command: CommandLine) -> String {
    let calls = zip(scopes, suffixes(of: scopes)).map { scope, suffix in
      let options = scope.group.map { ["-g", $0] } ?? []
      return CommandLine.words(["collect", suffix, scope.subscription ?? ""] + options)
    }
    return [
      head(command), functions, collect, "start", calls.joined(separator: "\n"), "finish",
    ].joined(separator: "\n\n") + "\n"
  }

  /// What is put behind the names of files so that those of several parts differ; nothing for one part.
  private static func suffixes(of scopes: [Scope]) -> [String] {
    guard scopes.count > 1 else { return [""] }
    var taken: Set<String> = []
    return scopes.map { scope in
      let name = scope.group ?? scope.subscription ?? "current"
      let plain = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._()-".contains($0)) ? $0 : "-" })
      // No name of Azure's holds this character, so that no two files can have the same name.
      var suffix = "~" + plain
      while !taken.insert(suffix.lowercased()).inserted { suffix += "-" }
      return suffix
    }
  }

  private static func head(_ command: CommandLine) -> String {
    """
    #!/usr/bin/env bash
    # Exports what agwsim reads of Azure, into one folder. It only reads: every az command below lists, shows or counts.
    # What cannot be read is said and left out, and the rest goes on. Run it again to bring the folder up to date.
    #
    #   bash collect.sh [FOLDER]      FOLDER is "azure" when it is left out
    #   agwsim health FOLDER
    #
    # Printed by: \(command.text)
    set -u
    """
  }

  private static let functions = #"""
    folder=${1:-azure}
    list=$folder/.collected      # names of the files that this script wrote
    part=$folder/.part           # what the running command has printed so far
    errors=$folder/.errors       # what it complained of
    failures=$folder/.failures   # a line for each command that failed

    start() {
      command -v az >/dev/null || { echo 'error: az, the Azure CLI, is not installed' >&2; exit 1; }
      az account show --output none </dev/null 2>/dev/null || { echo 'error: nobody is logged in: az login' >&2; exit 1; }
      mkdir -p "$folder" || exit 1
      trap 'rm -f "$part" "$errors" "$errors.list" "$failures"' EXIT
      : >"$failures" || exit 1
      # Files of the last run go, so that nothing stays of what has gone in Azure; other files of the folder stay.
      if [ -f "$list" ]; then
        while IFS= read -r name; do rm -f "$folder/$name"; done <"$list"
      fi
      : >"$list"
      extensions=" $(az extension list --query '[].name' --output tsv </dev/null 2>/dev/null | tr '\r\n' '  ')"
    }

    finish() {
      local count=0 failed=0
      while read -r _; do count=$((count + 1)); done <"$list"
      while read -r _; do failed=$((failed + 1)); done <"$failures"
      echo "$count files in $folder: agwsim health $folder"
      [ "$failed" = 0 ] && exit 0
      echo "$failed commands failed; what they would have told is missing" >&2
      exit 1
    }

    # Runs az in the subscription that is collected. Its standard input is that of the loops below: az must not read it.
    run() {
      if [ -n "$subscription" ]; then
        az "$@" --subscription "$subscription" </dev/null
      else
        az "$@" </dev/null
      fi
    }

    # failed WHAT FILE: says that a command failed, with its first complaint that is no warning.
    failed() {
      local line reason='no reason given'
      while IFS= read -r line; do
        case $line in
          WARNING:* | '') ;;
          *) reason=$line && break ;;
        esac
      done <"$2"
      echo "$1" >>"$failures"
      echo "FAILED  $1: ${reason:0:300}" >&2
    }

    # save FILE COMMAND…: what a command prints, as a file; no file where it fails or there is nothing of the kind.
    save() {
      local file=${1//\//-}.json first=''
      shift
      if ! run "$@" --output json >"$part" 2>"$errors"; then
        failed "az $*" "$errors"
        return
      fi
      IFS= read -r first <"$part"
      case ${first%$'\r'} in '' | '[]') return ;; esac
      mv "$part" "$folder/$file" && echo "$file" >>"$list" && echo "ok      $file"
    }

    # rows QUERY COMMAND…: what a query selects of the resources that a command lists, a line for each.
    rows() {
      local query=$1
      shift
      run "$@" --query "$query" --output tsv 2>"$errors.list" | tr -d '\r'
      [ "${PIPESTATUS[0]}" = 0 ] || failed "az $*" "$errors.list"
    }

    # groups TYPE SCOPE…: every resource group that holds resources of a type.
    groups() {
      run resource list --resource-type "$@" --query '[].resourceGroup' --output tsv 2>"$errors.list" | tr -d '\r' | sort -fu
      [ "${PIPESTATUS[0]}" = 0 ] || failed "az resource list --resource-type $1" "$errors.list"
    }

    # knows EXTENSION SUBJECT TYPES SCOPE…: whether az has an extension. Where it lacks one that matters, says how to get it.
    knows() {
      local name=$1 subject=$2 types=$3 type count
      shift 3
      case $extensions in *" $name "*) return 0 ;; esac
      for type in $types; do
        count=$(run resource list --resource-type "$type" "$@" --query 'length(@)' --output tsv 2>/dev/null | tr -d '\r')
        [ "$count" = 0 ] && continue
        echo "skipped $subject: az extension add --name $name, then run this again" >&2
        return 1
      done
      return 1
    }
    """#

  /// The function that exports one part of Azure.
  private static var collect: String {
    var lines = [
      "# collect SUFFIX SUBSCRIPTION SCOPE…: everything of one resource group or subscription.",
      "collect() {", "  local suffix=$1 location", "  subscription=$2", "  shift 2",
    ]
    lines += ExportTree(rows: AzureExport.table.filter { $0.needs == nil }).script(indent: "  ")
    for needed in AzureExport.extensions {
      let types = needed.types.joined(separator: " ")
      lines += ["", #"  if knows \#(needed.name) '\#(needed.subject)' '\#(types)' "$@"; then"#]
      lines += ExportTree(rows: AzureExport.table.filter { $0.needs == needed }).script(indent: "    ")
      lines.append("  fi")
    }
    return (lines + ["}"]).joined(separator: "\n")
  }
}

extension AzureExport {
  /// The extensions that the table needs, in its order.
  static var extensions: [Extension] {
    table.compactMap(\.needs).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
