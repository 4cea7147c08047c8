/// libFuzzer's entry for programs that have a `main` of their own, which SwiftPM's programs do.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ argumentCount: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>, _ callback: Fuzzer.Callback
) -> CInt

/// libFuzzer, which calls back with one input after another.
package enum Fuzzer {
  /// Tries one input, given by its start and its count of bytes; 0 lets the corpus have it, -1 does not.
  package typealias Callback = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

  /// Runs with the program's own arguments, which are libFuzzer's.
  package static func run(_ callback: Callback) {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    _ = runDriver(&count, &arguments, callback)
  }

  /// The bytes of an input.
  package static func bytes(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: start, count: count))
  }

  /// Ends the program, which libFuzzer takes for a finding, when something does not hold; `precondition` would not say what.
  package static func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
    if !holds { fatalError(what()) }
  }
}
