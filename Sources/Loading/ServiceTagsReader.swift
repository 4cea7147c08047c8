import JSONText
import Outcomes
import PacketSets
import Resources

/// Reads Azure's published file of service tags, or what `az network list-service-tags` prints.
enum ServiceTagsReader {
  /// - Parameter members: the document's members, by key in lower case.
  static func holdsTags(_ members: [String: JSONSlice]) -> Bool {
    members["values"]?.kind == .array && (members["changenumber"] != nil || members["cloud"] != nil)
  }

  static func read(_ root: JSONSlice, context: ReadingContext, into tags: inout ServiceTags) {
    for element in root["values"]?.elements ?? [] {
      guard let node = try? element.parse(), node.kind == .object else { continue }
      let reader = FieldReader(node, in: context)
      guard let tag = reader.string("name") ?? reader.string("id") else { continue }
      tags[tag] = reader.prefixes("addressPrefixes", or: "addressPrefix")
    }
  }
}
