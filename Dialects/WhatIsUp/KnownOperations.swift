import DialectKit

extension WhatIsUpDialect {
    /// Every operation of the vendor that is known and not served: answered 404 `not_found`.
    static let refused: [Route] = KnownOperations.all.flatMap { $0.routes }
}

/// Operations that are refused for one reason.
struct KnownOperations {
    let reason: String
    let access: Access
    /// The method, the path, and the operation's name in the dialect.
    let calls: [(HTTPMethod, PathPattern, String)]

    init(_ reason: String, access: Access, _ calls: [(HTTPMethod, PathPattern, String)]) {
        self.reason = reason
        self.access = access
        self.calls = calls
    }

    var routes: [Route] {
        calls.map { method, pattern, operation in
            Route(refusing: method, pattern, operation, because: reason, access: access)
        }
    }

    static let all = [support, channels, channel]

    private static let support = KnownOperations(
        "support is the vendor's own",
        access: .customer,
        [(.post, "/v1/support/tickets", "support.create")]
    )

    private static let channels = KnownOperations(
        "the newer generation of the interface is not served yet",
        access: .customer,
        [
            (.get, "/v1/channels", "channels.list"),
            (.post, "/v1/channels", "channels.create"),
        ]
    )

    private static let channel = KnownOperations(
        "the newer generation of the interface is not served yet",
        access: .instance,
        [
            (.get, "/v1/channels/{id}", "channels.get"),
            (.delete, "/v1/channels/{id}", "channels.delete"),
            (.get, "/v1/channels/{id}/qr", "channels.qr"),
            (.post, "/v1/channels/{id}/connect", "channels.connect"),
            (.post, "/v1/channels/{id}/pair-code", "channels.pair_code"),
            (.get, "/v1/channels/{id}/status", "channels.status"),
            (.post, "/v1/channels/{id}/messages", "channels.messages.send"),
            (.get, "/v1/channels/{id}/settings", "channels.settings.get"),
            (.patch, "/v1/channels/{id}/settings", "channels.settings.update"),
            (.get, "/v1/channels/{id}/chats", "channels.chats.list"),
            (.get, "/v1/channels/{id}/chats/{jid}", "channels.chats.get"),
            (.patch, "/v1/channels/{id}/chats/{jid}", "channels.chats.update"),
            (.delete, "/v1/channels/{id}/chats/{jid}", "channels.chats.delete"),
            (.post, "/v1/channels/{id}/chats/{jid}/read", "channels.chats.read"),
            (.post, "/v1/channels/{id}/chats/{jid}/unread", "channels.chats.unread"),
            (.put, "/v1/channels/{id}/presences/me", "channels.presences.send"),
            (.post, "/v1/channels/{id}/presences/{chat_id}", "channels.presences.subscribe"),
            (.post, "/v1/channels/{id}/labels", "channels.labels.create"),
            (.post, "/v1/channels/{id}/labels/{label_id}/chats", "channels.labels.attach"),
            (.delete, "/v1/channels/{id}/labels/{label_id}/chats/{jid}", "channels.labels.detach"),
            (.post, "/v1/channels/{id}/stories/send/text", "channels.stories.text"),
            (.post, "/v1/channels/{id}/stories/send/image", "channels.stories.image"),
            (.post, "/v1/channels/{id}/stories/send/audio", "channels.stories.audio"),
        ]
    )
}
