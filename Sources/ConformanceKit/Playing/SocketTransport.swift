public import HTTP
import Reactor
import Wire

/// Carries requests over HTTP to the gateway under a base URL.
public struct SocketTransport: Transport {
    /// The longest answer that is taken.
    private static let answerLimitBytes = 64 * 1024 * 1024
    /// The target was named by whoever runs the suite, so every port will do.
    private static let policy = TargetURL.Policy(allowsPlainHTTP: true, refusedPorts: [])

    private let baseURL: String
    private let client: HTTPClient

    /// Sends everything below the base URL, which may have a path and a final slash.
    ///
    /// - Throws: ``ConformError`` when the text is no base URL.
    public init(baseURL: String, client: HTTPClient) throws(ConformError) {
        self.baseURL = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
        self.client = client
        guard !baseURL.contains("?"), (try? url("/")) != nil else {
            throw ConformError("\(baseURL) is no base URL")
        }
    }

    /// See ``Transport/send(_:)``.
    public func send(_ request: SentRequest) async throws -> ReceivedAnswer {
        var outgoing = OutgoingRequest(request.method, try url(request.target), judge: nil)
        outgoing.fields = request.headers.map { HTTPField($0.name, $0.value) }
        outgoing.body = request.body
        outgoing.responseLimit = Self.answerLimitBytes
        let answer = try await client.send(outgoing)
        return ReceivedAnswer(status: answer.status, fields: answer.fields, body: answer.body)
    }

    private func url(_ target: String) throws(TargetURLError) -> TargetURL {
        try TargetURL(baseURL + target, policy: Self.policy)
    }
}
