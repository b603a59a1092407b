extension JSONValue: CustomStringConvertible {
    /// The value as UTF-8 JSON without white space, as JavaScript's `JSON.stringify` writes it.
    ///
    /// Recurses once per level of nesting; what the reader made is bounded by its limits.
    public func serialized() -> [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }

    /// The text of ``serialized()``.
    public var text: String { String(decoding: serialized(), as: UTF8.self) }

    /// The value's JSON text.
    public var description: String { text }
}
