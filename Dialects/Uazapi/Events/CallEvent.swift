import DialectKit

/// `call`: somebody calls the account, or a call is over.
///
/// Never seen: names and members follow the library that the vendor builds on (assumed). The end has
/// its reason in the canonical words.
enum CallEvent {
    static func telling(of view: EventView) -> Telling? {
        switch view.event.payload {
        case .callOffered(let call): telling(call, "CallOffer", reason: nil, view)
        case .callEnded(let call, let end): telling(call, "CallTerminate", reason: end, view)
        default: nil
        }
    }

    private static func telling(
        _ call: Call,
        _ kind: String,
        reason: Call.End?,
        _ view: EventView
    ) -> Telling {
        let caller = Person(call.from, lid: call.lid ?? view.person(call.from).lidDigits)
        let chat = call.group ?? call.from
        return Telling(.call, kind: kind, chat: ChatObject(chat, in: view)) { writer in
            writer.member("From", caller.jid)
            writer.member("Timestamp", view.event.at.iso8601Seconds)
            writer.member("CallCreator", caller.jid)
            writer.member("CallCreatorAlt", caller.lid.isEmpty ? "" : caller.phoneJID)
            writer.member("CallID", call.id)
            writer.member("GroupJID", call.group?.jid ?? "")
            writer.member("chatid", chat.jid)
            caller.writeSender(&writer)
            if let reason { writer.member("Reason", reason.rawValue) }
        }
    }
}
