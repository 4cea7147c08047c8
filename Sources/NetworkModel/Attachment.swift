import Outcomes

/// Something that may be attached to a subnet or a network interface.
package enum Attachment<T: Sendable>: Sendable {
  /// Nothing is attached.
  case none
  /// It is attached and known.
  case attached(T)
  /// It is attached, but not in the input.
  case missing(MissingFact)

  /// What is attached and known.
  package var value: T? {
    if case .attached(let value) = self { value } else { nil }
  }

  /// The fact that is missing.
  package var missing: MissingFact? {
    if case .missing(let fact) = self { fact } else { nil }
  }
}

extension Attachment: Equatable where T: Equatable {}
