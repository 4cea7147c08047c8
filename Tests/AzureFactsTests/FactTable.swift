import Foundation
import JSONText
import Loading
import NetworkModel
import Resources

/// The table of facts that were recorded from live Azure: a network, a question, Azure's answer, and the source.
struct FactTable: Sendable {
  /// One question with Azure's answer.
  struct Fact: Sendable, CustomStringConvertible {
    let name: String
    let source: String
    /// Input texts, the later ones replacing resources of the earlier ones.
    let texts: [(name: String, bytes: [UInt8])]
    let question: [String]
    let answer: JSONSlice
    /// Why the recording cannot answer it; undetermined is right then, too.
    let open: String?

    var description: String { name }

    /// The value of an option of the question.
    func option(_ name: String) -> String? {
      question.firstIndex(of: "--" + name).map { question[$0 + 1] }
    }
  }

  static let facts: [Fact] = {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/azure-facts.json")
    let text = SourceText(name: "azure-facts.json", bytes: Array(try! Data(contentsOf: path)))
    precondition(text.check().isEmpty, "azure-facts.json is not JSON")
    let root = try! text.root
    let networks = Dictionary(uniqueKeysWithValues: root["networks"]!.members.map { ($0.key, $0.value) })
    return root["facts"]!.elements.map { fact in
      var texts: [(name: String, bytes: [UInt8])] = []
      var name: String? = fact["network"]!.string
      var chain: [JSONSlice] = []
      while let known = name {
        chain.insert(networks[known]!, at: 0)
        name = networks[known]!["like"]?.string
      }
      for (place, network) in chain.enumerated() {
        let members = network.members.filter { $0.key != "like" }
        let body = members.map { "\"\($0.key)\": \($0.value.text(in: text))" }.joined(separator: ",\n")
        texts.append(("network-\(place).scenario.json", Array("{\(body)}".utf8)))
      }
      if let stated = fact["stated"] {
        texts.append(("stated.scenario.json", Array(stated.text(in: text).utf8)))
      }
      return Fact(
        name: fact["name"]!.string!, source: fact["source"]!.string!, texts: texts,
        question: fact["question"]!.elements.map { $0.string! }, answer: fact["answer"]!, open: fact["open"]?.string)
    }
  }()
}

extension JSONSlice {
  /// The value of a text.
  var string: String? { try? parse().string() }

  /// The value as it is written.
  func text(in source: SourceText) -> String { String(decoding: source.bytes[range], as: UTF8.self) }
}
