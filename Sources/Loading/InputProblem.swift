import Certificates
import JSONText
import Outcomes
import PacketSets

/// Something wrong with the input, typed; Explanations makes the sentence.
package struct InputProblem: Error, Sendable {
  /// What is wrong.
  package enum Kind: Sendable {
    /// The file or folder cannot be read; the reason is the system's error number.
    case unreadable(path: String, errorNumber: Int32)
    /// A folder without any file that holds something known.
    case nothingRecognised(path: String)
    /// The text is not JSON, or a value has the wrong type.
    case json(JSONProblem)
    /// A key that scenario files do not have.
    case unknownKey(String, legal: [String])
    /// A required field is not there.
    case missingField(String)
    /// A value outside a closed list.
    case illegalValue(field: String, found: String, legal: [String])
    /// A number outside its range.
    case outOfRange(field: String, found: Int, legal: ClosedRange<Int>)
    /// Not an address, prefix, port, date …
    case notA(Notation, field: String, found: String)
    /// A prefix with bits set behind its length.
    case hostBits(field: String, found: String, meant: AddressPrefix)
    /// Two prefixes that may not overlap do.
    case overlap(AddressPrefix, of: ResourceID, other: AddressPrefix, otherOwner: ResourceID, otherOrigin: Origin)
    /// Two rules of one group have the same direction and priority.
    case duplicatePriority(Int, TrafficDirection, rule: String, other: String, otherOrigin: Origin?)
    /// Files that include each other.
    case includeCycle([String])
    /// A name that a person wrote and that leads nowhere, or to several things.
    case name(NameProblem)
    /// A file of certificates holds something else, or a part of it does.
    case certificates(CertificateProblem, file: String)
    /// Two fields that say the same thing in two ways.
    case bothFields(String, String)
    /// A change that cannot be made.
    case change(ChangeProblem)
  }

  /// How a value has to be written.
  package enum Notation: Sendable {
    case url, percentiles, header, lintFinding
    case address, prefix, routePrefix, portRange, ruleAddress, duration, statusCodes, date, domainName
  }

  /// What is wrong.
  package let kind: Kind
  /// Where; nil for what concerns a whole file.
  package let origin: Origin?

  /// A problem.
  package init(_ kind: Kind, at origin: Origin? = nil) {
    self.kind = kind
    self.origin = origin
  }

  /// A name in the input that leads nowhere.
  package init(_ problem: NameProblem, at origin: Origin) { self.init(.name(problem), at: origin) }

  /// Whether the input could not be read at all, which has an exit status of its own.
  package var isUnreadable: Bool {
    if case .unreadable = kind { true } else { false }
  }
}

/// Something worth knowing about the input that is not wrong.
package enum LoadNote: Sendable {
  /// A resource of a type that is not modelled.
  case notModelled(type: String, name: String, origin: Origin)
  /// A resource that a later input replaces.
  case replaced(ResourceID, by: Origin, earlier: Origin)
  /// A resource written with template expressions that are not read.
  case templateExpression(String, resource: String, type: String, origin: Origin)
  /// A file that holds nothing known.
  case notRecognised(file: String)
  /// Something known that is not read yet, and the reason.
  case notReadYet(NotReadYet, file: String)
  /// A row that holds a resource's name and nothing that decides anything, as a query's projection prints it.
  case nothingButItsName(ResourceID, origin: Origin)
  /// Only children of this resource are given, not the resource itself.
  case onlyChildren(ResourceID, origin: Origin)

  /// Inputs that are recognised and not read.
  package enum NotReadYet: String, Sendable {
    case terraformPlan, nestedDeployment, copyLoop
  }
}
