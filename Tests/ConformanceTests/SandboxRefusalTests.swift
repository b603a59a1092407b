import ConformanceKit
import Testing
import Wire

@Suite("The sandbox's routes say what is wrong")
struct SandboxRefusalTests {
    /// One call, and how it must be refused.
    struct Wrong: Sendable, CustomTestStringConvertible {
        let method: HTTPMethod
        let path: String
        let body: String?
        let status: Int
        let field: String?

        init(
            _ method: HTTPMethod,
            _ path: String,
            _ body: String?,
            _ status: Int,
            _ field: String?
        ) {
            self.method = method
            self.path = path
            self.body = body
            self.status = status
            self.field = field
        }

        var testDescription: String { "\(method.rawValue) \(path) \(body ?? "")" }
    }

    static let maria = SandboxRouteTests.maria
    static let walk = SandboxRouteTests.walk

    static let messages = [
        Wrong(.post, "sandbox/phones/abc/messages/{text}/read", nil, 400, "number"),
        Wrong(.post, "sandbox/phones/5511900000000/messages/{text}/read", nil, 400, "number"),
        Wrong(.post, "\(maria)/messages/3EB0/read", nil, 404, "message"),
        Wrong(.post, "\(maria)/messages/{text}/read", nil, 400, "message"),
        Wrong(.post, "\(maria)/messages/{sent}/play", nil, 400, "message"),
        Wrong(.post, "\(maria)/messages/{text}/edit", "{}", 400, "content"),
        Wrong(
            .post,
            "\(maria)/messages/{text}/edit",
            #"{"content":{"kind":"poll","question":"?","options":["a","b"]}}"#,
            400,
            "content.kind"
        ),
        Wrong(
            .post,
            "\(maria)/messages/{sent}/edit",
            #"{"content":{"kind":"text","text":"x"}}"#,
            422,
            "message"
        ),
        Wrong(.delete, "\(maria)/messages/{sent}", nil, 422, "message"),
        Wrong(.post, "\(maria)/messages/{sent}/reaction", "{}", 400, "emoji"),
        Wrong(.post, "\(maria)/messages/{sent}/reaction", #"{"emoji":1}"#, 400, "emoji"),
        Wrong(.post, "\(maria)/messages/{sent}/reaction", #"{"emoji":"ok"}"#, 400, "emoji"),
        Wrong(.post, "\(maria)/messages/{poll}/vote", "{}", 400, "options"),
        Wrong(.post, "\(maria)/messages/{poll}/vote", #"{"options":["Fri"]}"#, 400, "options"),
        Wrong(.post, "\(maria)/messages/{poll}/vote", #"{"options":[1]}"#, 400, "options.0"),
        Wrong(.post, "\(maria)/messages/{text}/vote", #"{"options":[]}"#, 400, "message"),
        Wrong(
            .post,
            "\(maria)/messages",
            #"{"to":"5511977776666","content":{"kind":"text","text":"x"},"quoted":"3EB0"}"#,
            404,
            "quoted"
        ),
        Wrong(
            .post,
            "\(maria)/messages",
            #"{"to":"5511977776666","content":{"kind":"poll","question":"?","options":["a"]}}"#,
            400,
            "content.options"
        ),
        Wrong(
            .post,
            "\(maria)/messages",
            #"""
            {"to":"5511977776666","quoted":"{text}",
             "content":{"kind":"reply","from":"list","id":"y","title":"Yes"}}
            """#,
            400,
            "quoted"
        ),
    ]

    static let people = [
        Wrong(.post, "\(maria)/presence", "{}", 400, "activity"),
        Wrong(.post, "\(maria)/presence", #"{"activity":"sleeping"}"#, 400, "activity"),
        Wrong(.post, "\(maria)/presence", #"{"activity":"paused"}"#, 400, "to"),
        Wrong(.post, "\(maria)/presence", #"{"activity":"paused","to":"x"}"#, 400, "to"),
        Wrong(.post, "\(maria)/calls", "{}", 400, "to"),
        Wrong(.post, "\(maria)/calls", #"{"to":"5521888888888"}"#, 422, "to"),
        Wrong(.post, "\(maria)/calls", #"{"to":"5511977776666","video":1}"#, 400, "video"),
        Wrong(.delete, "\(maria)/calls/{call}", #"{"reason":"bored"}"#, 400, "reason"),
        Wrong(.delete, "\(maria)/calls/ABC", nil, 400, "call"),
    ]

    static let accounts = [
        Wrong(.post, "sandbox/instances/none/chats", "{}", 404, nil),
        Wrong(
            .post,
            "sandbox/instances/fresh/chats",
            #"{"chat":"5511988888888","pinned":true}"#,
            409,
            nil
        ),
        Wrong(.post, "\(walk)/chats", "{}", 400, "chat"),
        Wrong(.post, "\(walk)/chats", #"{"chat":"5511988888888"}"#, 400, "archived"),
        Wrong(.post, "\(walk)/chats", #"{"chat":"5511988888888","unread":3}"#, 400, "unread"),
        Wrong(
            .post,
            "\(walk)/chats",
            #"{"chat":"5511988888888","muted_until":"soon"}"#,
            400,
            "muted_until"
        ),
        Wrong(
            .post,
            "\(walk)/chats",
            #"{"chat":"5511988888888","muted_until":"2000-01-01T00:00:00.000Z"}"#,
            400,
            "muted_until"
        ),
        Wrong(.post, "\(walk)/blocks", #"{"contact":"5511977776666"}"#, 400, "contact"),
        Wrong(.post, "\(walk)/labels", #"{"color":1}"#, 400, "name"),
        Wrong(.post, "\(walk)/labels", #"{"name":"x","color":20}"#, 400, "color"),
        Wrong(.patch, "\(walk)/labels/{label}", "{}", 400, "name"),
        Wrong(.delete, "\(walk)/labels/99", nil, 400, "label"),
        Wrong(.put, "\(walk)/labels/{label}/chats/x", nil, 400, "chat"),
        Wrong(.put, "\(walk)/labels/{label}/chats/120363000000000009@g.us", nil, 404, nil),
    ]

    static let groups = [
        Wrong(.patch, "sandbox/groups/x", #"{"actor":"5511977776666"}"#, 400, "group"),
        Wrong(.patch, "sandbox/groups/{group}", #"{"subject":"x"}"#, 400, "actor"),
        Wrong(.patch, "sandbox/groups/{group}", #"{"actor":"5511977776666"}"#, 400, "subject"),
        Wrong(
            .patch,
            "sandbox/groups/{group}",
            #"{"actor":"5511988888888","announce":true}"#,
            403,
            "announce"
        ),
        Wrong(
            .patch,
            "sandbox/groups/120363000000000009@g.us",
            #"{"actor":"5511977776666","announce":true}"#,
            404,
            nil
        ),
        Wrong(
            .post,
            "sandbox/groups/{group}/participants",
            #"{"actor":"5511977776666","change":"invite","participants":["5511988888888"]}"#,
            400,
            "change"
        ),
        Wrong(
            .post,
            "sandbox/groups/{group}/participants",
            #"{"actor":"5511977776666","change":"add","participants":["x"]}"#,
            400,
            "participants.0"
        ),
        Wrong(
            .post,
            "sandbox/groups/{group}/participants",
            #"{"actor":"5511977776666","change":"add"}"#,
            400,
            "participants"
        ),
    ]

    @Test("wrong calls change nothing", arguments: messages + people + accounts + groups)
    func refuses(wrong: Wrong) async throws {
        let stage = try await SandboxStage.open()
        let answer = try await stage.answer(wrong.method, wrong.path, wrong.body)
        #expect(answer.status == wrong.status, "\(answer.text)")
        let error = try JSONReader.read(answer.body)["error"]
        #expect(error?["field"]?.string == wrong.field, "\(answer.text)")
        #expect(error?["message"]?.string?.isEmpty == false)
        #expect(try await stage.news(of: "walk").isEmpty)
        await stage.close()
    }
}
