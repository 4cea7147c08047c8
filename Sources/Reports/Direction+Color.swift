import Comparison

extension MemberDifference.Direction {
  /// How a terminal shows which way something moves; nil for plain.
  var color: TextPage.Color? {
    switch self {
    case .worse: .red
    case .better: .green
    case .same: nil
    }
  }
}
