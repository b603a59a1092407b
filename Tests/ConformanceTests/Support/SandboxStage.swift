import ConformanceKit
import Testing
import Wire

@testable import sotaque

/// A gateway with one linked instance, `walk`, and what is needed to have anything happen to it.
///
/// The world's clock stands still, so that nothing happens by itself.
struct SandboxStage {
    private let target: Target
    /// What the names in braces stand for in paths and bodies.
    private var names: [String: String] = [:]
    /// The number of the last event of the preparation.
    private var last: [String: Int] = [:]

    static let account = "5511977776666"
    static let maria = "5511988888888"

    /// Prepares messages, a poll, a group, a call and a label.
    static func open() async throws -> SandboxStage {
        var stage = SandboxStage(target: try await TemporaryGateway.open())
        try await stage.prepare()
        return stage
    }

    private init(target: Target) { self.target = target }

    private mutating func prepare() async throws {
        _ = try await call(.post, "sandbox/clock", #"{"freeze":true}"#)
        let tenant = try await call(.post, "tenants", #"{"name":"walk"}"#)
        names["tenant"] = try #require(tenant["id"]?.string)
        for name in ["walk", "fresh", "waiting"] {
            _ = try await call(.post, "instances", #"{"tenant":"{tenant}","name":"\#(name)"}"#)
        }
        _ = try await call(.post, "instances/walk/connect", "{}")
        _ = try await call(.post, "instances/waiting/connect", "{}")
        let phone = #"{"phone":"\#(Self.account)","name":"Walk"}"#
        _ = try await call(.post, "sandbox/instances/walk/scan", phone)
        try await prepareMessages()
        let owner = #""owner":"\#(Self.account)","participants":[{"number":"\#(Self.maria)"}]"#
        let group = try await call(.post, "sandbox/groups", #"{"subject":"Team",\#(owner)}"#)
        names["group"] = try #require(group["id"]?.string)
        let label = #"{"name":"New","color":3}"#
        let made = try await call(.post, "sandbox/instances/walk/labels", label)
        names["label"] = try #require(made["label_id"]?.string)
        let callee = #"{"to":"\#(Self.account)"}"#
        let ringing = try await call(.post, "sandbox/phones/\(Self.maria)/calls", callee)
        names["call"] = try #require(ringing["call_id"]?.string)
        for name in ["walk", "fresh", "waiting"] { last[name] = try await events(of: name).count }
    }

    private mutating func prepareMessages() async throws {
        let contents = [
            ("text", Self.maria, Self.account, #"{"kind":"text","text":"Hi"}"#),
            (
                "poll", Self.maria, Self.account,
                #"{"kind":"poll","question":"When?","options":["Mon","Tue"]}"#
            ),
            ("sent", Self.account, Self.maria, #"{"kind":"text","text":"Hello"}"#),
            ("voice", Self.account, Self.maria, #"{"kind":"voice","base64":"T2dnUwACAAAAAA=="}"#),
            (
                "buttons", Self.account, Self.maria,
                #"""
                {"kind":"buttons","body":"Sure?",
                 "buttons":[{"title":"Yes","action":"reply","id":"y"}]}
                """#
            ),
        ]
        for (name, from, to, content) in contents {
            let body = #"{"to":"\#(to)","content":\#(content)}"#
            let sent = try await call(.post, "sandbox/phones/\(from)/messages", body)
            names[name] = try #require(sent["message_id"]?.string)
        }
    }

    /// The answer of a call that must succeed.
    @discardableResult
    func call(_ method: HTTPMethod, _ path: String, _ body: String? = nil) async throws -> JSONValue
    {
        let answer = try await answer(method, path, body)
        #expect((200...204).contains(answer.status), "\(path): \(answer.text)")
        return answer.body.isEmpty ? .null : try JSONReader.read(answer.body)
    }

    /// The answer of any call.
    func answer(
        _ method: HTTPMethod,
        _ path: String,
        _ body: String?
    ) async throws -> ReceivedAnswer {
        let request = SentRequest(
            method,
            "/_sotaque/" + filled(path),
            headers: [
                (name: "Authorization", value: "Bearer \(target.controlToken)"),
                (name: "Content-Type", value: "application/json"),
            ],
            body: Array(filled(body ?? "").utf8)
        )
        return try await target.transport.send(request)
    }

    /// The events of an instance since it was prepared.
    func news(of instance: String) async throws -> [JSONValue] {
        Array(try await events(of: instance).dropFirst(last[instance] ?? 0))
    }

    func close() async { await target.close() }

    private func events(of instance: String) async throws -> [JSONValue] {
        try await call(.get, "instances/\(instance)/events?limit=1000")["data"]?.array ?? []
    }

    private func filled(_ text: String) -> String {
        names.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
}
