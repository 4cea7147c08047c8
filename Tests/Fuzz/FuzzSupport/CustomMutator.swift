/// libFuzzer's own mutation of the first bytes of a buffer.
/// - Returns: how many bytes there are now.
@_silgen_name("LLVMFuzzerMutate")
private func mutateBytes(_ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ maximum: Int) -> Int

/// What libFuzzer calls for a new input: every fourth is changed byte by byte, the others as JSON.
@_cdecl("LLVMFuzzerCustomMutator")
package func mutateInput(_ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ maximum: Int, _ seed: CUnsignedInt) -> Int
{
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  guard seed % 4 != 0, var mutation = JSONMutation(bytes, seed: UInt64(seed)) else {
    return mutateBytes(data, size, maximum)
  }
  let new = mutation.mutated { value in
    let room = value.count + 64
    return [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      _ = buffer.initialize(from: value)
      count = mutateBytes(buffer.baseAddress!, value.count, room)
    }
  }
  guard new.count <= maximum else { return mutateBytes(data, size, maximum) }
  for (index, byte) in new.enumerated() { data[index] = byte }
  return new.count
}
