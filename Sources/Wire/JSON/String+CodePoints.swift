extension String {
    /// Whether both hold the same code points, where `==` would also take canonical equivalents.
    @inline(__always)
    func hasSameCodePoints(as other: String) -> Bool {
        // By their lengths most keys of an object differ, and those that do not by their bytes.
        utf8.count == other.utf8.count && hasSameBytes(as: other)
    }

    private func hasSameBytes(as other: String) -> Bool {
        // The bytes are only read, and only during the calls.
        let same = unsafe utf8.withContiguousStorageIfAvailable { own in
            unsafe other.utf8.withContiguousStorageIfAvailable { unsafe own.span.holds($0.span) }
        }
        return (same ?? nil) ?? utf8.elementsEqual(other.utf8)
    }
}
