public import Wire

/// A request as the kit sends it; framing and `Host` are the transport's.
public struct SentRequest: Sendable {
    /// The method.
    public var method: HTTPMethod
    /// The path with its query, as it goes on the wire.
    public var target: String
    /// Every header that goes out beside those of the framing.
    public var headers: [(name: String, value: String)]
    /// The body's bytes.
    public var body: [UInt8]

    /// Makes a request.
    public init(
        _ method: HTTPMethod,
        _ target: String,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }
}

/// An answer as it came.
public struct ReceivedAnswer: Sendable {
    /// The status code.
    public var status: Int
    /// The header section.
    public var fields: HTTPFields
    /// The body's bytes, unchunked.
    public var body: [UInt8]

    /// Makes an answer.
    public init(status: Int, fields: HTTPFields = HTTPFields(), body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// The body as text, wrong bytes replaced.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// The values of all fields of that name, in order.
    public func values(of name: String) -> [String] {
        let wanted = name.lowercased()
        return fields.all.filter { $0.name.lowercased() == wanted }.map(\.value)
    }
}

/// Carries requests to a gateway, wherever that runs.
public protocol Transport: Sendable {
    /// Sends one request and waits for its answer.
    ///
    /// - Throws: Whatever kept the answer from coming; an answer of any status is no error.
    func send(_ request: SentRequest) async throws -> ReceivedAnswer
}

/// A transport that calls a gateway in the same process.
public struct InProcessTransport: Transport {
    private let entry: @Sendable (SentRequest) async throws -> ReceivedAnswer

    /// Sends every request into the closure.
    public init(
        _ entry: @escaping @Sendable (SentRequest) async throws -> ReceivedAnswer
    ) {
        self.entry = entry
    }

    /// See ``Transport/send(_:)``.
    public func send(_ request: SentRequest) async throws -> ReceivedAnswer {
        try await entry(request)
    }
}
