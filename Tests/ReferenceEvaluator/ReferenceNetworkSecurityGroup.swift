/// A network security group: the user's rules, in any order, without the default ones.
package struct ReferenceNetworkSecurityGroup: Equatable, Sendable {
  package let name: String
  package let rules: [ReferenceSecurityRule]

  /// A group of the given rules; the default ones are added when it is evaluated.
  package init(name: String, rules: [ReferenceSecurityRule]) {
    self.name = name
    self.rules = rules
  }
}
