import DialectKit
import Testing
import ZapyAPI

@Suite("ZapyAPI routes and credentials") struct ZapyAPIRouteTests {
    private let dialect = ZapyAPIDialect()

    @Test("no route and no operation stands there twice")
    func unique() {
        let routes = dialect.routes.map { "\($0.method.rawValue) \($0.pattern.text)" }
        #expect(Set(routes).count == routes.count)
        #expect(Set(dialect.routes.map(\.operation)).count == routes.count)
    }

    @Test("every route is in the dialect's territory and opens by the account's key")
    func access() {
        for route in dialect.routes {
            #expect(route.pattern.segments.first == .literal("api"))
            #expect(route.access.realm == CredentialRealm("zapyapi.key"))
            let hasInstance = route.pattern.segments.contains(.parameter("instanceId"))
            switch route.access.subject {
            case .instanceInPath("instanceId"): #expect(hasInstance)
            case .tenant: #expect(!hasInstance)
            default: Issue.record("\(route.operation) is open to others")
            }
        }
    }

    @Test(
        "an operation without a published shape is not found",
        arguments: [
            (HTTPMethod.post, "/api/message/K/forward"), (.put, "/api/message/K/3EB0"),
            (.delete, "/api/message/K/3EB0"),
        ]
    )
    func refused(method: HTTPMethod, path: String) async throws {
        let (response, commands) = await Playback(dialect: dialect)
            .play(method, path, .failure(CommandFailure(.internalError)))
        #expect(commands.isEmpty)
        #expect(response.status == 404)
        #expect(try JSONReader.read(response.body)["error"] == "NOT_FOUND")
    }

    @Test("inline files are announced on the routes that take them, and guesses are marked")
    func media() {
        let carrying = dialect.routes.filter(\.carriesMedia).map(\.operation)
        let assumed = dialect.routes.filter { $0.support == .assumed }.map(\.operation)
        let kinds = ["message.image", "message.audio", "message.video", "message.document"]
        #expect(carrying == kinds)
        #expect(assumed == Array(kinds.dropFirst()))
    }

    @Test("a fresh key has its prefix and 43 characters, a fresh id is a UUID")
    func minting() throws {
        let random = (0..<32).map { UInt8(truncatingIfNeeded: $0 * 37) }
        let credential = try #require(dialect.credentials.first)
        let key = credential.mint(random)
        #expect(key.hasPrefix("zapy_"))
        #expect(key.utf8.count == 48)
        #expect(credential.controlName == "api_key")
        #expect(dialect.naming.mint(random, Samples.noon) == Entropy.uuid(random))
        #expect(!dialect.naming.isServerWide)
    }

    @Test("a body of another content type is refused")
    func contentType() async throws {
        let playback = Playback(dialect: dialect, fields: [("Content-Type", "text/plain")])
        let (response, commands) = await playback.play(
            .post,
            "/api/message/K/text",
            body: Array(#"{"to":"5511999999999","message":"x"}"#.utf8),
            .failure(CommandFailure(.internalError))
        )
        #expect(commands.isEmpty)
        #expect(response.status == 415)
    }
}
