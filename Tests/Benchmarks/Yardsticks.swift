import CJSONC
import Glibc
import Loading

/// What one process does that is measured as a whole.
enum Yardsticks {
  /// Loads a file as every command does first.
  static func load(_ path: String) {
    let loaded = Loader.load([path])
    guard loaded.problems.isEmpty else { fatalError("\(loaded.problems[0])") }
    exit(0)
  }

  /// Reads a file the way json-c's manual shows: the whole text into one tree, then keys looked up, then the tree freed.
  static func walkWholeBuffer(_ path: String) {
    guard let file = fopen(path, "r") else { fatalError("cannot read \(path)") }
    fseek(file, 0, SEEK_END)
    let count = ftell(file)
    rewind(file)
    let text = UnsafeMutablePointer<CChar>.allocate(capacity: count)
    guard fread(text, 1, count, file) == count, let tokener = json_tokener_new() else {
      fatalError("cannot read \(path)")
    }
    guard let root = json_tokener_parse_ex(tokener, text, Int32(count)) else { fatalError("\(path) is not JSON") }
    var sum = 0
    for row in elements(of: root["data"]) {
      for key in ["id", "name", "type", "location"] { sum += row[key].map(length) ?? 0 }
      sum += walk(row["properties"])
    }
    json_object_put(root)
    json_tokener_free(tokener)
    exit(sum > 0 ? 0 : 2)
  }

  /// Looks up what the records of a network need, in every kind of row.
  private static func walk(_ properties: OpaquePointer?) -> Int {
    var sum = 0
    let fields = [
      "ipConfigurations": ["privateIPAddress", "subnet", "primary", "applicationSecurityGroups", "publicIPAddress"],
      "securityRules": [
        "priority", "direction", "access", "protocol", "sourceAddressPrefix", "sourceAddressPrefixes",
        "sourcePortRange",
        "destinationAddressPrefix", "destinationPortRange", "destinationPortRanges",
      ],
      "routes": ["addressPrefix", "nextHopType", "nextHopIpAddress"],
      "subnets": ["addressPrefix", "networkSecurityGroup", "routeTable"],
      "virtualNetworkPeerings": ["peeringState", "remoteVirtualNetwork", "allowForwardedTraffic"],
    ]
    for (children, keys) in fields {
      for child in elements(of: properties?[children]) {
        sum += child["name"].map(length) ?? 0
        let own = child["properties"]
        for key in keys { sum += own?[key].map(length) ?? 0 }
      }
    }
    return sum
  }

  private static func elements(of array: OpaquePointer?) -> [OpaquePointer] {
    guard json_object_get_type(array) == json_type_array else { return [] }
    return (0..<json_object_array_length(array)).compactMap { json_object_array_get_idx(array, $0) }
  }

  private static func length(_ value: OpaquePointer) -> Int {
    json_object_get_type(value) == json_type_string ? Int(json_object_get_string_len(value)) : 1
  }
}

extension OpaquePointer {
  /// The value of an object's member.
  fileprivate subscript(key: String) -> OpaquePointer? {
    var value: OpaquePointer?
    return json_object_object_get_ex(self, key, &value) != 0 ? value : nil
  }
}
