/// How a dialect's webhooks are understood.
public struct EventReading: Sendable {
    /// Reads a request of the upstream; pure.
    ///
    /// What it cannot read, it throws: the upstream is answered with a refusal. What it reads and
    /// does not understand, it gives as `other`, whose kind begins with `raw.`.
    public typealias Read =
        @Sendable (IncomingHook, SpokenContext) throws(WireError) -> [Observation]

    /// Says where webhooks are to be sent from now on.
    public typealias Register =
        @Sendable (_ url: String, SpokenContext) throws(CommandFailure) -> Conversation<Bool>

    /// How bodies are signed with the setting `webhook_secret`, nil where the vendor signs nothing.
    public let signature: SignatureScheme?
    /// The kinds of events that it tells of, as ``Canonical/EventPayload/kind`` names them.
    public let kinds: Set<String>
    /// Reads a request of the upstream.
    public let read: Read
    /// Says where webhooks are to be sent, nil where the vendor has no route for it; ends with
    /// whether it was accepted.
    public let register: Register?

    /// Describes a vendor's webhooks.
    public init(
        signature: SignatureScheme? = nil,
        kinds: Set<String>,
        register: Register? = nil,
        read: @escaping Read
    ) {
        self.signature = signature
        self.kinds = kinds
        self.register = register
        self.read = read
    }
}

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
