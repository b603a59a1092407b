/// Reads JSON as RFC 8259 defines it, and nothing else.
///
/// No byte order mark, comments, NaN, trailing commas or trailing text; UTF-8 only, and no lone
/// surrogates.
///
/// The last of duplicate keys wins, at the first's place. Nesting is checked against the limit
/// before it is entered.
public enum JSONReader {
    /// Reads one JSON text.
    ///
    /// - Throws: ``JSONError`` with the offset of the first byte that cannot be.
    public static func read(
        _ bytes: Span<UInt8>,
        limits: JSONLimits = JSONLimits()
    ) throws(JSONError) -> JSONValue {
        var parser = JSONParser(limits: limits)
        return try parser.document(bytes)
    }

    /// Reads one JSON text.
    ///
    /// - Throws: ``JSONError`` with the offset of the first byte that cannot be.
    public static func read(
        _ bytes: [UInt8],
        limits: JSONLimits = JSONLimits()
    ) throws(JSONError) -> JSONValue {
        try read(bytes.span, limits: limits)
    }

    /// Reads one JSON text; offsets count its UTF-8.
    ///
    /// - Throws: ``JSONError`` with the offset of the first byte that cannot be.
    public static func read(
        text: String,
        limits: JSONLimits = JSONLimits()
    ) throws(JSONError) -> JSONValue {
        try read(text.utf8Span.span, limits: limits)
    }
}
