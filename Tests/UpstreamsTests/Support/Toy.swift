import Canonical
import DialectKit
import Wire

/// A small language to speak: sends once, reads and settings as often as need be.
enum Toy {
    static let id = DialectID("toy")

    static func speech(
        signature: SignatureScheme? = nil,
        findsSent: Bool = false,
        referenceWindow: Int? = nil,
        kinds: Set<String> = ["message.received"]
    ) -> UpstreamSpeech {
        UpstreamSpeech(
            id: id,
            settings: [UpstreamSetting("token", "The token", isSecret: true)],
            commands: commands,
            readLink: { (context) throws(CommandFailure) in
                let token = try context.setting("token")
                return .ask(UpstreamRequest(.get, "/link/\(token)")) {
                    (reply) throws(CommandFailure) in
                    let isUp = try read(reply).text("state") == "up"
                    let state: LinkState = isUp ? .connected : .disconnected
                    let link = Observation(.link(state, nil), at: context.now)
                    return .done(Told(seen: [link]))
                }
            },
            events: EventReading(
                signature: signature,
                kinds: kinds,
                register: { (url, context) throws(CommandFailure) in
                    .ask(UpstreamRequest(.post, "/hook", json: ["url": .string(url)])) {
                        (reply) throws(CommandFailure) in
                        _ = try read(reply)
                        return .done(Told(true))
                    }
                },
                read: { (hook, context) throws(WireError) in
                    _ = try hook.object()
                    return [Observation(.alive, at: hook.receivedAt)]
                }
            ),
            findSent: findsSent ? findNothing : nil,
            referenceWindowMilliseconds: referenceWindow
        )
    }

    private static let findNothing: UpstreamSpeech.FindSent = { (_, _) in .done(Told(nil)) }

    static let quoteLoss = Loss("quoted", .dropped, "quotes cannot be made")

    private static let abilities = AbilityTable([
        AbilityTable.Row("group.create", nil, .unsupported("There are no groups")),
        AbilityTable.Row("message.send", "text", .lossy([quoteLoss])),
        AbilityTable.Row("message.send", "image", .exact),
        AbilityTable.Row("presence.self", "online", .exact),
        AbilityTable.Row("presence.self", "offline", .exact),
    ])

    private static var commands: SpokenTable {
        var table = SpokenTable(abilities)
        table.on(SendMessage.self) { (send, context) throws(CommandFailure) in
            try say(send, context)
        }
        table.on(SetAvailability.self) { (_, context) throws(CommandFailure) in
            let request = UpstreamRequest(.post, "/available", json: [:])
            return .asking(request, giving: SetAvailability.Outcome()) {
                (reply) throws(CommandFailure) in
                _ = try read(reply)
            }
        }
        return table
    }

    /// A send; a text that begins with a slash goes there with GET, to be sent once all the same.
    private static func say(
        _ send: SendMessage,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SendMessage.Outcome> {
        let token = HTTPField("token", try context.setting("token"))
        guard case .text(let content) = send.content else { return try sayFile(send, context) }
        guard !content.text.hasPrefix("!") else {
            throw CommandFailure(.requestInvalid, "The text cannot be said", field: "text")
        }
        let json: JSONObject = [
            "text": .string(content.text), "ref": .string(context.reference),
        ]
        let isGet = content.text.hasPrefix("/")
        let request =
            isGet
            ? UpstreamRequest(.get, content.text, effect: .once)
            : UpstreamRequest(.post, "/send", fields: [token], json: json, effect: .once)
        return .asking(request) { (reply) throws(CommandFailure) in
            Told(context.sent(send, as: try read(reply).text("id")))
        }
    }

    private static func sayFile(
        _ send: SendMessage,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SendMessage.Outcome> {
        guard let url = context.share?([1, 2, 3], "image/png") else {
            throw CommandFailure(.mediaUnsupported, "There is no way to share a file")
        }
        let upload = UpstreamRequest(.put, "/upload", json: ["url": .string(url)])
        let request = UpstreamRequest(.post, "/file", json: [:], effect: .once)
        return .ask(upload) { (reply) throws(CommandFailure) in
            _ = try read(reply)
            return .ask(request) { (reply) throws(CommandFailure) in
                _ = try read(reply)
                return .asking(UpstreamRequest(.get, "/sent")) { (reply) throws(CommandFailure) in
                    Told(context.sent(send, as: try read(reply).text("id")))
                }
            }
        }
    }

    /// The one place that understands the vendor's errors.
    private static func read(_ reply: UpstreamReply) throws(CommandFailure) -> WireObject {
        guard !reply.isSuccess else { return try reply.object() }
        if let error = reply.json?.object?["error"]?.string {
            throw CommandFailure(FailureCode(rawValue: error) ?? .upstreamRejected, "It said no")
        }
        throw CommandFailure(
            reply.status >= 500 ? .unavailable : .upstreamProtocol,
            "It said nothing that is understood"
        )
    }
}

extension WireObject {
    fileprivate func text(_ key: String) -> String { value(key)?.string ?? "none" }
}
