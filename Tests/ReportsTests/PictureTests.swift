import Changes
import Comparison
import Outcomes
import TestSupport
import Testing

@testable import BackendHealth
@testable import Reports

@Suite struct PictureTests {
  private static let denied = TracePicture([Samples.denied()], in: Samples.resources)

  @Test(arguments: PictureFormat.allCases) func `a blocked probe is drawn`(format: PictureFormat) {
    expectSnapshot(Self.denied.text(format), "trace-denied.\(format.rawValue)")
  }

  @Test(arguments: PictureFormat.allCases) func `a change is drawn before and after, with what flips`(
    format: PictureFormat
  ) throws {
    expectSnapshot(try Self.whatIf().text(format), "whatif-picture.\(format.rawValue)")
  }

  private static func whatIf() throws -> WhatIfPicture {
    var scenario = Scenario()
    scenario.gateway.members = ["10.0.2.4"]
    let script = """
      az network nsg rule create -g rg-test --nsg-name nsg-backend -n Deny-4 --priority 150 --access Deny \
        --destination-address-prefixes 10.0.2.4 --destination-port-ranges '*'
      """
    scenario.backendGroup = [.allow("Allow-All", 300)]
    let change = try Change(script: script, name: "change")
    return WhatIfPicture(WhatIfAnswer(WhatIf([change], on: try scenario.engine().model.resources)))
  }

  private static func rows(_ member: MemberPrediction) -> [Picture.Row] {
    Picture.members([member], in: nil).parts[0].rows
  }

  @Test func `no packet goes on behind the place that denies all of them, nor is there a reply`() {
    let rows = Self.rows(Samples.denied())
    #expect(rows.map(\.isReturn) == [false, false, true])
    let stop = rows[1].boxes.firstIndex(where: \.stops)
    #expect(stop == 1)
    #expect(rows[1].arrows == [.pass, .skip])
    #expect(!rows[2].isTravelled)
    #expect(rows[2].arrows.allSatisfy { $0 == .skip })
  }

  @Test func `where a rule denies some of the packets, the others go on`() {
    let rows = Self.rows(Samples.partial)
    #expect(rows[1].boxes[1].mark == .block)
    #expect(!rows[1].boxes[1].stops)
    #expect(rows[1].arrows.allSatisfy { $0 == .pass })
    #expect(rows[2].isTravelled)
  }

  @Test func `a way that cannot be told is neither open nor blocked`() {
    let rows = Self.rows(Samples.appliance)
    #expect(rows[0].boxes[0].mark == .open)
    #expect(rows[0].arrows.first == .open)
  }

  @Test func `members with the same cause are drawn once, and the others are named`() {
    let parts = Picture.members([Samples.denied("10.0.2.4"), Samples.healthy, Samples.denied("10.0.2.7")], in: nil)
      .parts
    #expect(parts.map(\.mark) == [.block, .pass])
    #expect(parts[0].notes.contains { $0.label == "The same for" && $0.text.contains("10.0.2.7") })
  }

  @Test func `a text fits the width that it is broken to, even one without a blank`() {
    let texts = ["a few short words", String(repeating: "Wide-", count: 60), String(repeating: "界", count: 90), ""]
    for text in texts {
      let lines = SVGMetrics.lines(of: text, width: 120, size: 12)
      #expect(lines.allSatisfy { SVGMetrics.width($0, size: 12) <= 120 })
      #expect(lines.joined() == text.filter { $0 != " " } || text.contains(" "))
    }
  }

  @Test func `names that would close a label stay inside it`() {
    let hostile = "\"] --> x; end `md` <script>#35; \\N &lt; \\"
    #expect(PictureMermaid.escaped(hostile).allSatisfy { !"\"[]<>`{}|\\".contains($0) })
    #expect(PictureMermaid.escaped("#35;") == "#35;35#59;")
    #expect(PictureDot.escaped("\\N \" \\") == "\\\\N \\\" \\\\")
    #expect(PictureDot.escaped("&lt;") == "&amp;lt;")
  }
}
