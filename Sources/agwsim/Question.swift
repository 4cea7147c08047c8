import ArgumentParser
import JSONText
import Reports

/// A command that reads inputs and answers one question about them.
protocol Question: ParsableCommand {
  /// Files and folders given as arguments.
  var inputs: [String] { get }
  /// What every command takes.
  var options: InputOptions { get }

  /// The answer.
  /// - Throws: `Failure` or `NameProblem` when the question cannot be asked of these inputs.
  func answer(in situation: Situation) throws -> Answer
}

/// What a command found out, in every format, and what it means for the exit status.
struct Answer {
  /// As text.
  let text: (TextStyle) -> String
  /// As JSON.
  let json: () -> JSONValue
  /// Whether it is good, bad, or cannot be told.
  let status: ExitStatus
}

extension Question {
  mutating func run() throws {
    let answer = try answer(in: Situation(inputs: inputs, options: options.situation))
    switch options.format {
    case .text: try Output.print(answer.text(Output.style))
    case .json: try Output.print(answer.json().text(pretty: true))
    }
    if answer.status != .good { throw ExitCode(answer.status.rawValue) }
  }
}
