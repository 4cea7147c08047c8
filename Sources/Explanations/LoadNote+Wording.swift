import Loading
import Outcomes
import Resources

extension LoadNote {
  /// The note as it is printed.
  package var diagnostic: Diagnostic {
    switch self {
    case .notModelled(let type, let name, let origin):
      Diagnostic(.note, at: origin, message: "\(type) \(name.quoted) is not modelled; no answer takes it into account")
    case .replaced(let resource, let origin, let earlier):
      Diagnostic(
        .note, at: origin, message: "this \(resource) replaces the one read before",
        hints: ["the earlier one is written at \(earlier.place)"])
    case .templateExpression(let expression, let resource, let type, let origin):
      Diagnostic(
        .note, at: origin,
        message: "\(type) \(resource.quoted) is left out: the template expression \(expression.quoted) is not read",
        hints: [Self.exportHint(type: type, name: resource)])
    case .notRecognised(let file):
      Diagnostic(.note, file: file, message: "holds no Azure resource and no scenario; it is not used")
    case .notReadYet(let what, let file):
      Diagnostic(.note, file: file, message: what.words.message, hints: [what.words.hint])
    case .nothingButItsName(let resource, let origin):
      Diagnostic(
        .note, at: origin, message: "this row names \(resource) and says nothing else of it, so it is left out",
        hints: ["add what this prints: \(resource.showCommand.text)"])
    case .onlyChildren(let resource, let origin):
      Diagnostic(
        .note, at: origin, message: "only a part of \(resource) is in the input, not the resource itself",
        hints: ["add what this prints: \(resource.showCommand.text)"])
    }
  }

  private static func exportHint(type: String, name: String) -> String? {
    guard ResourceKind(type: type) != nil else { return nil }
    let id = ResourceID(type: type, names: name.split(separator: "/").map(String.init))
    return id.names.isEmpty ? nil : "add what this prints: \(id.showCommand.text)"
  }
}

extension LoadNote.NotReadYet {
  fileprivate var words: (message: String, hint: String) {
    switch self {
    case .terraformPlan:
      ("a Terraform plan is recognised, but not read", "apply it, and add the output of az … show -o json")
    case .nestedDeployment:
      (
        "a nested deployment is recognised, but not read",
        "add the resources that it makes, as az … show -o json prints them"
      )
    case .copyLoop:
      ("a copy loop is recognised, but not read", "add the resources that it makes, as az … show -o json prints them")
    }
  }
}
