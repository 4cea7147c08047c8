import JSONText
import OrderedCollections
import Outcomes
import Resources

/// What was read of each object of the input, so that it can be written back: nothing that is not modelled, and all that is.
///
/// `FieldReader` notes every field that it reads, as it is taken: expressions evaluated, flat, under the reader's own spelling. A
/// property that a record gets one day is thereby written without anybody naming it a second time.
final class Transcript {
  /// One object, its fields in the order in which they were first read.
  final class Object {
    private(set) var fields: OrderedDictionary<String, Value> = [:]

    func note(_ key: String, _ value: Value) { fields[key] = value }

    /// Keeps a field as it is written unless it is read as something more definite.
    func keep(_ key: String, _ value: JSONValue) { if fields[key] == nil { fields[key] = .json(value) } }

    func forget(_ key: String) { fields[key] = nil }
  }

  /// What a field was taken for.
  enum Value {
    case json(JSONValue)
    /// Another resource, `{"id": …}` where it is so written.
    case reference(Reference, isObject: Bool)
    case object(Object)
    case list([Value])
  }

  /// What stands at the top of scenario files for readers.
  private(set) var descriptions: [JSONValue] = []
  private var objects: [Origin: Object] = [:]

  init() {}

  /// The notes about the object at a place.
  func object(at origin: Origin) -> Object {
    if let object = objects[origin] { return object }
    let object = Object()
    objects[origin] = object
    return object
  }

  func describe(_ description: JSONValue) { descriptions.append(description) }
}
