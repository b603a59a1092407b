/// Something that an upstream told of an instance, in canonical words.
///
/// Ids of messages in it are the upstream's own; the engine gives them the ids that clients know.
/// People may stand in it by LID or by phone; the engine brings both together.
public struct Observation: Equatable, Sendable {
    /// What was told.
    public enum Kind: Equatable, Sendable {
        /// How the instance stands; the end of a connection comes with its reason.
        case link(LinkState, Disconnect.Reason?)
        /// The account that is linked.
        case account(LinkedAccount)
        /// A message, received or sent from anywhere.
        case message(Message)
        /// A message came further.
        case status(MessageID, MessageStatus, chat: Address?, participant: Address?)
        /// A message was deleted for everyone.
        case revoked(MessageID, chat: Address)
        /// Two addresses are one person.
        case identity(lid: String, phone: PhoneNumber)
        /// Anything else that only becomes an event; `other` for what is not understood.
        case event(EventPayload)
        /// The upstream is there, and nothing else.
        case alive
    }

    /// When it happened.
    public var at: Timestamp
    /// What was told.
    public var kind: Kind

    /// Makes an observation.
    public init(_ kind: Kind, at: Timestamp) {
        self.kind = kind
        self.at = at
    }
}
