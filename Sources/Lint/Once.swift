import Synchronization

/// A value that is made when it is first asked for, since several rules need it and a run without them does not.
final class Once<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)

  /// The value, which the first caller makes.
  func value(_ make: () -> Value) -> Value {
    made.withLock { made in
      let value = made ?? make()
      made = value
      return value
    }
  }
}
