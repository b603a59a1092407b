/// A request that an upstream sent to tell of events.
public struct IncomingHook: Sendable {
    /// The fields.
    public let fields: [HTTPField]
    /// What is left of the path behind the instance's own URL, with its slash; empty for nothing.
    public let suffix: String
    /// The body.
    public let body: [UInt8]
    /// When it came.
    public let receivedAt: Timestamp

    /// Takes a request.
    public init(
        fields: [HTTPField] = [],
        suffix: String = "",
        body: [UInt8],
        receivedAt: Timestamp
    ) {
        self.fields = fields
        self.suffix = suffix
        self.body = body
        self.receivedAt = receivedAt
    }

    /// The body as a JSON object.
    public func object() throws(WireError) -> WireObject {
        guard let object = (try? JSONReader.read(body))?.object else {
            throw WireError(.wrongType, path: "", "The body is not a JSON object")
        }
        return WireObject(object)
    }
}
