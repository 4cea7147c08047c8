import BackendHealth
import Foundation
import JSONText
import Loading
import NetworkModel
import Outcomes
import Reachability
import Reports
import Resources
import Scenarios
import Testing

/// A scenario made of an export predicts what the export predicts.
@Suite struct ImportTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The text of a scenario, as `agwsim import` prints it.
  private static func text(_ loaded: Loaded, _ scenario: [JSONValue.Member]) -> String {
    let engine = Engine(NetworkModel(loaded.resources))
    let predictor = HealthPredictor(engine)
    let predictions = loaded.resources.applicationGateways.values.map { predictor.predict($0) }
    return ScenarioText.text(scenario, gaps: ScenarioGaps(predictions, in: engine.model)) + "\n"
  }

  /// Imports some paths, compares, imports the import, and hands over the scenario; nil where the paths have problems.
  @discardableResult
  private static func check(_ paths: [String], _ name: String, isComplete: Bool = false) throws -> String? {
    let (original, scenario) = Loader.rewrite(paths)
    guard original.problems.isEmpty else { return nil }
    let text = text(original, scenario)
    let file = FileManager.default.temporaryDirectory.appending(path: "agwsim-\(UUID().uuidString).scenario.json")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let (imported, again) = Loader.rewrite([file.path])
    for problem in imported.problems {
      Issue.record("\(name): \(problem.kind) at \(problem.origin.map { "\($0.path)" } ?? "-")\n\(text.prefix(3000))")
    }
    guard imported.problems.isEmpty else { return text }
    let isQuiet = imported.notes.allSatisfy { if case .onlyChildren = $0 { true } else { false } }
    #expect(isQuiet, "\(name): \(imported.notes)")
    let was = ImportedPredictions.lines(original)
    let now = ImportedPredictions.lines(imported)
    for (before, after) in zip(was, now) where before != after {
      let common = zip(before, after).prefix { $0 == $1 }.count
      let start = max(0, common - 200)
      Issue.record(
        """
        \(name) predicts otherwise
          was \(before.dropFirst(start).prefix(500))
          is  \(after.dropFirst(start).prefix(500))
        """)
      break
    }
    #expect(was.count == now.count, "\(name)")
    let isSame = Self.text(imported, again) == text
    #expect(isSame, "\(name): the import of the import is another one")
    return text
  }

  /// The same for one input.
  private static func check(_ input: JSONValue, _ name: String) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "agwsim-\(UUID().uuidString).json")
    try Data(input.text(pretty: false).utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try #require(try check([file.path], name))
  }

  private static func id(_ rest: String, subscription: String = "s", group: String = "rg") -> JSONValue {
    .string("/subscriptions/\(subscription)/resourceGroups/\(group)/providers/Microsoft.Network/\(rest)")
  }

  private static func network(_ name: String, _ subnet: JSONValue.Member, group: String = "rg") -> JSONValue {
    [
      "id": id("virtualNetworks/" + name, group: group), "name": .string(name),
      "addressSpace": ["addressPrefixes": ["10.0.0.0/16"]],
      "subnets": [.object([.init("name", "snet"), .init("addressPrefix", "10.0.0.0/24"), subnet])],
    ]
  }

  private static func scenarios(below folder: String) -> [String] {
    let found = FileManager.default.enumerator(at: repository.appending(path: folder), includingPropertiesForKeys: nil)
    return (found?.allObjects as? [URL] ?? []).map(\.path).filter {
      $0.hasSuffix("scenario.json") && !$0.contains("/demo/")
    }.sorted()
  }

  @Test
  func `every scenario of the catalogue predicts the same after an import, and its expectations come out the same`()
    throws
  {
    let files =
      Self.scenarios(below: "scenarios") + Self.scenarios(below: "docs/examples")
      + Self.scenarios(below: "Tests/Fixtures/scenarios")
    #expect(files.count > 300)
    for file in files where !file.hasSuffix("/repaired.scenario.json") {
      let name = String(file.dropFirst(Self.repository.path.count + 1))
      let text = try #require(try Self.check([file], name))
      // What is expected without a change follows from the predictions, which are compared already.
      guard text.contains("\"changes\"") else { continue }
      let before = ScenarioRunner().run(file)
      let after = ScenarioRunner().run(text: Array(text.utf8), named: "imported.scenario.json")
      #expect(after.problems.isEmpty, "\(name): \(after.problems)")
      #expect(before.results.map { $0.standing } == after.results.map { $0.standing }, "\(name)")
    }
  }

  @Test func `the export of the example predicts the same after an import`() throws {
    let text = try #require(
      try Self.check([Self.repository.appending(path: "scenarios/demo").path], "demo"))
    // The description is one text, which cannot be cut.
    #expect(text.split(separator: "\n").filter { $0.count > 100 }.count == 1)
    for secret in ["etag", "provisioningState\": \"Succeeded\", \"type", "defaultSecurityRules"] {
      #expect(!text.contains(secret))
    }
  }

  @Test func `what a comment offers counts as soon as its slashes are gone`() throws {
    let (original, scenario) = Loader.rewrite([Self.repository.appending(path: "scenarios/demo").path])
    let text = Self.text(original, scenario)
    let offered = text.replacing(/\/\/ (pool-media\/10.0.4.7|the prefixes|  az ).*\n/, with: "").replacing(
      "// ", with: "")
    let loaded = Loader.load(texts: [("scenario.json", Array(offered.utf8))])
    #expect(loaded.problems.isEmpty, "\(loaded.problems)")
    let predictor = HealthPredictor(Engine(NetworkModel(loaded.resources)))
    let members = loaded.resources.applicationGateways.values.flatMap { predictor.predict($0).pairs.flatMap(\.members) }
    #expect(members.first { $0.member.address == "10.0.4.7" }?.health == .healthy)
  }

  @Test func `names that could steer a terminal or end a comment stay what they are`() throws {
    let name = "a\u{1B}[31m\u{202E}\n\\\"} ] <script>"
    let input = JSONValue.object([
      .init(
        "virtualNetworks",
        [
          [
            "name": .string(name),
            "subnets": [
              [
                "name": .string(name),
                "networkSecurityGroup": [
                  "id": .string(
                    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/" + name)
                ],
              ]
            ],
          ]
        ])
    ]).text(pretty: false)
    let file = FileManager.default.temporaryDirectory.appending(path: "agwsim-\(UUID().uuidString).scenario.json")
    try Data(input.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let text = try #require(try Self.check([file.path], "hostile"))
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
    let loaded = Loader.load(texts: [("scenario.json", Array(text.utf8))])
    #expect(loaded.resources.virtualNetworks.values.first?.id.name == name)
  }

  @Test func `no key and no password is written, and no more of a certificate than what is public`() throws {
    let gateway: JSONValue = [
      "applicationGateways": [
        [
          "name": "agw", "sslCertificates": [["name": "c", "data": "SECRET", "password": "SECRET"]],
          "trustedRootCertificates": [["name": "r"]],
          "identity": ["principalId": "SECRET"],
        ]
      ]
    ]
    let text = try Self.check(gateway, "secrets")
    #expect(text.contains("trustedRootCertificates"))
    #expect(!text.contains("SECRET"))
  }

  @Test func `no secret of a change is written, and the change stays what it does`() throws {
    let changes: JSONValue = [
      "applicationGateways": [["name": "agw"]],
      "changes": [
        "renew": [
          """
          PW='SECRET one' NAME=c
          az network application-gateway ssl-cert create -g rg --gateway-name agw -n $NAME --cert-file c.pfx \\
            --cert-password "$PW"
          az network vpn-connection shared-key update --value SECRET --shared-key=-SECRET-two; az vm create --admin-password \
          SECRET --keyvault-secret https://v/x
          """,
          [
            "name": "agw", "sslCertificates": [["name": "c", "properties": ["data": "SECRET", "password": "SECRET"]]],
          ],
        ]
      ],
    ]
    let text = try Self.check(changes, "secrets of changes")
    #expect(!text.contains("SECRET"))
    for kept in ["PW='' NAME=c", "-n $NAME --cert-file c.pfx", "--keyvault-secret https://v/x"] {
      #expect(text.contains(kept), "\(kept)")
    }
  }

  @Test func `what is referred to in another subscription stays missing`() throws {
    let elsewhere = Self.id("networkSecurityGroups/nsg", subscription: "hub")
    let input: JSONValue = [
      Self.network("vnet", .init("networkSecurityGroup", ["id": elsewhere])),
      ["id": Self.id("networkSecurityGroups/nsg"), "name": "nsg", "securityRules": []],
    ]
    let text = try Self.check(input, "another subscription")
    #expect(text.contains("/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg\""))
    #expect(text.contains("\"name\": \"vnet\", \"resourceGroup\": \"rg\""))
  }

  @Test func `a change that names the same in another subscription does not reach what is here`() throws {
    let input: JSONValue = [
      "networkSecurityGroups": [["id": Self.id("networkSecurityGroups/nsg"), "securityRules": []]],
      "changes": ["c": "az network vnet subnet update --network-security-group \(Self.hub)"],
    ]
    #expect(try Self.check(input, "change elsewhere").contains("\"id\": \"/subscriptions/s/"))
  }

  private static let hub =
    "/subscriptions/hub/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg"

  @Test func `who manages an interface is read and so written`() throws {
    let manager = "/subscriptions/s/resourceGroups/rg/providers/A.B/c/d"
    let card: JSONValue = [
      "id": Self.id("networkInterfaces/nic"), "name": "nic", "ipConfigurations": [], "resourceGuid": "0",
      "provisioningState": "Succeeded", "managedBy": .string(manager),
    ]
    #expect(try Self.check(card, "managed").contains("\"managedBy\": \"\(manager)\""))
  }

  @Test func `a network group is named by its id where two managers have the same name`() throws {
    func manager(in group: String) -> JSONValue {
      let own = Self.id("networkManagers/avnm/networkGroups/ng", group: group)
      return [
        "id": Self.id("networkManagers/avnm", group: group), "name": "avnm",
        "networkGroups": [
          [
            "name": "ng",
            "staticMembers": [["name": "m", "resourceId": Self.id("virtualNetworks/vnet", group: group)]],
          ]
        ],
        "securityAdminConfigurations": [
          ["name": "c", "ruleCollections": [["name": "k", "appliesToGroups": [["networkGroupId": own]], "rules": []]]]
        ],
      ]
    }
    let one = try Self.check(["networkManagers": [manager(in: "rg")]], "a manager")
    #expect(one.contains("\"networkGroupId\": \"avnm/ng\""))
    let two = try Self.check(["networkManagers": [manager(in: "rg"), manager(in: "rg-2")]], "managers")
    #expect(two.split(separator: "\"networkGroupId\": \"/subscriptions/s/").count == 3)
  }

  @Test func `the prefixes of a service endpoint's tag stay, whatever the service is called`() throws {
    let input: JSONValue = [
      "virtualNetworks": [
        Self.network(
          "vnet", .init("serviceEndpoints", [["service": "Microsoft.KeyVault", "locations": ["westeurope"]]]))
      ],
      "serviceTags": [
        "AzureKeyVault": ["20.0.0.0/24"], "AzureKeyVault.WestEurope": ["20.0.0.0/26"], "Sql": ["21.0.0.0/24"],
      ],
    ]
    let text = try Self.check(input, "service endpoint")
    #expect(text.contains("\"azurekeyvault\"") && text.contains("\"azurekeyvault.westeurope\""))
    #expect(!text.contains("sql"))
  }

  /// The folder of the samples; nil, said loudly, when it is not there.
  private static let samples: URL? = {
    let folder = repository.deletingLastPathComponent().appending(path: "shared/azure-samples")
    let another = repository.deletingLastPathComponent().deletingLastPathComponent().appending(
      path: "shared/azure-samples")
    if let found = [folder, another].first(where: { FileManager.default.fileExists(atPath: $0.path) }) { return found }
    print("NOT TESTED: no samples of Azure's own data at \(folder.path)")
    return nil
  }()

  @Test func `every sample predicts the same after an import, by itself and with its neighbours`() throws {
    guard let folder = Self.samples else { return }
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects as? [URL] ?? []
    let files = found.filter { $0.pathExtension == "json" && $0.lastPathComponent != "input.json" }.sorted {
      $0.path < $1.path
    }
    let folders = Set(files.map { $0.deletingLastPathComponent().path }).sorted()
    var imported = 0
    for path in folders {
      let name = String(path.dropFirst(folder.path.count + 1))
      let isWhole = try Self.check([path], name) != nil
      if isWhole { imported += 1 }
      // Where one file replaces what another says, or is at odds with it, each is a network of its own.
      let replaces = Loader.load([path]).notes.contains { if case .replaced = $0 { true } else { false } }
      guard !isWhole || replaces else { continue }
      for file in files where file.deletingLastPathComponent().path == path {
        if try Self.check([file.path], "\(name)/\(file.lastPathComponent)") != nil { imported += 1 }
      }
    }
    print("Imported \(imported) samples of \(folders.count) folders")
    #expect(imported >= folders.count)
  }
}
