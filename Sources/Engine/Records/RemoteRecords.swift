public import Canonical

/// An upstream's id of a message that clients know by another one.
///
/// Kept for every message of a remote upstream, also where both are the same: it says which
/// upstream knows the message.
public struct UpstreamMessage: Equatable, Sendable {
    /// Whose message.
    public let instance: InstanceID
    /// Which upstream.
    public let upstream: UpstreamID
    /// What the upstream calls it.
    public let upstreamID: MessageID
    /// What clients call it, for ever.
    public let message: MessageID

    /// Makes a pair.
    public init(
        instance: InstanceID,
        upstream: UpstreamID,
        upstreamID: MessageID,
        message: MessageID
    ) {
        self.instance = instance
        self.upstream = upstream
        self.upstreamID = upstreamID
        self.message = message
    }
}

/// A send of which nobody knows whether it was made.
public struct UncertainSend: Equatable, Sendable {
    /// Its row of the journal.
    public let record: CommandRecord
    /// To whom it was, resolved as far as it was.
    public let recipient: Address
    /// What an echo of it is known by; see ``EchoDigest``.
    public let echo: UInt64

    /// Makes one.
    public init(record: CommandRecord, recipient: Address, echo: UInt64) {
        self.record = record
        self.recipient = recipient
        self.echo = echo
    }
}

/// What tells the echo of a send: the same for the content as it was asked and as it comes back.
public enum EchoDigest {
    /// Digests who it is for and what the reader sees of it.
    public static func make(chat: Address, _ content: Content) -> UInt64 {
        let shown: String
        switch content {
        case .text(let text): shown = text.text
        case .media(let media): shown = "\(media.kind.rawValue)|\(media.caption ?? "")"
        case .list(let list): shown = "list|\(list.body)"
        case .buttons(let buttons): shown = "buttons|\(buttons.body)"
        case .poll(let poll): shown = "poll|\(poll.question)"
        case .reply(let reply): shown = "reply|\(reply.id)"
        }
        return FNV1a.hash("\(LaneKey.key(chat))|\(shown)".utf8)
    }
}
