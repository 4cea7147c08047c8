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
  /// What it finds out, in every format that may be asked for.
  associatedtype Found: WritableAnswer where Found.Format == Options.Format

  /// The answer.
  /// - Throws: `Failure` or `NameProblem` when the question cannot be asked of these inputs.
  func answer(in situation: Situation) throws -> Found
}

/// What a command found out, and what it means for the exit status.
protocol WritableAnswer {
  /// The formats that it can be written in.
  associatedtype Format
  /// Whether it is good, bad, or cannot be told.
  var status: ExitStatus { get }

  /// The answer in a format.
  func written(as format: Format) -> String
}

/// An answer in words.
struct Answer: WritableAnswer {
  /// As text.
  let text: (TextStyle) -> String
  /// As JSON.
  let json: () -> JSONValue
  let status: ExitStatus

  func written(as format: OutputFormat) -> String {
    switch format {
    case .text: text(Output.style)
    case .json: json().text(pretty: true)
    }
  }
}

/// An answer that can be drawn as well.
struct DrawnAnswer: WritableAnswer {
  /// In words.
  let answer: Answer
  /// As a picture.
  let picture: () -> TracePicture

  var status: ExitStatus { answer.status }

  func written(as format: DrawnInputOptions.Format) -> String {
    switch format {
    case .text: answer.written(as: .text)
    case .json: answer.written(as: .json)
    case .mermaid: picture().text(.mermaid)
    case .dot: picture().text(.dot)
    case .svg: picture().text(.svg)
    }
  }
}

extension Question {
  mutating func run() throws {
    let answer = try answer(in: Situation(inputs: inputs, options: options.situation))
    try Output.print(answer.written(as: options.format))
    if answer.status != .good { throw ExitCode(answer.status.rawValue) }
  }
}
