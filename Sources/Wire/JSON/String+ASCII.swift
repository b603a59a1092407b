extension String {
    /// Copies bytes that are known to be ASCII.
    @inline(__always)
    init(ascii bytes: Span<UInt8>) {
        if bytes.count <= 15 {
            self.init(shortASCII: bytes)
        } else {
            // The caller has seen that no byte has its top bit set.
            unsafe self.init(copying: UTF8Span(unchecked: bytes, isKnownASCII: true))
        }
    }

    /// Copies few bytes, which the standard library otherwise does one by one.
    private init(shortASCII bytes: Span<UInt8>) {
        guard !bytes.isEmpty else {
            self = ""
            return
        }
        unsafe self.init(unsafeUninitializedCapacity: bytes.count) { buffer in
            unsafe bytes.withUnsafeBytes { source in
                unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
            }
            return bytes.count
        }
    }
}
