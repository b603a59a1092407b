import DialectKit

extension Route {
    /// `POST /v1/instances/:id/messages`: hands one message to WhatsApp.
    ///
    /// A number without WhatsApp is accepted as well: what becomes of it, only events tell. The same
    /// `client_ref` within "a few minutes" gives the first answer again; five are assumed.
    static let sendMessage = Route(
        .post,
        "/v1/instances/{id}/messages",
        "messages.send",
        access: .instance,
        body: MessageBody.self,
        decode: { body, _ in
            SendMessage(
                recipient: body.recipient,
                content: body.content,
                clientReference: body.clientReference,
                referenceWindowMilliseconds: body.clientReference == nil ? nil : 300_000,
                refusesUnknownRecipient: false
            )
        },
        encode: { outcome, _ in
            .json { writer in
                writer.object { writer in
                    writer.member("message_id", outcome.message.id.text)
                    writer.member("client_ref", outcome.message.clientReference)
                }
            }
        }
    ).making(["text", "image", "audio", "document", "sticker"])
}

/// The body of `POST /v1/instances/:id/messages`.
///
/// The API page nests what the message says in `body`, the page on idempotency writes it beside
/// `to`: a `body` that is there decides. A `+` before the number is read past.
struct MessageBody: WireDecodable {
    let recipient: Address
    let content: Content
    let clientReference: String?

    init(from object: WireObject) throws(WireError) {
        recipient = try object.address("to")
        let reference = try object.optionalString("client_ref") ?? ""
        clientReference = reference.isEmpty ? nil : reference
        content = try Self.content(in: object.optionalObject("body") ?? object)
    }

    private static func content(in object: WireObject) throws(WireError) -> Content {
        switch try object.string("type") {
        case "text": .text(TextContent(try object.filledString("text")))
        case "image": try media(.image, in: object)
        case "audio": try media(.audio, in: object)
        case "document": try media(.document, in: object)
        // Only the newer pages have it, and they name no other type of file for it.
        case "sticker": try media(.sticker, in: object, mediaType: "image/webp")
        case let type:
            throw object.invalid(
                "type",
                "must be one of text, image, audio, document, sticker",
                value: type
            )
        }
    }

    private static func media(
        _ kind: MediaContent.Kind,
        in object: WireObject,
        mediaType: String? = nil
    ) throws(WireError) -> Content {
        let url = try object.filledString("media_url")
        let scheme = url.prefix(8).lowercased()
        guard scheme.hasPrefix("http://") || scheme.hasPrefix("https://") else {
            throw object.invalid("media_url", "must be an http or https URL", value: url)
        }
        return .media(
            MediaContent(
                kind: kind,
                source: .url(url),
                mediaType: try object.optionalString("mime_type") ?? mediaType,
                fileName: try object.optionalString("filename"),
                caption: try object.optionalString("caption")
            )
        )
    }
}
