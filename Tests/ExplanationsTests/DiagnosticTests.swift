import Loading
import Outcomes
import Testing

@testable import Explanations

@Test func aProblemNamesFileLineColumnPathAndWhatIsLegal() {
  let problem = InputProblem(.unknownKey("listner", legal: ["name", "listeners"]), at: Vocabulary.origin)
  #expect(
    problem.diagnostic.text == """
      nsg.json:1:11: error: unknown key "listner" (at $.a[1])
        did you mean "listeners"?
      """)
}

@Test func aNameThatIsFarFromEveryKnownOneGetsTheListInstead() {
  let problem = NameProblem.unknown("frontend", kind: "pool", known: ["pool-api", "pool-web"])
  #expect(
    problem.diagnostic.text == """
      error: no pool is called "frontend"
        the input has pool-api or pool-web
      """)
}

@Test func theNearestNameIsFoundByItsLastPartToo() {
  #expect(NearestNames.near("Deny-Al", in: ["nsg-api/Deny-All", "nsg-web/Allow-Web"]) == ["nsg-api/Deny-All"])
  #expect(NearestNames.near("listeners", in: ["servers"]).isEmpty)
  #expect(NearestNames.distance("nsg-aip", "nsg-api", limit: 3) == 1)
}

@Test func anAddressInSeveralNetworksIsAskedForWithItsNetwork() {
  #expect(
    NameProblem.addressInSeveralNetworks(Vocabulary.address, ["vnet-a", "vnet-b"]).diagnostic.hints
      == ["say which: \"vnet-a:10.0.2.4\" or \"vnet-b:10.0.2.4\""])
}

@Test func textsFromTheInputCannotSteerTheTerminal() {
  let hostile = "a\u{1B}[31mb\u{9B}2Jc\u{7F}d\r\ne\u{202E}f\u{2028}"
  #expect(hostile.printable == #"a\u{1B}[31mb\u{9B}2Jc\u{7F}d\u{D}\u{A}e\u{202E}f\u{2028}"#)
  let texts = [
    InputProblem(.unknownKey(hostile, legal: [hostile])).diagnostic.text,
    InputProblem(.illegalValue(field: hostile, found: hostile, legal: [hostile])).diagnostic.text,
    NameProblem.unknown(hostile, kind: "pool", known: [hostile]).diagnostic.text,
    MissingFact.publicName(hostile).sentence, MissingFact.publicName(hostile).supply().text,
    MissingFact.resource(Vocabulary.id("networkSecurityGroups", hostile), referencedBy: Vocabulary.subnet, origin: nil)
      .supply().text,
    Assumption.defaultProbeHost(hostile).sentence,
  ]
  for text in texts {
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || String($0).printable == String($0) })
  }
}

@Test func aVeryLongNameIsShortenedInTheMiddle() {
  let text = NameProblem.unknown(String(repeating: "x", count: 300), kind: "pool", known: []).diagnostic.text
  #expect(text.split(separator: "\n")[0].count < 120)
  #expect("abcdefghij".fitted(to: 7) == "abc…hij")
  #expect("abc".fitted(to: 3) == "abc")
}
