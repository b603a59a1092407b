extension Span<UInt8> {
    /// Whether the bytes are the text's.
    public func holds(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { wanted in
            for offset in 0..<wanted.count where unsafe self[offset] != wanted[offset] {
                return false
            }
            return true
        }
    }
}
