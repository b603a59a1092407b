import Canonical
import DialectKit
import Testing
import Uazapi
import Wire

@Suite("uazapi's routes")
struct UazapiRouteTests {
    private let dialect = UazapiDialect()

    @Test("every operation of the vendor's index is known: 151, of which 38 are served")
    func index() {
        #expect(dialect.routes.count == 151)
        #expect(dialect.routes.count { !$0.isRefused } == 38)
    }

    @Test("no method and path stands twice, and no operation either")
    func unique() {
        let calls = dialect.routes.map { "\($0.method.rawValue) \($0.pattern.text)" }
        #expect(Set(calls).count == calls.count)
        #expect(Set(dialect.routes.map(\.operation)).count == calls.count)
    }

    @Test("a known operation that is not served answers 405, for whatever body")
    func refused() async {
        let exchange = Exchange(dialect)
        for route in dialect.routes where route.isRefused {
            let answer = await exchange.answer(Call(route.method, route.pattern.text, "{"))
            #expect(answer.status == 405)
            #expect(answer.text == #"{"error":"Method not allowed"}"#)
        }
        #expect(exchange.performer.commands.isEmpty)
    }

    @Test("an unknown path answers 405 as well")
    func unknown() async {
        let answer = await Exchange(dialect).answer(Call(.post, "/instance/logout"))
        #expect(answer.status == 405)
        #expect(answer.text == #"{"error":"Method not allowed"}"#)
    }

    @Test("only files make a body long")
    func media() {
        let operations = dialect.routes.filter(\.carriesMedia).map(\.operation)
        #expect(operations == ["send.media", "send.menu"])
    }

    @Test("a new instance's name tells nothing of its token")
    func minting() {
        let bytes = [UInt8](0..<32)
        let token = dialect.credentials.first?.mint(bytes)
        #expect(token == "00010203-0405-4607-8809-0a0b0c0d0e0f")
        let name = dialect.naming.mint(bytes, Exchange.now)
        #expect(name == "r191a1b1c1d1e1f")
        #expect(dialect.naming.isServerWide)
    }

    @Test("a tenant's token has the product's prefix and is never shown again")
    func adminToken() throws {
        let spec = try #require(dialect.credentials.last)
        #expect(spec.controlName == "admin_token")
        #expect(!spec.isShownAgain)
        let token = spec.mint([UInt8](repeating: 0, count: 32))
        #expect(token == "sotaque_adm_" + String(repeating: "A", count: 43))
    }
}

extension Route {
    fileprivate var isRefused: Bool {
        if case .refused = support { true } else { false }
    }
}
