import DialectKit

extension Route {
    /// `POST /message/find`: messages of the gateway's journal, newest first.
    static let findMessages = Route(
        .post,
        "/message/find",
        "message.find",
        access: .instance,
        body: FindBody.self,
        becoming: [GetInstance.self, FindMessages.self],
        invoke: { body, _ in
            Invocation(first: GetInstance()) { instance in
                Invocation(body.search) { found in
                    .json(capacity: 2048) { writer in
                        writer.object { writer in
                            writer.member("returnedMessages", found.messages.count)
                            writer.memberArray("messages") { writer in
                                for message in found.messages {
                                    let stored = StoredMessage(message, of: instance.account)
                                    writer.object(stored.write)
                                }
                            }
                            body.writePage(found, &writer)
                        }
                    }
                }
            }
        }
    )
}

/// The body of `POST /message/find`.
struct FindBody: WireDecodable {
    let search: FindMessages

    /// As many as one answer holds (assumed).
    private static let mostMessages = 1000
    private static let usualCount = 100

    init(from object: WireObject) throws(WireError) {
        let limit = try object.optionalInt("limit") ?? Self.usualCount
        guard limit >= 1 else { throw object.invalid("limit", "must be 1 at least") }
        let offset = try object.optionalInt("offset") ?? 0
        guard offset >= 0 else { throw object.invalid("offset", "must not be negative") }
        search = FindMessages(
            id: MessageID(uazapi: try object.optionalString("id") ?? ""),
            chat: try Self.filled("chatid", object) == nil ? nil : object.address("chatid"),
            reference: try Self.filled("track_id", object),
            source: try Self.filled("track_source", object),
            offset: offset,
            limit: min(limit, Self.mostMessages)
        )
    }

    /// A filter; the empty text is none, as it is for a Go server.
    private static func filled(
        _ key: String,
        _ object: WireObject
    ) throws(WireError) -> String? {
        guard let text = try object.optionalString(key), !text.isEmpty else { return nil }
        return text
    }

    /// Writes what stands behind the messages.
    func writePage(_ found: FindMessages.Outcome, _ writer: inout JSONWriter) {
        writer.member("limit", search.limit)
        writer.member("offset", search.offset)
        let next = search.offset.addingReportingOverflow(found.messages.count)
        writer.member("nextOffset", next.overflow ? search.offset : next.partialValue)
        writer.member("hasMore", found.hasMore)
    }
}
