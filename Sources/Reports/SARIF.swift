import JSONText

/// Pieces of SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/).
enum SARIF {
  /// A log of one run of this version of the program.
  static func log(version: String, rules: [JSONValue], isGood: Bool, results: [JSONValue]) -> JSONValue {
    [
      "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": ["name": "agwsim", "version": .string(version), "rules": .array(rules)]],
          "invocations": [["executionSuccessful": .boolean(isGood)]],
          // Columns are counted in Unicode scalars.
          "columnKind": "unicodeCodePoints",
          "results": .array(results),
        ]
      ],
    ]
  }

  /// A place, with what stands there.
  static func location(_ place: TestPlace, message: String? = nil) -> JSONValue {
    .members([
      (
        "physicalLocation",
        .members([
          ("artifactLocation", ["uri": .string(uri(place.file))]),
          (
            "region",
            place.position.map { ["startLine": .integer($0.line), "startColumn": .integer($0.column)] }
          ),
        ])
      ), ("message", message.map(text)),
    ])
  }

  /// A message.
  static func text(_ text: String) -> JSONValue { ["text": .string(text)] }

  /// A path as a URI, relative as the path is (RFC 3986).
  private static func uri(_ path: String) -> String {
    let plain = "-._~/!$&'()*+,;=@".unicodeScalars
    var text = path.hasPrefix("/") ? "file://" : ""
    for scalar in path.unicodeScalars {
      if scalar.properties.isAlphabetic && scalar.isASCII || ("0"..."9").contains(scalar) || plain.contains(scalar) {
        text.unicodeScalars.append(scalar)
      } else {
        for byte in String(scalar).utf8 {
          text += (byte < 0x10 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
        }
      }
    }
    return text
  }
}
