import DialectKit

extension Route {
    /// `POST /chat/read`: marks a chat as read, or as unread again.
    static let markChat = Route(
        .post,
        "/chat/read",
        "chat.read",
        access: .instance,
        body: ReadBody.self,
        decode: { body, _ in MarkChat(chat: body.chat, isRead: body.isRead) },
        encode: { _, _ in .json(200, ["response": "Chat read status updated successfully"]) }
    )

    /// `POST /chat/block`: blocks somebody, or lets them write again, and tells who is blocked.
    static let blockContact = Route(
        .post,
        "/chat/block",
        "chat.block",
        access: .instance,
        body: BlockBody.self,
        becoming: [BlockContact.self],
        invoke: { body, _ in
            Invocation(BlockContact(contact: body.contact, isBlocked: body.isBlocked)) { outcome in
                .json { writer in
                    writer.object { writer in
                        // Only the words of a block were documented.
                        let word = body.isBlocked ? "Blocked" : "Unblocked"
                        writer.member("response", "\(word) successfully")
                        // Some upstreams do not tell.
                        if let blocked = outcome.blocked { writer.member(blockList: blocked) }
                    }
                }
            }
        }
    )

    /// `GET /chat/blocklist`: who is blocked.
    static let listBlocked = Route(
        .get,
        "/chat/blocklist",
        "chat.blocklist",
        access: .instance,
        decode: { _ in ListBlocked() },
        encode: { blocked, _ in
            .json { writer in writer.object { $0.member(blockList: blocked) } }
        }
    )
}

/// The body of `POST /chat/read`.
struct ReadBody: WireDecodable {
    let chat: Address
    let isRead: Bool

    init(from object: WireObject) throws(WireError) {
        chat = try object.address("number")
        isRead = try object.bool("read")
    }
}

/// The body of `POST /chat/block`.
struct BlockBody: WireDecodable {
    let contact: Address
    let isBlocked: Bool

    init(from object: WireObject) throws(WireError) {
        contact = try object.address("number")
        isBlocked = try object.bool("block")
    }
}

extension JSONWriter {
    fileprivate mutating func member(blockList people: [Address]) {
        memberArray("blockList") { writer in
            for person in people { writer.string(person.jid) }
        }
    }
}
