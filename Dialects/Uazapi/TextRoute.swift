import DialectKit

extension Route {
    /// `POST /send/text`: sends words to a person, a group or a channel.
    static let sendText = Route(
        .post,
        "/send/text",
        "send.text",
        access: .instance,
        body: TextBody.self,
        keeping: SendEcho.self,
        decode: { body, _ in
            body.options.sending(.text(TextContent(body.text, mentions: body.options.mentions)))
        },
        encode: { outcome, echo in
            SendAnswer(outcome.message, echo, "Message sent successfully").response
        }
    ).making(["text"])
}

/// The body of `POST /send/text`; the members of the link preview are read past.
struct TextBody: WireDecodable {
    let options: SendOptions
    let text: String

    init(from object: WireObject) throws(WireError) {
        let missing = "Missing number or text"
        guard let text = try object.optionalString("text"), !text.isEmpty else {
            throw WireError(.missing, path: "text", missing)
        }
        self.text = text
        options = try SendOptions(from: object, missing: missing)
    }

    /// Reads what has nothing but a recipient other than a group, words, and what the caller tells
    /// its messages apart by.
    init?(usual json: Span<UInt8>) {
        var usual = UsualMembers()
        guard JSONReader.members(json, { usual.take($0, $1) }),
            let number = usual.number, let text = usual.text, !text.isEmpty,
            let recipient = Address(parsing: number), !recipient.isGroup
        else { return nil }
        self.text = text
        options = SendOptions(
            recipient: recipient,
            trackID: SendOptions.trackID(usual.trackID),
            trackSource: usual.trackSource ?? ""
        )
    }

    /// The members of a usual body, each of which comes once at most.
    private struct UsualMembers {
        var number: String?
        var text: String?
        var trackID: String?
        var trackSource: String?

        /// Keeps one; false for another member, and for the second of a name.
        mutating func take(_ name: Span<UInt8>, _ value: String) -> Bool {
            if name.holds("number") { return Self.keep(value, in: &number) }
            if name.holds("text") { return Self.keep(value, in: &text) }
            if name.holds("track_id") { return Self.keep(value, in: &trackID) }
            if name.holds("track_source") { return Self.keep(value, in: &trackSource) }
            return false
        }

        private static func keep(_ value: String, in place: inout String?) -> Bool {
            defer { place = value }
            return place == nil
        }
    }
}
