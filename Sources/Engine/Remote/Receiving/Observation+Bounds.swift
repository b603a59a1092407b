internal import Canonical

extension Observation {
    private static let idBytes = 256

    /// Whether the ids in it are of a length that ids have; of others nothing is kept, for they would
    /// lie in memory by the ten thousand.
    var isBounded: Bool {
        switch kind {
        case .alive, .link, .account: true
        case .identity(let lid, _): Self.isID(lid)
        case .message(let message): Self.isID(message.id.text)
        case .status(let id, _, _, _), .revoked(let id, _): Self.isID(id.text)
        case .event(let payload): payload.ids.allSatisfy(Self.isID)
        }
    }

    private static func isID(_ text: String) -> Bool { text.utf8.count <= idBytes }
}

extension EventPayload {
    /// The ids by which an event is told apart from others.
    fileprivate var ids: [String] {
        var ids = [message?.text, chat?.jid].compactMap { $0 }
        switch self {
        case .messageEdited(let edit): ids.append(edit.id.text)
        case .messageReaction(let reaction): ids += [reaction.id.text, reaction.emoji]
        case .messagePollVote(let vote): ids.append(vote.id.text)
        case .callOffered(let call), .callEnded(let call, _): ids.append(call.id)
        case .labelChanged(let label): ids.append(label.id)
        case .labelAttached(let label, _, _): ids.append(label)
        case .other(let kind, _): ids.append(kind)
        default: break
        }
        return ids
    }
}
