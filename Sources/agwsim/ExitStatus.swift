/// How the program ends: what scripts may rely on (README.md).
enum ExitStatus: Int32 {
  /// The good answer: all Healthy, reachable, allowed; listings always.
  case good = 0
  /// The definite bad answer: Unhealthy, Partial or Unknown, blocked, Deny, next hop None, no DNS answer.
  case bad = 1
  /// At least one result is undetermined, and none is definitely bad.
  case cannotTell = 3
  /// Wrong usage, names on the command line that nothing has included.
  case usage = 64
  /// The input is bad.
  case badInput = 65
  /// An input cannot be read.
  case unreadableInput = 66
  /// A fault in the program itself.
  case fault = 70

  /// The status of several results together.
  static func worst(of statuses: some Sequence<ExitStatus>) -> ExitStatus {
    statuses.reduce(.good) { worst, status in
      if worst == .bad || status == .bad { return .bad }
      return status == .good ? worst : status
    }
  }
}
