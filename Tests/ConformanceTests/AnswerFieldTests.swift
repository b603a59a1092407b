import ConformanceKit
import Testing
import Wire

@testable import sotaque

@Suite("Fields of answers")
struct AnswerFieldTests {
    @Test(
        "an answer to the wrong method has each field once, and the methods that there are",
        arguments: [
            (HTTPMethod.get, "/instance/connect", "POST"), (.put, "/instance", "DELETE"),
            (.post, "/rest/webhook/key", "GET"), (.put, "/api/instances/id/qr", "GET"),
            (.put, "/v1/instances", "GET, POST"),
        ]
    )
    func wrongMethod(method: HTTPMethod, path: String, allowed: String) async throws {
        let answer = try await answer(method, path)
        #expect(answer.values(of: "Allow") == [allowed])
        let names = answer.fields.all.map { $0.name.lowercased() }
        #expect(Set(names).count == names.count, "\(names)")
    }

    @Test("uazapi's 405 for a path that nobody knows allows no method")
    func unknownPath() async throws {
        #expect(try await answer(.get, "/nowhere").values(of: "Allow") == [""])
    }

    private func answer(_ method: HTTPMethod, _ path: String) async throws -> ReceivedAnswer {
        let target = try await TemporaryGateway.open()
        let answer = try await target.transport.send(SentRequest(method, path))
        await target.close()
        return answer
    }
}
