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
    # Keys and passwords are left out. What cannot be read is said and left out, and the rest goes on. Run it again to bring the folder up to date.
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
    list=$folder/.collected      # the files that this script wrote: checksum, size and name of each
    # What takes the keys and passwords out that some answers hold.
    secrets='sharedKey|authorizationKey|radiusServerSecret|accessKey|connectionString|[A-Za-z]*[Pp]assword'
    mask='s/("('$secrets')": *)"([^"\\]|\\.)*"/\1null/g'

    start() {
      local sum size name
      command -v az >/dev/null || { echo 'error: az, the Azure CLI, is not installed' >&2; exit 1; }
      az account show --output none </dev/null 2>/dev/null || { echo 'error: nobody is logged in: az login' >&2; exit 1; }
      mkdir -p "$folder" || exit 1
      while read -r sum size name; do
        [ "$(sum "$folder/$name")" = "$sum $size" ] && continue
        echo "error: $folder/$name is not as this script left it: move it away, or name another folder" >&2
        exit 1
      done < <(written)
      work=$(mktemp -d "$folder/.collecting.XXXXXX") || exit 1
      trap 'rm -rf "$work"' EXIT
      part=$work/part           # what the running command has printed so far
      errors=$work/errors       # what it complained of
      failures=$work/failures   # a line for each command that failed
      : >"$failures" || exit 1
      saved=0                   # commands that printed what was asked for
      extensions=" $(az extension list --query '[].name' --output tsv </dev/null 2>/dev/null | tr '\r\n' '  ')"
    }

    # sum FILE: its checksum and size.
    sum() { cksum <"$1" | { read -r sum size _ && echo "$sum $size"; }; }

    # written: the rows of the list whose files are there; only plain names count.
    written() {
      local sum size name
      [ -f "$list" ] || return
      while read -r sum size name; do
        case $name in '' | .* | */*) continue ;; esac
        [ -f "$folder/$name" ] && echo "$sum $size $name"
      done <"$list"
    }

    # Files of the last run give way to the new ones, so that nothing stays of what has gone in Azure. Other files stay, and so does
    # everything where nothing could be read: a login may have expired.
    finish() {
      local count=0 failed=0 file name
      for file in "$work"/*.json; do [ -f "$file" ] && count=$((count + 1)); done
      if [ "$saved" = 0 ] && [ -s "$failures" ]; then
        echo "error: nothing could be read; $folder is as it was" >&2
        exit 1
      fi
      while read -r _ _ name; do rm -f "$folder/$name"; done < <(written)
      : >"$list"
      for file in "$work"/*.json; do
        name=${file##*/}
        [ -f "$file" ] || continue
        if [ -e "$folder/$name" ]; then
          echo 'it is there, and not of this script: move it away, and run this again' >"$errors"
          failed "$folder/$name" "$errors"
          count=$((count - 1))
          continue
        fi
        echo "$(sum "$file") $name" >>"$list"
        mv "$file" "$folder/$name"
      done
      while read -r _; do failed=$((failed + 1)); done <"$failures"
      echo "$count files in $folder: agwsim health $folder"
      [ "$failed" = 0 ] && exit 0
      echo "failures: $failed; what they would have told is missing" >&2
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

    # save FILE COMMAND…: what a command prints, as a file; none where there is nothing of the kind, the last run's where it fails.
    save() {
      local file=${1//\//-}.json first=''
      shift
      if ! run "$@" --output json >"$part" 2>"$errors"; then
        failed "az $*" "$errors"
        # What the last run was told is better than nothing.
        case "$(written)"$'\n' in *" $file"$'\n'*) cp "$folder/$file" "$work/$file" && echo "kept    $file" >&2 ;; esac
        return
      fi
      saved=$((saved + 1))
      IFS= read -r first <"$part"
      case ${first%$'\r'} in '' | '[]') return ;; esac
      sed -E "$mask" "$part" >"$work/$file" && echo "ok      $file"
    }

    # rows QUERY COMMAND…: what a query selects of the resources that a command lists, a line for each; false where it fails.
    rows() {
      local query=$1
      shift
      run "$@" --query "$query" --output tsv 2>"$errors.list" | tr -d '\r'
      [ "${PIPESTATUS[0]}" = 0 ] && return
      failed "az $*" "$errors.list"
      return 1
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
        count=$(rows 'length(@)' resource list --resource-type "$type" "$@") || return 1
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
