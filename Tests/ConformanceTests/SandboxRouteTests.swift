import ConformanceKit
import Testing
import Wire

@Suite("The control API causes every kind of event")
struct SandboxRouteTests {
    /// One call, and the kind of event that it causes.
    struct Cause: Sendable, CustomTestStringConvertible {
        let kind: String
        let method: HTTPMethod
        let path: String
        let body: String?
        let instance: String

        init(
            _ kind: String,
            _ method: HTTPMethod,
            _ path: String,
            _ body: String? = nil,
            on instance: String = "walk"
        ) {
            self.kind = kind
            self.method = method
            self.path = path
            self.body = body
            self.instance = instance
        }

        var testDescription: String { "\(kind) by \(method.rawValue) \(path)" }
    }

    static let maria = "sandbox/phones/5511988888888"
    static let account = "sandbox/phones/5511977776666"
    static let walk = "sandbox/instances/walk"

    static let linkCauses = [
        Cause("instance.state", .post, "\(walk)/drop", #"{"reason":"network"}"#),
        Cause("pairing.qr", .post, "instances/fresh/connect", "{}", on: "fresh"),
        Cause(
            "pairing.code",
            .post,
            "instances/fresh/connect",
            #"{"phone":"5511966665555"}"#,
            on: "fresh"
        ),
        Cause(
            "pairing.success",
            .post,
            "sandbox/instances/waiting/scan",
            #"{"phone":"5511966665555"}"#,
            on: "waiting"
        ),
    ]

    static let messageCauses = [
        Cause(
            "message.received",
            .post,
            "\(maria)/messages",
            #"{"to":"5511977776666","content":{"kind":"text","text":"Oi"},"quoted":"{sent}"}"#
        ),
        Cause(
            "message.received",
            .post,
            "\(maria)/messages",
            #"""
            {"to":"5511977776666","quoted":"{buttons}",
             "content":{"kind":"reply","from":"button","id":"y","title":"Yes"}}
            """#
        ),
        Cause(
            "message.sent",
            .post,
            "\(account)/messages",
            #"{"to":"5511988888888","content":{"kind":"text","text":"Oi"}}"#
        ),
        Cause("message.status", .post, "\(maria)/messages/{sent}/read"),
        Cause("message.status", .post, "\(maria)/messages/{voice}/play"),
        Cause(
            "message.edited",
            .post,
            "\(maria)/messages/{text}/edit",
            #"{"content":{"kind":"text","text":"Hey"}}"#
        ),
        Cause("message.revoked", .delete, "\(maria)/messages/{text}"),
        Cause(
            "message.reaction",
            .post,
            "\(maria)/messages/{sent}/reaction",
            #"{"emoji":"👍"}"#
        ),
        Cause(
            "message.poll_vote",
            .post,
            "\(maria)/messages/{poll}/vote",
            #"{"options":["Tue"]}"#
        ),
    ]

    static let contactCauses = [
        Cause(
            "presence.chat",
            .post,
            "\(maria)/presence",
            #"{"to":"5511977776666","activity":"composing"}"#
        ),
        Cause("presence.contact", .post, "\(maria)/presence", #"{"activity":"available"}"#),
        Cause(
            "contact.changed",
            .post,
            "sandbox/phones",
            #"{"number":"5511988888888","push_name":"Maria Silva"}"#
        ),
        Cause(
            "contact.changed",
            .post,
            "sandbox/phones/5521977776666/messages",
            #"{"to":"5511977776666","content":{"kind":"text","text":"Oi"}}"#
        ),
        Cause("contact.blocked", .post, "\(walk)/blocks", #"{"contact":"5511988888888"}"#),
        Cause(
            "chat.changed",
            .post,
            "\(walk)/chats",
            #"{"chat":"5511988888888","archived":true,"muted_until":"2100-01-01T00:00:00.000Z"}"#
        ),
        Cause("call.offered", .post, "\(maria)/calls", #"{"to":"5511977776666","video":true}"#),
        Cause("call.ended", .delete, "\(maria)/calls/{call}", #"{"reason":"rejected"}"#),
        Cause("label.changed", .post, "\(walk)/labels", #"{"name":"VIP","color":19}"#),
        Cause("label.changed", .patch, "\(walk)/labels/{label}", #"{"name":"Old"}"#),
        Cause("label.changed", .delete, "\(walk)/labels/{label}"),
        Cause("label.attached", .put, "\(walk)/labels/{label}/chats/5511988888888"),
    ]

    static let groupCauses = [
        Cause(
            "group.joined",
            .post,
            "sandbox/groups",
            #"""
            {"owner":"5511988888888","subject":"Ours",
             "participants":[{"number":"5511977776666"}]}
            """#
        ),
        Cause(
            "group.changed",
            .patch,
            "sandbox/groups/{group}",
            #"{"actor":"5511977776666","description":"About"}"#
        ),
        Cause(
            "group.participants",
            .post,
            "sandbox/groups/{group}/participants",
            #"{"actor":"5511977776666","change":"promote","participants":["5511988888888"]}"#
        ),
        Cause(
            "group.left",
            .post,
            "sandbox/groups/{group}/participants",
            #"{"actor":"5511977776666","change":"remove","participants":["5511977776666"]}"#
        ),
    ]

    @Test("one call, one kind", arguments: linkCauses + messageCauses + contactCauses + groupCauses)
    func causes(cause: Cause) async throws {
        let stage = try await SandboxStage.open()
        try await stage.call(cause.method, cause.path, cause.body)
        let kinds = try await stage.news(of: cause.instance).map { $0["kind"]?.string }
        #expect(kinds.contains(cause.kind))
        await stage.close()
    }

    @Test("a label that is taken off a chat is told once")
    func detaches() async throws {
        let stage = try await SandboxStage.open()
        let path = "\(Self.walk)/labels/{label}/chats/{group}"
        for method in [HTTPMethod.put, .put, .delete, .delete] {
            try await stage.call(method, path)
        }
        let told = try await stage.news(of: "walk").map { $0["payload"]?["attached"]?.bool }
        #expect(told == [true, false])
        let labels = try await stage.call(.get, "\(Self.walk)/labels")
        #expect(labels["data"]?[0]?["name"] == "New")
        await stage.close()
    }
}
