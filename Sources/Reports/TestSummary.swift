import Scenarios

/// What came of a whole run, counted.
struct TestSummary {
  /// Scenario files.
  let files: Int
  /// Files that could not be judged.
  let badFiles: Int
  /// Expectations that hold.
  let holding: Int
  /// Expectations that fail.
  let failing: Int
  /// Expectations about which the input does not tell enough.
  let open: Int

  init(_ reports: [ScenarioReport]) {
    let results = reports.flatMap(\.results)
    files = reports.count
    badFiles = reports.count { !$0.problems.isEmpty }
    holding = results.count { $0.standing == .holds }
    failing = results.count { $0.standing == .fails }
    open = results.count { $0.standing == .cannotTell }
  }

  /// Every expectation judged.
  var expectations: Int { holding + failing + open }

  /// Whether nothing is wrong.
  var isGood: Bool { failing + open + badFiles == 0 }

  /// The counts in one line.
  var sentence: String {
    var parts = ["\(holding) of \(counted(expectations, "expectation")) in \(counted(files, "scenario")) hold"]
    if failing > 0 { parts.append("\(failing) \(failing == 1 ? "fails" : "fail")") }
    if open > 0 { parts.append("\(open) cannot be told") }
    if badFiles > 0 { parts.append("the input of \(counted(badFiles, "scenario")) is bad") }
    return parts.joined(separator: ", ")
  }
}
