import DialectKit
import Testing

@testable import Engine
@testable import Gateway
@testable import sotaque

@Suite("An answer names what was lost on the way to the upstream")
struct LossHeaderTests {
    private let stage: FrontStage

    init() async throws { stage = try await FrontStage() }

    @Test("the losses of the request stand in one field, in their order")
    func named() async throws {
        let losses = [
            Loss("quoted", .dropped, "files cannot quote"),
            Loss(Loss.always, .approximated, "films go as documents"),
        ]
        let field = try await answer(.get, "/front/things", losing: losses).field("X-Sotaque-Loss")
        #expect(
            field == "quoted dropped: files cannot quote; * approximated: films go as documents"
        )
    }

    @Test("a refusal names them too")
    func refused() async throws {
        let response = try await answer(
            .delete,
            "/front/keys/nobodys",
            losing: [Loss("gif", .dropped, "no film plays by itself")]
        )
        #expect(response.status == 400)
        #expect(response.field("X-Sotaque-Loss") == "gif dropped: no film plays by itself")
    }

    @Test("where nothing was lost there is no such field")
    func silent() async throws {
        #expect(try await answer(.get, "/front/things", losing: []).field("X-Sotaque-Loss") == nil)
    }

    @Test("more than two kilobytes are cut between two losses")
    func bounded() throws {
        let reason = String(repeating: "x", count: 500)
        let losses = (0..<9).map { Loss("field\($0)", .dropped, reason) }
        let text = Gateway.text(losses)
        #expect(text.hasSuffix("\(reason); and more"))
        #expect(text.utf8.count < 2100)
    }

    /// The answer to a request whose command lost that much.
    private func answer(
        _ method: HTTPMethod,
        _ path: String,
        losing losses: [Loss]
    ) async throws -> HTTPResponse {
        let head = HTTPRequestHead(
            method: method,
            path: path,
            query: nil,
            authority: "front.test",
            fields: HTTPFields([("Authorization", "Bearer " + stage.key)])
        )
        let gateway = stage.core.gateway
        switch gateway.admit(head) {
        case .failure(let refusal):
            Issue.record("refused at its head: \(refusal.response.status)")
            return refusal.response
        case .success(let admitted):
            stage.engine.losses.note(losses, of: admitted.requestID)
            return await gateway.answer(HTTPRequest(head: head, body: []), admitted).value()
        }
    }
}
