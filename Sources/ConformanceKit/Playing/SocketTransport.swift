/// Carries requests over HTTP to the gateway under a base URL.
///
/// The exchange itself is given, so that the kit depends on no particular client.
public struct SocketTransport: Transport {
    /// Sends one request to an absolute URL.
    public typealias Exchange =
        @Sendable (_ url: String, _ request: SentRequest) async throws -> ReceivedAnswer

    private let baseURL: String
    private let exchange: Exchange

    /// Sends everything below the base URL, which may have a path and a final slash.
    public init(baseURL: String, exchange: @escaping Exchange) {
        self.baseURL = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
        self.exchange = exchange
    }

    /// See ``Transport/send(_:)``.
    public func send(_ request: SentRequest) async throws -> ReceivedAnswer {
        try await exchange(baseURL + request.target, request)
    }
}
