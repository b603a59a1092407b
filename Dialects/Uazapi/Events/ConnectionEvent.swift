import DialectKit

/// `connection`: how the instance stands with WhatsApp.
///
/// Connecting with a QR code, connected, and disconnected by a logout were seen. The rest is
/// assumed: a code to type stands in `paircode` as it does in the Instance object, and what other
/// states are called is what `GET /instance/status` says.
enum ConnectionEvent {
    static func telling(of view: EventView) -> Telling? {
        switch view.event.payload {
        case .instanceState(let name, _, let reason):
            guard let status = status(ofState: name) else { return nil }
            return telling(view, status, kind: kind(name, reason)) { writer in
                guard status == "disconnected" else { return }
                writer.member("lastDisconnect", view.event.at.iso8601WithSpace)
                writer.member("lastDisconnectReason", reason?.uazapiText ?? "")
            }
        case .pairingQR(let text, _, _):
            return telling(view, "connecting") { $0.member("qrcode", view.drawQR(text)) }
        case .pairingCode(let code, _):
            return telling(view, "connecting") {
                $0.member("paircode", InstanceMembers.dashed(code))
            }
        default: return nil
        }
    }

    private static func telling(
        _ view: EventView,
        _ status: String,
        kind: String? = nil,
        rest: @escaping (inout JSONWriter) -> Void
    ) -> Telling {
        var telling = Telling(.connection, part: "instance", kind: kind) { writer in
            writer.member("name", view.instance.name)
            writer.member("status", status)
            rest(&writer)
        }
        telling.note = ("event_id", view.event.uazapiID)
        return telling
    }

    /// The vendor's word for a state of the link by its name, nil for those that are not told.
    ///
    /// That a code waits is told with the code.
    static func status(ofState name: String) -> String? {
        switch name {
        case "starting", "reconnecting": "connecting"
        case "connected": "connected"
        case "pairing_expired", "disconnected", "logged_out", "failed": "disconnected"
        case "paused": "hibernated"
        default: nil
        }
    }

    /// The top-level `type` of some disconnects.
    private static func kind(_ name: String, _ reason: Disconnect.Reason?) -> String? {
        if reason == .banned { return "TemporaryBan" }
        return name == "logged_out" ? "LoggedOut" : nil
    }
}
