import Canonical
import DialectKit
import Testing
import WhatIsUp
import Wire

@Suite("WhatIsUp's routes")
struct WhatIsUpRouteTests {
    private let dialect = WhatIsUpDialect()

    @Test("eighteen operations are served, and no method and path stands twice")
    func index() {
        #expect(dialect.routes.count { $0.support.name != "refused" } == 18)
        let calls = dialect.routes.map { "\($0.method.rawValue) \($0.pattern.text)" }
        #expect(Set(calls).count == calls.count)
        #expect(Set(dialect.routes.map(\.operation)).count == calls.count)
    }

    @Test("every path is in the dialect's territory")
    func territory() {
        #expect(dialect.territory == .firstSegment("v1"))
        #expect(dialect.routes.allSatisfy { $0.pattern.segments.first == .literal("v1") })
    }

    @Test("a known operation that is not served is not found, for whatever body")
    func refused() async {
        let exchange = Exchange(dialect)
        for route in dialect.routes where route.support.name == "refused" {
            let answer = await exchange.answer(Call(route.method, route.pattern.text, "{"))
            #expect(answer.status == 404)
            #expect(answer.text.hasPrefix(#"{"error":{"code":"not_found","#))
        }
        #expect(exchange.performer.commands.isEmpty)
    }

    @Test("a key that is bound to an instance lists its own things, and no more")
    func boundKeys() {
        let admitting = dialect.routes.filter(\.access.admitsBoundKeys).map(\.operation)
        #expect(
            admitting == [
                "instances.list", "webhook_deliveries.list", "webhook_deliveries.get",
                "events.stream", "limits.get",
            ]
        )
    }

    @Test("ids are prefixed ULIDs, keys are prefixed text, and neither tells of the other")
    func minting() throws {
        let spec = try #require(dialect.credentials.first)
        let key = spec.mint([UInt8](repeating: 1, count: 32))
        #expect(key == "zpk_live_" + String(repeating: "B", count: 43))
        #expect(spec.prefixes.contains { key.hasPrefix($0) })
        let moment = Timestamp(milliseconds: 1)
        let bytes = [UInt8](repeating: 7, count: 22) + [UInt8](repeating: 0, count: 10)
        #expect(dialect.naming.mint(bytes, moment) == "inst_00000000010000000000000000")
        #expect(!dialect.naming.isServerWide)
    }
}
