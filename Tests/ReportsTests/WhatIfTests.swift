import Changes
import Comparison
import Foundation
import Outcomes
import TestSupport
import Testing

@testable import Reports

private func whatIf(_ script: String) throws -> WhatIfAnswer {
  var scenario = Scenario()
  scenario.gateway.members = ["10.0.2.4", "10.0.2.5"]
  scenario.servers.append(.server("10.0.2.5"))
  scenario.backendGroup = [.deny("Deny-5", 200, to: "10.0.2.5", port: "80")]
  let change = try Change(script: script, name: "change")
  return WhatIfAnswer(WhatIf([change], on: try scenario.engine().model.resources), showsEffort: true)
}

private let edits = """
  az network nsg rule delete -g rg-test --nsg-name nsg-backend -n Deny-5
  az network nsg rule create -g rg-test --nsg-name nsg-backend -n Deny-4 --priority 150 --access Deny \
    --destination-address-prefixes 10.0.2.4 --destination-port-ranges '*'
  az network application-gateway update -g rg-test -n agw --max-capacity 20
  az network application-gateway address-pool update -g rg-test --gateway-name agw -n pool --servers ""
  az network nsg rule create -g rg-test --nsg-name nsg-backend -n Again --priority 150
  """

private let detour = """
  az network nsg rule delete -g rg-test --nsg-name nsg-backend -n Deny-5
  az network route-table create -g rg-test -n rt
  az network route-table route create -g rg-test --route-table-name rt -n via --address-prefix 10.0.1.0/24 \
    --next-hop-type VnetLocal
  az network vnet subnet update -g rg-test --vnet-name vnet-a -n snet-backend --route-table rt
  """

@Test func `a change is told edit by edit, then as a whole`() throws {
  let text = WhatIfText.whatIf(try whatIf(edits))
  expectSnapshot(text, "whatif.txt")
  #expect(longLines(text).isEmpty)
}

@Test func `a way that changes is told hop by hop, and members of which the same is to be told as one`() throws {
  let text = WhatIfText.whatIf(try whatIf(detour))
  expectSnapshot(text, "whatif-way.txt")
  #expect(longLines(text).isEmpty)
}

@Test func `colours only repeat what the words say`() throws {
  for script in [edits, detour] {
    let answer = try whatIf(script)
    let plain = WhatIfText.whatIf(answer)
    let coloured = WhatIfText.whatIf(answer, style: TextStyle(color: true))
    #expect(coloured != plain)
    #expect(coloured.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain)
  }
}

@Test func `a change as JSON`() throws {
  expectSnapshot(WhatIfJSON.whatIf(try whatIf(edits)).text(pretty: true) + "\n", "whatif.json")
}

@Test func `a change as Markdown fits a pull request`() throws {
  expectSnapshot(WhatIfMarkdown.whatIf(try whatIf(edits)), "whatif.md")
}

@Test func `when members flip and what requests get meanwhile is told as text and drawn`() throws {
  let text = TimelineText.timeline(try whatIf(edits))
  expectSnapshot(text, "timeline.txt")
  #expect(longLines(text).isEmpty)
  expectSnapshot(TimelineSVG.timeline(try whatIf(edits)), "timeline.svg")
}

@Test func `a change after which no member flips has an empty timeline, and says so`() throws {
  let answer = try whatIf("az network nsg rule create -g rg-test --nsg-name nsg-backend -n Late --priority 4000")
  for text in [TimelineText.timeline(answer), TimelineSVG.timeline(answer)] {
    #expect(text.contains("No member leaves rotation or comes into it"))
  }
}

@Test func `names of a change steer neither the terminal nor the page`() throws {
  let hostile = "<b>|`\u{1B}[31m\u{202E}*x*"
  let script =
    "az network nsg rule create -g rg-test --nsg-name nsg-backend --priority 150 --access Deny -n '\(hostile)'"
  let whatIf = try whatIf(script)
  let pictures = PictureFormat.allCases.map { WhatIfPicture(whatIf).text($0) } + [TimelineSVG.timeline(whatIf)]
  for text in [WhatIfText.whatIf(whatIf), WhatIfMarkdown.whatIf(whatIf), TimelineText.timeline(whatIf)] + pictures {
    #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }
  #expect(!WhatIfMarkdown.whatIf(whatIf).contains("<b>"))
}
