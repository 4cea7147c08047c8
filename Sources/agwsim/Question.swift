import ArgumentParser
import JSONText
import Reports

/// A command that reads inputs and answers one question about them.
protocol Question: ParsableCommand {
  /// Files and folders given as arguments.
  var inputs: [String] { get }
  /// What a question takes beside its own options.
  associatedtype Options: QuestionOptions
  /// What this one was given of them.
  var options: Options { get }

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
  /// As a picture; nil where its command draws none.
  var picture: (() -> TracePicture)?
  /// Whether it is good, bad, or cannot be told.
  let status: ExitStatus
}

extension Question {
  mutating func run() throws {
    let answer = try answer(in: Situation(inputs: inputs, options: options.situation))
    switch options.form {
    case .text: try Output.print(answer.text(Output.style))
    case .json: try Output.print(answer.json().text(pretty: true))
    case .picture(let format): try Output.print(answer.picture?().text(format) ?? "")
    }
    if answer.status != .good { throw ExitCode(answer.status.rawValue) }
  }
}
