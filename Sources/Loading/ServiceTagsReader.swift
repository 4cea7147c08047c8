import JSONText
import Outcomes
import PacketSets
import Resources

/// Reads Azure's published file of service tags, or what `az network list-service-tags` prints.
enum ServiceTagsReader {
  static func holdsTags(_ root: JSONSlice) -> Bool {
    root.kind == .object && root["values"]?.kind == .array && (root["changeNumber"] != nil || root["cloud"] != nil)
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
