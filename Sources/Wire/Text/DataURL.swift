/// A file written inline: `data:image/png;base64,…` (RFC 2397), always in base 64.
public struct DataURL: Equatable, Sendable {
    /// The media type with its parameters, nil when the URL names none.
    public let mediaType: String?
    /// The file.
    public let bytes: [UInt8]

    /// Joins a file and its type.
    public init(mediaType: String?, bytes: [UInt8]) {
        self.mediaType = mediaType
        self.bytes = bytes
    }

    /// Reads a data URL, nil when the text is none or its data are no base 64.
    public init?(_ text: String) {
        let source = text.utf8
        guard Self.isDataURL(text), let comma = source.firstIndex(of: UInt8(ascii: ",")) else {
            return nil
        }
        let head = String(text[..<comma].dropFirst("data:".count))
        guard head.lowercased().hasSuffix(";base64"),
            let bytes = Base64.decode(source[source.index(after: comma)...])
        else { return nil }
        let type = String(head.dropLast(";base64".count))
        mediaType = type.isEmpty ? nil : type
        self.bytes = bytes
    }

    /// The URL on one line.
    public var text: String { "data:\(mediaType ?? "");base64,\(Base64.encode(bytes))" }

    /// Whether the text claims to be a data URL, well-formed or not.
    public static func isDataURL(_ text: String) -> Bool {
        text.prefix(5).lowercased() == "data:"
    }
}
