import Outcomes
import Resources

extension NetworkSecurityGroup {
  /// The numbers that a further rule of a direction can have (azure-semantics.md §1.1), in rising order.
  func freePriorities(_ direction: TrafficDirection) -> [Int] {
    let taken = Set(securityRules.filter { $0.direction == direction }.map(\.priority))
    return (100...4096).filter { !taken.contains($0) }
  }
}
