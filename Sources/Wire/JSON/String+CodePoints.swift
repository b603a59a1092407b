extension String {
    /// Whether both hold the same code points, where `==` would also take canonical equivalents.
    func hasSameCodePoints(as other: String) -> Bool {
        // Unequal strings never share their bytes, and `==` is quickest at saying so; quicker yet is
        // the length, by which most keys of an object differ.
        utf8.count == other.utf8.count && self == other
            && (utf8Span.isKnownASCII && other.utf8Span.isKnownASCII
                || utf8.elementsEqual(other.utf8))
    }
}
