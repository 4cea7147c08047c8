import ArgumentParser
import Explanations
import Glibc
import Outcomes

/// The program. How it ends is decided here, once, for every command.
@main struct Agwsim: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agwsim",
    abstract: "Predict what becomes of traffic through an Azure Application Gateway, from Azure's own JSON.",
    discussion: """
      Inputs are files and folders: what `az … show -o json` and `az … list -o json` print, REST answers, deployments, and \
      scenario files with what Azure does not know (which server listens where).

      Exit status: 0 the good answer, 1 the bad one, 3 cannot tell, 64 wrong usage, 65 bad input, 66 an input that cannot be \
      read, 70 a fault in agwsim.

      Example, in the folder of agwsim's source:
        agwsim health scenarios/demo
      """,
    version: Version.current,
    subcommands: [
      HealthCommand.self, TraceCommand.self, RequestCommand.self, WhatIfCommand.self, DiffCommand.self,
      ReachCommand.self,
      FixCommand.self, TestCommand.self,
      LintCommand.self, EffectiveRulesCommand.self, EffectiveRoutesCommand.self, NextHopCommand.self,
      IPFlowCommand.self, ResolveCommand.self, ImportCommand.self, CollectCommand.self,
    ])

  static func main() {
    // A reader that goes away must not kill the program before it has told the verdict by its exit status.
    signal(SIGPIPE, SIG_IGN)
    Glibc.exit(status(of: Array(Swift.CommandLine.arguments.dropFirst())))
  }

  private static func status(of arguments: [String]) -> Int32 {
    if let failure = unknownCommand(in: arguments) { return status(of: failure) }
    var command: any ParsableCommand
    do {
      command = try parseAsRoot(arguments)
    } catch {
      return told(error)
    }
    do {
      try command.run()
      return ExitStatus.good.rawValue
    } catch let code as ExitCode {
      return code.rawValue
    } catch let failure as Failure {
      return status(of: failure)
    } catch let problem as NameProblem {
      return status(of: Failure(problem))
    } catch let error where error is ValidationError || exitCode(for: error).isSuccess {
      return told(error)
    } catch {
      return status(
        of: Failure("a fault in agwsim: \(error)", hint: "please report it, with the command", status: .fault))
    }
  }

  /// What to say of a word in the command's place that is no command; nil when there is none.
  private static func unknownCommand(in arguments: [String]) -> Failure? {
    let help = "help"
    let word = arguments.first == help ? arguments.dropFirst().first : arguments.first
    let known = configuration.subcommands.compactMap { $0.configuration.commandName } + [help]
    guard let word, !word.hasPrefix("-"), !known.contains(word) else { return nil }
    let question = NearestNames.question(word, in: known).map { "; \($0)" } ?? ""
    return Failure(
      "no command is called \(word.quoted)\(question)", hint: "agwsim help lists the commands", status: .usage)
  }

  private static func status(of failure: Failure) -> Int32 {
    Output.note(failure.text)
    return failure.status.rawValue
  }

  /// Prints help, the version or a usage error as ArgumentParser words it.
  private static func told(_ error: any Error) -> Int32 {
    let code = exitCode(for: error)
    let text = fullMessage(for: error)
    if code.isSuccess { try? Output.print(text) } else { Output.note(text) }
    return code.rawValue
  }
}
