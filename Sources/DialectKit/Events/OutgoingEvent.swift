/// One request that tells an endpoint of an event.
public struct OutgoingEvent: Sendable, Equatable {
    /// The vendor's name of the event, for lists of deliveries and for metrics.
    public let name: String
    /// The vendor's kind of the message, where it has such a thing.
    public let messageType: String?
    /// What is appended to the path of the endpoint's URL, before its query.
    public let pathSuffix: [String]
    /// What it carries besides the dialect's fields.
    public let fields: [HTTPField]
    /// The event's id in the vendor's form, the same in every attempt.
    public let eventID: String
    /// What is signed and sent, byte by byte.
    public let body: [UInt8]

    /// Makes a request.
    public init(
        name: String,
        messageType: String? = nil,
        pathSuffix: [String] = [],
        fields: [HTTPField] = [],
        eventID: String,
        body: [UInt8]
    ) {
        self.name = name
        self.messageType = messageType
        self.pathSuffix = pathSuffix
        self.fields = fields
        self.eventID = eventID
        self.body = body
    }
}

extension OutgoingEvent {
    /// An endpoint's URL with segments at the end of its path, before its query.
    ///
    /// The segments are percent-encoded; slashes at the end of the path give way to them.
    package static func appending(_ segments: [String], to url: String) -> String {
        guard !segments.isEmpty else { return url }
        let end = url.firstIndex { $0 == "?" || $0 == "#" } ?? url.endIndex
        var path = url[..<end]
        while path.hasSuffix("/") { path = path.dropLast() }
        let suffix = segments.map { "/" + encoded($0) }.joined()
        return "\(path)\(suffix)\(url[end...])"
    }

    /// Percent-encodes everything but what a segment may always hold (RFC 3986 section 2.3).
    static func encoded(_ segment: String) -> String {
        var encoded = ""
        for byte in segment.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."), UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default: encoded += "%" + Hex.encode([byte]).uppercased()
            }
        }
        return encoded
    }
}
