import Foundation

/// A stand-in for az on the PATH: it answers reading commands from files, and notes what it was asked.
struct StandInAz {
  /// What a command prints, or how it fails.
  enum Reply {
    case prints(String)
    /// Prints half of an answer and a complaint, and ends with 1.
    case fails(String)
  }

  private let folder: URL
  /// The commands that it was asked, without their options' values where they differ from run to run.
  var asked: [String] {
    let text = (try? String(contentsOf: folder.appending(path: "asked"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }

  /// - Parameter replies: what it answers to the first words of a command line, with `--query` behind them for lists
  ///   of names and `--count` for counts; everything else is answered with an empty list.
  init(in folder: URL, replies: [String: Reply]) throws {
    self.folder = folder
    var cases = ""
    for (index, reply) in replies.sorted(by: { $0.key.utf8.count > $1.key.utf8.count }).enumerated() {
      let file = "reply-\(index)"
      switch reply.value {
      case .prints(let text):
        try Data(text.utf8).write(to: folder.appending(path: file))
        cases += "  '\(reply.key) '*) cat \"$here/\(file)\" ;;\n"
      case .fails(let complaint):
        cases += "  '\(reply.key) '*) echo '[ {'; echo '\(complaint)' >&2; exit 1 ;;\n"
      }
    }
    let script = """
      #!/usr/bin/env bash
      here=$(dirname "$0")
      echo "$*" >>"$here/asked"
      # Whoever reads the script's own input would eat the names that its loops go over.
      read -r -t 1 line && echo "read $line" >>"$here/asked"
      command=
      for word; do
        case $word in -*) break ;; esac
        command="$command$word "
      done
      case " $* " in
        *' length(@) '*) command="$command--count " ;;
        *' --query '*) command="$command--query " ;;
      esac
      case "$command" in
      \(cases)  *'--query ') ;;
        *'--count ') echo 0 ;;
        *) echo '[]' ;;
      esac
      """
    let file = folder.appending(path: "az")
    try Data(script.utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
  }

  /// Runs a script with the stand-in in az's place.
  func run(_ script: String, arguments: [String], in folder: URL) throws -> Program.Run {
    let file = self.folder.appending(path: "script.sh")
    try Data(script.utf8).write(to: file)
    return try Program.run(
      URL(filePath: "/usr/bin/env"), ["PATH=\(self.folder.path):/usr/bin:/bin", "bash", file.path] + arguments,
      in: folder)
  }
}
