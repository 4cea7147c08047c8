import JSONText
import Outcomes

/// What reading one document collects besides its records: all problems of a run are reported together.
final class ReadingContext {
  /// Problems found so far.
  var problems: [InputProblem] = []
  /// Notes taken so far.
  var notes: [LoadNote] = []
  /// The parameters and variables of the template that is being read.
  var template: TemplateScope?
  /// Service tags that rules and routes name, and where.
  var serviceTags: [(tag: String, origin: Origin)] = []
  /// What is read of each object; nil where nobody wants to write it back.
  var transcript: Transcript?
  /// The first template expression of the current resource that could not be evaluated.
  var unreadExpression: (text: String, origin: Origin)?

  func report(_ kind: InputProblem.Kind, at origin: Origin?) {
    problems.append(InputProblem(kind, at: origin))
  }

  func report(_ problem: JSONProblem) {
    problems.append(
      InputProblem(.json(problem), at: problem.path.map { Origin(text: problem.source, path: $0) }))
  }
}
