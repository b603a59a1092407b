import DialectKit

/// What filters and URLs ask of a message; what is not known yet is nil.
struct MessageTraits: Equatable {
    /// The vendor's simplified type.
    enum Simplified: String {
        case text, media, poll, reaction
    }

    var isFromMe: Bool?
    var isFromAPI: Bool?
    var isGroup: Bool?
    var type: Simplified?
}

extension MessageTraits {
    /// What an event's payload alone tells.
    init(of payload: EventPayload) {
        isGroup = payload.chat?.isGroup
        switch payload {
        case .messageReceived: (isFromMe, isFromAPI) = (false, false)
        case .messageSent: isFromMe = true
        case .messageEdited(let edit): isFromMe = edit.isFromMe
        case .messageReaction(let reaction): (isFromMe, type) = (reaction.isFromMe, .reaction)
        case .messagePollVote(let vote): (isFromMe, type) = (vote.isFromMe, .poll)
        default: break
        }
    }
}

/// The messages that somebody does not want; any one of its words is enough (assumed).
///
/// Webhooks name senders and chats; streams name types. Both kinds of words are understood in both
/// places (assumed), in any case, because the pages spell one of them in two ways. Other words leave
/// nothing out.
struct MessageFilter {
    private let words: [String]

    init(_ words: [String]) { self.words = words.map { $0.lowercased() } }

    /// Whether the message is not wanted, by what is known of it.
    func excludes(_ traits: MessageTraits) -> Bool {
        words.contains { word in
            switch word {
            case "wassentbyapi": traits.isFromAPI == true
            case "wasnotsentbyapi": traits.isFromAPI == false
            case "frommeyes": traits.isFromMe == true
            case "frommeno": traits.isFromMe == false
            case "isgroupyes": traits.isGroup == true
            case "isgroupno": traits.isGroup == false
            default: word == traits.type?.rawValue
            }
        }
    }
}
