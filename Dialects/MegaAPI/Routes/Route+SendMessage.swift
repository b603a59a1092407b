import DialectKit

extension Route {
    /// The routes under `/rest/sendMessage`.
    static let sendMessage = [
        send("mediaUrl", MediaURLBody.self) { $0.command }.making(files),
        mediaURLToMany,
        send("mediaBase64", support: .observed, MediaBase64Body.self, carriesMedia: true) {
            $0.command
        }.making(files),
        send("templateMessage", TemplateBody.self) { $0.command }.making(["buttons"]),
        send("listMessage", ListBody.self) { $0.command }.making(["list"]),
        send("quoteMessage", QuoteBody.self) { $0.command }.making(["text"]),
        send("text", TextBody.self) { $0.command }.making(["text"]),
    ]

    /// What a file is sent as, by the vendor's words image, video, ptv, audio, ptt and document.
    private static let files = ["image", "video", "video_note", "audio", "voice", "document"]

    /// `POST /rest/sendMessage/{key}/…` to one recipient: all of them answer the sent message.
    private static func send<Body: WireDecodable>(
        _ name: String,
        support: Support = .documented,
        _ body: Body.Type,
        carriesMedia: Bool = false,
        command: @escaping @Sendable (Body) -> SendMessage
    ) -> Route {
        Route(
            .post,
            PathPattern("/rest/sendMessage/{key}/\(name)"),
            "sendMessage.\(name)",
            support: support,
            access: .instanceToken,
            body: body,
            carriesMedia: carriesMedia,
            decode: { body, _ in command(body) },
            encode: { outcome, _ in
                .success("Message sent") { json in
                    json.member("messageData") { $0.sentMessage(outcome.message) }
                }
            }
        )
    }

    /// `POST /rest/sendMessage/{key}/mediaUrlToMany`: the page's flat table, nested (assumed).
    private static let mediaURLToMany = Route(
        .post,
        "/rest/sendMessage/{key}/mediaUrlToMany",
        "sendMessage.mediaUrlToMany",
        access: .instanceToken,
        body: MediaURLToManyBody.self,
        becoming: [SendToMany.self],
        invoke: { body, _ in
            Invocation(body.command) { outcome in
                .success("Message sent") { json in
                    json.member("messageData") { $0.bulk(outcome, unreadable: body.unreadable) }
                }
            }
        }
    ).making(files)
}

extension JSONWriter {
    /// Writes how many were sent, how many were not, to whom not, and the messages.
    fileprivate mutating func bulk(_ outcome: SendToMany.Outcome, unreadable: [String]) {
        let failed = outcome.failed.map(\.recipient.jid) + unreadable
        member("sent", outcome.sent.count)
        member("failed", failed.count)
        memberArray("jidFailed") { json in for jid in failed { json.string(jid) } }
        memberArray("data") { json in
            for sent in outcome.sent { json.object { $0.sentMessage(sent.message) } }
        }
    }
}
