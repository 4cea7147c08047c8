import Changes
import Loading
import Resources
import Testing

@Suite struct UndoReferenceTests {
  @Test func `a short name that a person wrote and the id that az writes are one: a deleted peering comes back`() throws
  {
    let text = """
      {"virtualNetworks": [
        {"name": "vnet-hub", "addressSpace": {"addressPrefixes": ["10.1.0.0/16"]}, "subnets": [],
         "virtualNetworkPeerings": [
           {"name": "to-app", "peeringState": "Connected", "remoteVirtualNetwork": {"id": "vnet-app"}}]},
        {"name": "vnet-app", "addressSpace": {"addressPrefixes": ["10.2.0.0/16"]}, "subnets": [],
         "virtualNetworkPeerings": [
           {"name": "to-hub", "peeringState": "Connected", "remoteVirtualNetwork": {"id": "vnet-hub"}}]}]}
      """
    let resources = Loader.load(texts: [("a.scenario.json", Array(text.utf8))]).resources
    let delete = try Change(
      script: "az network vnet peering delete -g rg --vnet-name vnet-hub -n to-app", name: "change")
    let lines = try Undo(of: delete.edits, on: resources).steps.flatMap(\.lines)
    let script = lines.map { line in
      (["az"] + line.path + line.options.flatMap { [$0.name] + $0.values }).joined(separator: " ")
    }
    let undo = try Change(script: script.joined(separator: "\n"), name: "undo")
    var current = resources
    for edit in delete.edits + undo.edits { current = try edit.applied(to: current) }
    #expect(current.virtualNetworks.values.map { $0.peerings.map(\.id.name) } == [["to-app"], ["to-hub"]])
  }
}
