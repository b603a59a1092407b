import Canonical
import Testing

@testable import Gateway

@Suite("A tenant's share of what may wait")
struct TenantShareTests {
    @Test("a tenant over its limit has no room, another one has")
    func limit() {
        let share = TenantShare(limit: 2)
        let (busy, idle) = (TenantID("busy"), TenantID("idle"))
        #expect(share.hasRoom(for: busy))
        share.enter(busy)
        share.enter(busy)
        #expect(!share.hasRoom(for: busy))
        #expect(share.hasRoom(for: idle))
        share.leave(busy)
        #expect(share.hasRoom(for: busy))
    }
}
