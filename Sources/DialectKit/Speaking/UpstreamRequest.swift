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
