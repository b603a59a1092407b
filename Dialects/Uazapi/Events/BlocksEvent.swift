import DialectKit

/// `blocks`: the account blocked somebody, or no longer does.
///
/// Never seen: the members follow the library that the vendor builds on (assumed).
enum BlocksEvent {
    static func telling(of view: EventView) -> Telling? {
        guard case .contactBlocked(let address, let isBlocked) = view.event.payload else {
            return nil
        }
        var chat = ChatObject(address, in: view)
        chat.isBlocked = isBlocked
        return Telling(.blocks, kind: "Blocklist", chat: chat) { writer in
            writer.memberArray("Changes") { writer in
                writer.object { writer in
                    writer.member("JID", address.jid)
                    writer.member("Action", isBlocked ? "block" : "unblock")
                }
            }
            writer.member("chatid", address.jid)
        }
    }
}
