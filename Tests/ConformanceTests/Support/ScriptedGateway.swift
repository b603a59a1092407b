import ConformanceKit
import Observability
import Wire

/// A transport that plays a gateway with a control API, and remembers what it was sent.
final class ScriptedGateway: Transport {
    typealias Reply = @Sendable (SentRequest) throws -> ReceivedAnswer

    private struct State {
        var requests: [SentRequest] = []
        var tenants = 0
        var instances = 0
        var isClosed = false
    }

    private let state = Lock(State())
    private let reply: Reply

    /// Answers what is not the control API's by the closure.
    init(_ reply: @escaping Reply = { _ in ReceivedAnswer(status: 200) }) { self.reply = reply }

    /// Everything that was sent, as lines `METHOD path body`.
    var log: [String] {
        state.withLock { $0.requests }.map { request in
            let body = String(decoding: request.body, as: UTF8.self)
            return "\(request.method.rawValue) \(request.target) \(body)"
        }
    }

    /// The requests that were not the control API's.
    var played: [SentRequest] {
        state.withLock { $0.requests }.filter { !$0.target.hasPrefix("/_sotaque") }
    }

    /// Whether it was ended.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// The gateway as a target; a shared one is never ended by a fixture.
    func target(isShared: Bool = false, media: any MediaHost = DirectMediaHost()) -> Target {
        Target(
            transport: self,
            controlToken: "control",
            media: media,
            isShared: isShared,
            close: { self.state.withLock { $0.isClosed = true } }
        )
    }

    func send(_ request: SentRequest) async throws -> ReceivedAnswer {
        state.withLock { $0.requests.append(request) }
        switch request.target {
        case "/_sotaque/tenants": return tenant()
        case "/_sotaque/instances": return instance(request)
        case let path where path.hasPrefix("/_sotaque"):
            return ReceivedAnswer(status: request.method == .delete ? 204 : 200)
        default: return try reply(request)
        }
    }

    private func tenant() -> ReceivedAnswer {
        let number = state.withLock { state in
            state.tenants += 1
            return state.tenants
        }
        let credentials: JSONValue = [
            "admin_token": "admin-secret", "api_key": "api-secret", "bearer_key": "bearer-secret",
            "toy_key": .string(ToyGateway.key),
        ]
        return Self.created(["id": .string("ten_\(number)"), "credentials": credentials])
    }

    private func instance(_ request: SentRequest) -> ReceivedAnswer {
        let number = state.withLock { state in
            state.instances += 1
            return state.instances
        }
        let asked = try? JSONReader.read(request.body)
        func name(_ dialect: String) -> JSONValue {
            asked?["names"]?[dialect] ?? .string("\(dialect)-\(number)")
        }
        let names: JSONValue = [
            "uazapi": name("uazapi"), "megaapi": name("megaapi"), "zapyapi": name("zapyapi"),
            "whatisup": name("whatisup"), "toy": name("toy"),
        ]
        let tokens: JSONValue = ["uazapi": "uaz-secret", "megaapi": "mega-secret"]
        let id = JSONValue.string("ins_\(number)")
        return Self.created(["id": id, "names": names, "tokens": tokens])
    }

    private static func created(_ body: JSONValue) -> ReceivedAnswer {
        ReceivedAnswer(status: 201, body: body.serialized())
    }
}

extension ReceivedAnswer {
    /// An answer with the status 200 and a JSON body.
    static func json(_ text: String) -> ReceivedAnswer { json(200, text) }

    /// An answer with a JSON body.
    static func json(_ status: Int, _ text: String) -> ReceivedAnswer {
        let fields = HTTPFields([("Content-Type", "application/json")])
        return ReceivedAnswer(status: status, fields: fields, body: Array(text.utf8))
    }
}
