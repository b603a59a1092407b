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

    /// How bodies are signed with the setting ``UpstreamSetting/webhookSecretName``, nil where the
    /// vendor signs nothing.
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
