import DialectKit

/// The vendor's Instance object.
///
/// Its members stand in the order that live servers were seen to write. The `chatbot_` members and
/// the delays belong to functions that are not served; they are always written, with the vendor's
/// defaults, as live servers do.
struct InstanceAnswer {
    let instance: Instance
    /// The request's time, shown as `currentTime`; never before what the request itself changed.
    let now: Timestamp

    init(_ instance: Instance, at now: Timestamp) {
        self.instance = instance
        self.now = max(now, instance.updatedAt)
    }

    /// The object alone, as an answer.
    var response: HTTPResponse {
        .json(capacity: 1024) { writer in writer.object(write) }
    }

    /// Writes the members, without the braces.
    func write(_ writer: inout JSONWriter) {
        writer.member("id", instance.name(in: UazapiDialect.dialectID))
        writer.member("name", instance.name)
        writer.member("status", instance.state.uazapiStatus)
        writeAccount(&writer)
        writer.member("qrcode", instance.state.pairing?.qr?.imageURL ?? "")
        writer.member("paircode", instance.state.pairing?.typed.map(Self.dashed) ?? "")
        writer.member("systemName", extra("systemName") ?? "uazapiGO")
        writer.member("token", instance.tokens[UazapiDialect.tokenRealm] ?? "")
        writer.member("adminField01", extra("adminField01") ?? "")
        writer.member("adminField02", extra("adminField02") ?? "")
        writeUnserved(&writer)
        writer.member("lastDisconnect", instance.lastDisconnect?.at.iso8601WithSpace ?? "")
        writer.member("lastDisconnectReason", disconnectReason)
        writer.member("created", instance.createdAt.iso8601WithSpace)
        writer.member("updated", instance.updatedAt.iso8601WithSpace)
        writer.member("currentTime", now.iso8601WithSpace)
    }

    /// The account; `owner` keeps the last number after the session has ended.
    private func writeAccount(_ writer: inout JSONWriter) {
        let account = instance.account
        writer.member("owner", account?.phone.digits ?? "")
        writer.member("profileName", account?.pushName ?? "")
        writer.member("profilePicUrl", account?.pictureURL ?? "")
        writer.member("isBusiness", account?.isBusiness ?? false)
        // Spelled as the vendor spells it.
        writer.member("plataform", account?.platform ?? "")
    }

    private func writeUnserved(_ writer: inout JSONWriter) {
        writer.member("openai_apikey", "")
        writer.member("chatbot_enabled", false)
        writer.member("chatbot_ignoreGroups", false)
        writer.member("chatbot_stopConversation", "")
        writer.member("chatbot_stopMinutes", 0)
        writer.member("chatbot_stopWhenYouSendMsg", 0)
        writer.member("current_presence", instance.isAvailable ? "available" : "unavailable")
        writer.member("msg_delay_min", 1)
        writer.member("msg_delay_max", 3)
    }

    private var disconnectReason: String {
        let last = instance.lastDisconnect?.reason
        if case .failed(let reason) = instance.state, last != .banned { return reason }
        return last?.uazapiText ?? ""
    }

    private func extra(_ name: String) -> String? { instance.extras["uazapi." + name] }

    /// `ABCD-1234`.
    static func dashed(_ code: String) -> String {
        code.count == 8 ? "\(code.prefix(4))-\(code.suffix(4))" : code
    }
}
