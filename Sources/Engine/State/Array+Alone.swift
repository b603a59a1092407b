extension Array {
    /// Appends; the first element gets no room for more, where mostly none follows.
    @inline(__always)
    mutating func appendAlone(_ element: Element) {
        if isEmpty { self = [element] } else { append(element) }
    }
}
