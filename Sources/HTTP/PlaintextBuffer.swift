/// Room for the plaintext of one TLS record, shared by the connections of a loop.
final class PlaintextBuffer {
    /// The room, valid while this object lives and used between two awaits only.
    let bytes: UnsafeMutableRawBufferPointer

    init() {
        bytes = .allocate(byteCount: 16 * 1024, alignment: 16)
        bytes.initializeMemory(as: UInt8.self, repeating: 0)
    }

    deinit { bytes.deallocate() }
}
