/// A request to an upstream, without the base URL it comes after.
public struct UpstreamRequest: Equatable, Sendable {
    /// What sending it twice would do.
    public enum Effect: Equatable, Sendable {
        /// The same as sending it once: it may be repeated.
        case safe
        /// Something new, perhaps: it is sent once, and its end may stay unknown.
        case once
    }

    /// The method.
    public var method: HTTPMethod
    /// The path with its query, percent-encoded, from the slash on.
    public var target: String
    /// Fields besides those of the framing and `Content-Type`.
    public var fields: [HTTPField]
    /// The body with its media type, nil for none.
    public var body: Body?
    /// What sending it twice would do.
    public var effect: Effect

    /// A body.
    public struct Body: Equatable, Sendable {
        /// Its media type.
        public var mediaType: String
        /// Its bytes.
        public var bytes: [UInt8]

        /// Makes a body.
        public init(mediaType: String, bytes: [UInt8]) {
            self.mediaType = mediaType
            self.bytes = bytes
        }
    }

    /// Makes a request.
    public init(
        _ method: HTTPMethod,
        _ target: String,
        fields: [HTTPField] = [],
        body: Body? = nil,
        effect: Effect = .safe
    ) {
        self.method = method
        self.target = target
        self.fields = fields
        self.body = body
        self.effect = effect
    }

    /// Makes a request with a JSON object for a body.
    public init(
        _ method: HTTPMethod,
        _ target: String,
        fields: [HTTPField] = [],
        json: JSONObject,
        effect: Effect = .safe
    ) {
        let bytes = JSONValue.object(json).serialized()
        let body = Body(mediaType: "application/json", bytes: bytes)
        self.init(method, target, fields: fields, body: body, effect: effect)
    }
}

/// What an upstream answered.
public struct UpstreamReply: Equatable, Sendable {
    /// The status.
    public let status: Int
    /// The header section.
    public let head: HTTPFields
    /// The body.
    public let body: [UInt8]

    /// Takes an answer as it came.
    public init(status: Int, head: HTTPFields, body: [UInt8]) {
        self.status = status
        self.head = head
        self.body = body
    }

    /// Makes an answer.
    public init(status: Int, fields: [HTTPField] = [], body: [UInt8]) {
        let head = HTTPFields(fields.map { ($0.name, $0.value) })
        self.init(status: status, head: head, body: body)
    }

    /// The fields, read anew each time: successes are seldom asked for theirs.
    public var fields: [HTTPField] { head.all.map { HTTPField(safe: $0.name, $0.value) } }

    /// Whether status, fields and body are the same.
    public static func == (left: UpstreamReply, right: UpstreamReply) -> Bool {
        left.status == right.status && left.body == right.body && left.fields == right.fields
    }

    /// Whether the status is one of success.
    public var isSuccess: Bool { (200..<300).contains(status) }

    /// The body as JSON, nil when it is none.
    public var json: JSONValue? { try? JSONReader.read(body) }

    /// The body as a JSON object.
    ///
    /// - Throws: `upstream.protocol` when it is none: a page of HTML, or a text that broke off.
    public func object() throws(CommandFailure) -> WireObject {
        guard let object = json?.object else { throw Self.unreadable }
        return WireObject(object)
    }

    /// What is wrong with an answer that cannot be read.
    public static let unreadable = CommandFailure(
        .upstreamProtocol,
        "The upstream's answer could not be understood"
    )
}
