/// What a dialect may know of the instance and the account that it speaks for.
public struct SpokenContext: Sendable {
    /// What the operator said of the account and the instance, by ``UpstreamSetting`` name.
    public let settings: [String: String]
    /// The instance as it stands here.
    public let instance: Instance
    /// The present time.
    public let now: Timestamp
    /// Names this execution for ever; given to upstreams that take a reference of the client.
    public let reference: String
    /// The message that the command is about, its id as the upstream knows it; nil where the
    /// command names none or it is not known here.
    public let message: Message?
    /// Gives bytes a URL at which the upstream can fetch them for a short time, nil when this
    /// gateway cannot be reached from outside.
    public let share: (@Sendable (_ bytes: [UInt8], _ mediaType: String?) -> String?)?

    /// Gathers what is known.
    public init(
        settings: [String: String],
        instance: Instance,
        now: Timestamp,
        reference: String,
        message: Message? = nil,
        share: (@Sendable (_ bytes: [UInt8], _ mediaType: String?) -> String?)? = nil
    ) {
        self.settings = settings
        self.instance = instance
        self.now = now
        self.reference = reference
        self.message = message
        self.share = share
    }

    /// A setting that must be there.
    ///
    /// - Throws: `upstream.unavailable`, for the operator has to say it first.
    public func setting(_ name: String) throws(CommandFailure) -> String {
        guard let value = settings[name], !value.isEmpty else {
            throw CommandFailure(.unavailable, "The upstream's setting \(name) is not configured")
        }
        return value
    }

    /// The secret that proves webhooks, nil where the operator chose none.
    public var webhookSecret: String? {
        settings[UpstreamSetting.webhookSecretName].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The account's own address, nil while nothing is linked.
    public var own: Address? { instance.account.map { .phone($0.phone) } }

    /// The message that a send became, under the upstream's id.
    public func sent(
        _ send: SendMessage,
        as id: String,
        chat: Address? = nil,
        at moment: Timestamp? = nil,
        status: MessageStatus = .queued
    ) -> SendMessage.Outcome {
        SendMessage.Outcome(
            message: Message(
                id: MessageID(id),
                chat: chat ?? send.recipient,
                sender: own ?? send.recipient,
                senderName: instance.account?.pushName ?? "",
                isFromMe: true,
                isFromAPI: true,
                sentAt: moment ?? now,
                content: send.content,
                quoted: send.quoted,
                isForwarded: send.isForwarded,
                status: status,
                clientReference: send.clientReference,
                clientSource: send.clientSource
            )
        )
    }
}
