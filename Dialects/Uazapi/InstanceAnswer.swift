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
    /// The members, written once for each state of the instance.
    let text: InstanceText

    /// What most answers have besides the Instance object, in bytes.
    static let frameLength = 320

    init(_ instance: Instance, at now: Timestamp) {
        self.instance = instance
        self.now = max(now, instance.updatedAt)
        text = instance.derived { InstanceText(instance) }
    }

    var isConnected: Bool { instance.state == .connected }

    /// The object alone, as an answer.
    var response: HTTPResponse {
        .json(capacity: text.members.byteCount + Self.frameLength) { writer in
            writer.object { write(&$0) }
        }
    }

    /// Writes the members, without the braces.
    func write(_ writer: inout JSONWriter) {
        if let time = now.iso8601Bytes(separator: UInt8(ascii: " ")) {
            writer.members(text.members, filling: time.span)
        } else {
            InstanceMembers(instance).write(&writer)
            writer.member("currentTime", iso8601WithSpace: now)
        }
    }
}

/// What answers say of a state of an instance, as they write it.
final class InstanceText: Sendable {
    /// The Instance object's, with room for the present time.
    let members: JSONTemplate
    /// The status object's, without `resetting`.
    let status: JSONTemplate
    /// What an answer with both has besides them: the present time and the braces, in bytes.
    static let statusFrameLength = 96

    /// How many bytes both have.
    var byteCount: Int { members.byteCount + status.byteCount }

    init(_ instance: Instance) {
        let members = InstanceMembers(instance)
        self.members = JSONTemplate { writer in
            members.write(&writer)
            writer.memberHole("currentTime")
        }
        status = JSONTemplate(members: members.writeStatus)
    }
}

/// What answers show of a state of an instance, but for the present time.
struct InstanceMembers {
    let instance: Instance
    /// The instance's, taken out of it once.
    let state: LinkState
    let account: LinkedAccount?
    let isConnected: Bool

    init(_ instance: Instance) {
        self.instance = instance
        state = instance.state
        account = instance.account
        isConnected = state == .connected
    }

    /// Writes the Instance object's members up to the present time, which is the last.
    func write(_ writer: inout JSONWriter) {
        let pairing = state.pairing
        let extras = instance.extras
        writer.member("id", instance.name(in: UazapiDialect.dialectID))
        writer.member("name", instance.name)
        writer.member("status", state.uazapiStatus)
        writeAccount(&writer)
        writer.member("qrcode", pairing?.qr?.imageURL ?? "")
        writer.member("paircode", pairing?.typed.map(Self.dashed) ?? "")
        writer.member("systemName", extras["uazapi.systemName"] ?? "uazapiGO")
        writer.member("token", instance.token(in: UazapiDialect.tokenRealm) ?? "")
        writer.member("adminField01", extras["uazapi.adminField01"] ?? "")
        writer.member("adminField02", extras["uazapi.adminField02"] ?? "")
        writeUnserved(&writer)
        writeDisconnect(&writer)
        writer.member("created", iso8601WithSpace: instance.createdAt)
        writer.member("updated", iso8601WithSpace: instance.updatedAt)
    }

    /// The account; `owner` keeps the last number after the session has ended.
    private func writeAccount(_ writer: inout JSONWriter) {
        guard let account else {
            return writer.members(
                literal: """
                    "owner":"","profileName":"","profilePicUrl":"","isBusiness":false,\
                    "plataform":""
                    """
            )
        }
        writer.member("owner", account.phone.digits)
        writer.member("profileName", account.pushName)
        writer.member("profilePicUrl", account.pictureURL ?? "")
        writer.member("isBusiness", account.isBusiness)
        // Spelled as the vendor spells it.
        writer.member("plataform", account.platform)
    }

    private func writeUnserved(_ writer: inout JSONWriter) {
        writer.members(
            literal: """
                "openai_apikey":"","chatbot_enabled":false,"chatbot_ignoreGroups":false,\
                "chatbot_stopConversation":"","chatbot_stopMinutes":0,\
                "chatbot_stopWhenYouSendMsg":0
                """
        )
        writer.member("current_presence", instance.isAvailable ? "available" : "unavailable")
        writer.members(literal: #""msg_delay_min":1,"msg_delay_max":3"#)
    }

    private func writeDisconnect(_ writer: inout JSONWriter) {
        let last = instance.lastDisconnect
        if let last {
            writer.member("lastDisconnect", iso8601WithSpace: last.at)
        } else {
            writer.member("lastDisconnect", "")
        }
        if case .failed(let reason) = state, last?.reason != .banned {
            writer.member("lastDisconnectReason", reason)
        } else {
            writer.member("lastDisconnectReason", last?.reason.uazapiText ?? "")
        }
    }

    /// `ABCD-1234`.
    static func dashed(_ code: String) -> String {
        code.count == 8 ? "\(code.prefix(4))-\(code.suffix(4))" : code
    }
}
