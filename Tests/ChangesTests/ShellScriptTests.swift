import Testing

@testable import Changes

/// The words of every command, a variable without a value as `?NAME`.
private func words(_ text: String, _ variables: [String: String] = [:]) -> [[String]] {
  ShellScript(text, variables: variables).commands.map { command in
    command.words.map { $0.text + $0.unset.map { "?" + $0 }.joined() }
  }
}

@Suite struct ShellScriptTests {
  @Test(
    arguments: [
      (#"az 'a b' "c d" e\ f"#, ["az", "a b", "c d", "e f"]), (#"az "say \"hi\" \$X \\""#, ["az", #"say "hi" $X \"#]),
      (#"az 'it is $X'"#, ["az", "it is $X"]), (#"az """#, ["az", ""]), ("az a'b'\"c\"", ["az", "abc"]),
      ("az # a comment", ["az"]), ("az a#b", ["az", "a#b"]), ("az \\\n  -n \\\n  x", ["az", "-n", "x"]),
      ("az \"a\\\nb\"", ["az", "ab"]), ("az `\n  -n x", ["az", "-n", "x"]),
      ("az -n x \\\r\n  -g y\r\n", ["az", "-n", "x", "-g", "y"]),
      ("az a >/dev/null 2>&1 b", ["az", "a", "b"]), ("az a &> file", ["az", "a"]), ("az a 2> file", ["az", "a"]),
      (#"az $'a\012b\x41\u00e9\'\q' "$'x'""#, ["az", "a\nbAé'\\q", "$'x'"]), (#"az $'\303\251"#, ["az", "é"]),
      ("az <<EOF\n$X ; az b\nEOF\n", ["az"]), ("(az a)", ["az", "a"]), ("time az a", ["az", "a"]),
    ])
  func `one command is read as a shell reads it`(text: String, expected: [String]) {
    #expect(words(text) == [expected])
  }

  @Test(arguments: ["", "a b", "it's", "a\nb", "\u{1B}[31m'\\", "é\u{202E}x", "$(x)", "@", "\t\"`"])
  func `what is quoted is read back as it was, in one line`(text: String) {
    #expect(words("az " + text.shellQuoted + " -x") == [["az", text, "-x"]])
    #expect(text.shellQuoted.unicodeScalars.allSatisfy { !$0.steersTerminals })
  }

  @Test func `newlines, semicolons, ampersands and pipes part commands`() {
    #expect(words("a 1\nb 2; c 3 && d 4 | e 5 & f 6 || g 7") == "abcdefg".enumerated().map { ["\($1)", "\($0 + 1)"] })
  }

  @Test func `variables stand for what was assigned, and given values win`() {
    #expect(words("X=1 Y=\"a $X\"\naz $X ${Y} ${Z:-z} $Z") == [["az", "1", "a 1", "z", "?Z"]])
    #expect(words("export X=1; az $X", ["X": "2"]) == [["az", "2"]])
    #expect(words("X=\naz ${X:-d}") == [["az", "d"]])
    #expect(words("az ${X%.*} $? $1", ["X": "a"]) == [["az", "?${X%.*}", "?$?", "?1"]])
    #expect(words("X=(a b)\naz $X") == [["az", "?X"]])
  }

  @Test func `variables that double each other come to an end`() {
    let doubling = "A=xxxxxxxx\n" + String(repeating: "A=$A$A\n", count: 60)
    #expect(words(doubling + "az $A") == [["az", "?A"]])
  }

  @Test func `substitutions inside each other without end are no crash`() {
    let script = String(repeating: "$(az a ", count: 100_000)
    #expect(words(script).last == ["?$(…)"])
  }

  @Test func `a prompt leaves a variable to those who give it`() {
    let guide = "[ -z \"$RG\" ] && read -rp \"Resource Group: \" RG\naz group -g \"$RG\""
    #expect(words(guide, ["RG": "rg-1"]).last == ["az", "group", "-g", "rg-1"])
    #expect(words(guide).last == ["az", "group", "-g", "?RG"])
  }

  @Test func `the commands of a substitution run first, and what they print is not known`() {
    #expect(
      words("X=$(az a --query \"[0].{b:c}\")\naz d $X \"$(az e \"$(az f)\")\" `az g`") == [
        ["az", "a", "--query", "[0].{b:c}"], ["az", "f"], ["az", "e", "?$(…)"], ["az", "g"],
        ["az", "d", "?X", "?$(…)", "?$(…)"],
      ])
  }

  @Test(
    arguments: [
      ("for i in 1 2; do\naz a\ndone", "for"), ("while true\ndo az a; done", "while"),
      ("if [ -n x ]; then az a; fi", "if"),
      ("if x; then y; else az a; fi", "if"), ("case x in\n a) az a;;\nesac", "case"), ("f() { az a; }", "function"),
      ("function f {\naz a\n}", "function"), ("x || az a", "||"), ("x ||\n  az a", "||"), ("[ -z 1 ] && az a", "["),
      ("[[ 1 ]] && x && az a", "[["), ("{ az a; }", nil), ("x && az a", nil), ("for i in 1; do x; done\naz a", nil),
      ("if x; then y; fi; az a", nil), ("x || exit 1; az a", nil),
    ] as [(String, String?)])
  func `a command knows what it depends on`(text: String, condition: String?) {
    let commands = ShellScript(text).commands.filter { $0.words[0].text == "az" }
    #expect(commands.map(\.condition) == [condition])
  }

  @Test func `commands know their line`() {
    #expect(ShellScript("# one\n\naz a \\\n  b\n\n  az c; az d").commands.map(\.line) == [3, 6, 6])
  }

  @Test(arguments: ["\"", "'", "$", "${", "$(", "`", "\\", "<<", "a=(", ">", "(", "&", "${X:-", "\"$(", "<<E"])
  func `a text that breaks off is read to its end`(end: String) {
    #expect(words("az a \(end)").first?.first == "az" || words("az a \(end)").last?.first == "az")
  }
}
