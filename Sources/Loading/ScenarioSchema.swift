import JSONText
import Resources

/// The scenario format as a JSON Schema (2020-12), made of the table that the reader uses.
package enum ScenarioSchema {
  /// The schema.
  package static var json: JSONValue {
    guard case .object(let members) = schema(of: .object(.scenario)) else { return .null }
    return .object(
      [
        .init("$schema", "https://json-schema.org/draft/2020-12/schema"),
        .init("$id", "urn:agwsim:scenario"),
      ] + members)
  }

  private static func schema(of shape: ObjectShape) -> JSONValue {
    .members([
      ("type", "object"), ("description", .string(shape.title)),
      (
        "properties",
        .object(
          shape.keys.map { key in
            guard case .object(let members) = schema(of: key.value) else { return .init(key.name, .boolean(true)) }
            let described = members.contains { $0.key == "description" }
            return .init(key.name, .object((described ? [] : [.init("description", .string(key.meaning))]) + members))
          })
      ),
      ("required", shape.required.isEmpty ? nil : .array(shape.required.map(JSONValue.string))),
      ("anyOf", shape.oneOf.isEmpty ? nil : .array(shape.oneOf.map { ["required": [.string($0)]] })),
      ("additionalProperties", false),
    ])
  }

  private static func schema(of value: ValueShape) -> JSONValue {
    switch value {
    case .text: ["type": "string"]
    case .boolean: ["type": "boolean"]
    case .integer(let range):
      ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
    case .oneOf(let values): ["enum": .array(values.map(JSONValue.string))]
    case .address: ["type": "string", "anyOf": [["format": "ipv4"], ["format": "ipv6"]]]
    case .prefix: ["type": "string", "pattern": "^[0-9a-fA-F.:]+(/[0-9]{1,3})?$"]
    case .port:
      [
        "anyOf": [
          ["type": "integer", "minimum": 0, "maximum": 65535],
          ["type": "string", "pattern": "^(\\*|[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*)$"],
        ]
      ]
    case .duration:
      ["anyOf": [["type": "integer", "minimum": 0], ["type": "string", "pattern": "^[0-9.]+ ?(ms|s)$"]]]
    case .moment:
      [
        "type": "string", "format": "date-time",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
      ]
    case .reference:
      [
        "anyOf": [
          ["type": "string"],
          ["type": "object", "properties": ["id": ["type": "string"]], "required": ["id"]],
        ]
      ]
    case .azure(let kind): ["type": "object", "description": .string("\(kind.rawValue) as az … show prints it")]
    case .list(let element): ["type": "array", "items": schema(of: element)]
    case .object(let shape): schema(of: shape)
    case .map(let element): ["type": "object", "additionalProperties": schema(of: element)]
    case .either(let shapes): ["anyOf": .array(shapes.map(schema(of:)))]
    case .anyObject: ["type": "object"]
    case .anything: .object([])
    }
  }
}
