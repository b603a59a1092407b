public import Canonical
internal import Wire

/// The JSON text of what every send stores, written without a tree in between.
extension EventPayload {
    /// The bytes of ``json``.
    public var serialized: [UInt8] {
        switch self {
        case .messageReceived(let id, let chat), .messageSent(let id, let chat):
            Self.write { writer in
                writer.member("message_id", id.text)
                if let chat { writer.member("chat", chat.jid) }
            }
        case .messageStatus(let id, let status, let chat, let participant):
            Self.write { writer in
                writer.member("message_id", id.text)
                writer.member("status", status.name)
                if let chat { writer.member("chat", chat.jid) }
                writer.member("participant", participant?.jid)
            }
        default: json.serialized()
        }
    }

    private static func write(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(capacity: 160)
        writer.object(members)
        return writer.bytes
    }
}

extension Content {
    /// The bytes of ``json``.
    public var serialized: [UInt8] {
        guard case .text(let text) = self, text.mentions.isEmpty else { return json.serialized() }
        var writer = JSONWriter(capacity: 64 + text.text.utf8.count)
        writer.object { writer in
            writer.member("kind", "text")
            writer.member("text", text.text)
        }
        return writer.bytes
    }
}
