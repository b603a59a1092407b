import DialectKit
import MegaAPI
import Testing

@Suite("mega-API routes and credentials") struct MegaAPIRouteTests {
    private let dialect = MegaAPIDialect()

    @Test("no route and no operation stands there twice")
    func unique() {
        let routes = dialect.routes.map { "\($0.method.rawValue) \($0.pattern.text)" }
        #expect(Set(routes).count == routes.count)
        #expect(Set(dialect.routes.map(\.operation)).count == routes.count)
    }

    @Test("every route is in the dialect's territory and opens by the instance's token alone")
    func access() {
        for route in dialect.routes {
            #expect(route.pattern.segments.first == .literal("rest"))
            #expect(route.access.realm == CredentialRealm("megaapi.token"))
            let hasKey = route.pattern.segments.contains(.parameter("key"))
            switch route.access.subject {
            case .instanceInPathOfCredential("key"): #expect(hasKey)
            case .instanceOfCredential: #expect(!hasKey)
            default: Issue.record("\(route.operation) is open to others")
            }
        }
    }

    @Test(
        "an operation of the vendor that is not carried is no resource",
        arguments: MegaAPIDialect().routes.filter { $0.support.name == "refused" }.map {
            "\($0.method.rawValue) \($0.pattern.text)"
        }
    )
    func refused(line: String) async throws {
        let parts = line.split(separator: " ").map(String.init)
        let method = try #require(HTTPMethod(rawValue: parts[0]))
        let path = parts[1].replacing("{key}", with: "K")
        let (response, commands) = await Playback(dialect: dialect)
            .play(method, path, .failure(CommandFailure(.internalError)))
        #expect(commands.isEmpty)
        #expect(response.status == 404)
        #expect(
            try JSONReader.read(response.body)["message"]?.string
                == "Resource \"\(path)\" not found"
        )
    }

    @Test("inline files are announced on the one route that takes them")
    func media() {
        let carrying = dialect.routes.filter(\.carriesMedia).map(\.operation)
        #expect(carrying == ["sendMessage.mediaBase64"])
    }

    @Test("a fresh key is the prefix and the token, out of the same random bytes")
    func naming() throws {
        let random = (0..<32).map { UInt8(truncatingIfNeeded: $0 * 37) }
        let credential = try #require(dialect.credentials.first)
        let token = credential.mint(random)
        #expect(token.utf8.count == 22)
        #expect(dialect.naming.mint(random, Samples.noon) == "megastart-" + token)
        #expect(dialect.naming.isServerWide)
        #expect(credential.controlName == "megaapi")
    }

    @Test(
        "every plan's content type is read as JSON",
        arguments: ["text/plain", "application/json", "application/x-www-form-urlencoded"]
    )
    func contentType(type: String) async {
        let body = #"{"messageData":{"to":"551199999999","text":"x"}}"#
        let (response, _) = await Playback(dialect: dialect, fields: [("Content-Type", type)])
            .play(
                .post,
                "/rest/sendMessage/K/text",
                body: Array(body.utf8),
                .success(Samples.sent(.text(TextContent("x"))))
            )
        #expect(response.status == 200)
    }
}
