/// One option of an `az` command, as az declares it.
package struct AzOption: Sendable {
  /// What its values look like.
  package enum Shape: Sendable {
    case text
    case integer(ClosedRange<Int>)
    /// One of a closed list, compared without regard to letter case.
    case oneOf([String])
    /// `true` or `false`; alone it means true.
    case truth
    /// No value.
    case flag
    /// One or more values.
    case list
  }

  /// Its names, the long one first.
  package let names: [String]
  /// What its values look like.
  package let shape: Shape
  /// Whether az asks for it.
  package private(set) var isRequired: Bool
  /// What az fills in when it is left out.
  package private(set) var fallback: [String]
  /// Whether what it sets is read from the input, and so looked at by predictions.
  package let isRead: Bool
  /// The property that an update's `--set` and `--remove` name in its place.
  let property: String?

  init(
    _ names: String..., shape: Shape = .text, required: Bool = false, default fallback: [String] = [],
    property: String? = nil
  ) {
    self.names = names
    self.shape = shape
    isRequired = required
    self.fallback = fallback
    self.property = property
    isRead = true
  }

  /// An option of az that sets what is not read from the input either.
  static func ignored(_ names: String..., shape: Shape = .text) -> AzOption {
    AzOption(ignored: names, shape: shape)
  }

  private init(ignored names: [String], shape: Shape) {
    self.names = names
    self.shape = shape
    isRequired = false
    fallback = []
    isRead = false
    property = nil
  }

  /// The option of an update: az asks for nothing and fills in nothing there.
  var forUpdate: AzOption {
    var option = self
    option.isRequired = false
    option.fallback = []
    return option
  }

  /// Whether several values may follow.
  var takesSeveral: Bool { if case .list = shape { true } else { false } }
  /// Whether a value may follow.
  var takesValue: Bool { if case .flag = shape { false } else { true } }
  /// The shorter of its names, for what every command line repeats.
  var shortName: String { names.first { $0.count == 2 } ?? names[0] }
}

extension AzOption {
  /// The name of what the command makes, changes or deletes.
  static let name = AzOption("--name", "-n", required: true)
  /// The application gateway that has the part.
  static let gatewayName = AzOption("--gateway-name", required: true)
  /// The agreement that a deletion asks for.
  static let yes = AzOption("--yes", "-y", shape: .flag)
}
