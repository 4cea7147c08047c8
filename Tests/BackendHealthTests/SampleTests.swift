import BackendHealth
import Foundation
import Loading
import NetworkModel
import Outcomes
import Reachability
import Testing

/// Data that Azure wrote, where it lies beside the package: it is no part of the project.
struct SampleTests {
  /// The folder of the samples; nil, said loudly, when it is not there.
  private static let folder: URL? = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "../../../shared/azure-samples"
    ).standardizedFileURL
    if FileManager.default.fileExists(atPath: folder.path) { return folder }
    print("NOT TESTED: no samples of Azure's own data at \(folder.path)")
    return nil
  }()

  private static func jsonFiles(in folder: URL) -> [URL] {
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects as? [URL]
    return (found ?? []).filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
  }

  @Test func `every sample is JSON that loads without a problem`() throws {
    guard let folder = Self.folder else { return }
    let files = Self.jsonFiles(in: folder)
    #expect(files.count > 100)
    var notModelled: [String: Int] = [:]
    var others: [String: Int] = [:]
    // Files called input.json describe a lab in words of their own.
    for file in files where file.lastPathComponent != "input.json" {
      let name = String(file.path.dropFirst(folder.path.count + 1))
      let loaded = Loader.load(texts: [(name, Array(try Data(contentsOf: file)))])
      for problem in loaded.problems {
        Issue.record("\(name) \(problem.origin.map { "\($0.path)" } ?? "-"): \(problem.kind)")
      }
      for note in loaded.notes {
        switch note {
        case .notModelled(let type, _, _): notModelled[type.lowercased(), default: 0] += 1
        case .notRecognised: others["not recognised", default: 0] += 1
        case .templateExpression: others["template expression", default: 0] += 1
        case .replaced: others["replaced", default: 0] += 1
        case .notReadYet(let what, _): others["not read yet: \(what.rawValue)", default: 0] += 1
        case .nothingButItsName: others["nothing but its name", default: 0] += 1
        case .onlyChildren: others["only children", default: 0] += 1
        }
      }
    }
    print("Samples: \(files.count) files.")
    for (what, count) in others.sorted(by: { $0.key < $1.key }) { print("  \(what): \(count)") }
    print("Not modelled:")
    for (type, count) in notModelled.sorted(by: { $0.key < $1.key }) { print("  \(type): \(count)") }
  }

  @Test func `every recorded gateway gets a prediction for each pair that Azure lists`() throws {
    guard let folder = Self.folder else { return }
    var gateways = 0
    for case let recording in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .sorted(by: { $0.path < $1.path })
    {
      let states = ["state1", "state2", "", "compiled-input"].map { recording.appendingPathComponent($0) }
      for state in states where FileManager.default.fileExists(atPath: state.path) {
        let texts = try FileManager.default.contentsOfDirectory(at: state, includingPropertiesForKeys: nil)
          .filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
          .map { ($0.lastPathComponent, Array(try Data(contentsOf: $0))) }
        let model = NetworkModel(Loader.load(texts: texts.map { (name: $0.0, bytes: $0.1) }).resources)
        let predictor = HealthPredictor(Engine(model))
        for gateway in model.resources.applicationGateways.values {
          let prediction = predictor.predict(gateway)
          #expect(prediction.pairs.count == gateway.probedPairs.count)
          gateways += 1
        }
      }
    }
    print("Predicted the health of \(gateways) recorded gateways.")
    #expect(gateways > 10)
  }
}
