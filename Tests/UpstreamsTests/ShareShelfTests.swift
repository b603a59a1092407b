import Canonical
import Engine
import Observability
import Testing

@testable import Upstreams

@Suite("Bytes that upstreams fetch")
struct ShareShelfTests {
    private static func owner(
        _ instance: String = "ins_1",
        of tenant: String = "tnt_1"
    ) -> ShareShelf.Owner {
        ShareShelf.Owner(
            Instance(
                id: InstanceID(instance),
                tenant: TenantID(tenant),
                name: instance,
                createdAt: Timestamp(milliseconds: 0)
            )
        )
    }

    private static func bytes(_ count: Int) -> [UInt8] { [UInt8](repeating: 7, count: count) }

    @Test("lie there under a key that nobody can guess, as often as they are asked for")
    func kept() throws {
        let shelf = ShareShelf(now: { 0 })
        let key = try #require(shelf.put([1, 2], "image/png", of: Self.owner()))
        #expect(key.utf8.count == 43)
        #expect(shelf.put([1, 2], "image/png", of: Self.owner()) != key)
        for _ in 0..<2 {
            #expect(shelf.get(key) == ShareShelf.Share(bytes: [1, 2], mediaType: "image/png"))
        }
        #expect(shelf.get("") == nil)
        #expect(shelf.get(String(key.dropLast())) == nil)
    }

    @Test("are gone after ten minutes")
    func expired() throws {
        let clock = HandClock()
        let shelf = ShareShelf(now: { clock.now })
        let key = try #require(shelf.put([1], nil, of: Self.owner()))
        clock.advance(599_999)
        #expect(shelf.get(key) != nil)
        clock.advance(1)
        #expect(shelf.get(key) == nil)
    }

    @Test("are put out only once they were fetched, or out of date")
    func full() throws {
        let clock = HandClock()
        let shelf = ShareShelf(limitBytes: 80, now: { clock.now })
        func put(_ count: Int, _ tenant: String) -> String? {
            shelf.put(Self.bytes(count), nil, of: Self.owner("of-" + tenant, of: tenant))
        }
        let first = try #require(put(40, "a"))
        let second = try #require(put(30, "b"))
        #expect(put(20, "c") == nil)
        _ = shelf.get(second)
        let third = try #require(put(20, "c"))
        #expect(shelf.get(first) != nil && shelf.get(second) == nil && shelf.get(third) != nil)
        clock.advance(600_000)
        #expect(put(41, "d") == nil)
        #expect(put(40, "d") != nil)
    }

    @Test("have room while another tenant or instance has used up its share")
    func shares() throws {
        let shelf = ShareShelf(limitBytes: 80, now: { 0 })
        func put(_ count: Int, _ instance: String, of tenant: String) -> String? {
            shelf.put(Self.bytes(count), nil, of: Self.owner(instance, of: tenant))
        }
        #expect(put(10, "a1", of: "a") != nil)
        #expect(put(1, "a1", of: "a") == nil)
        let other = try #require(put(10, "a2", of: "a"))
        #expect(put(1, "a3", of: "a") == nil)
        #expect(put(10, "b1", of: "b") != nil)
        _ = shelf.get(other)
        #expect(put(10, "a3", of: "a") != nil, "what was fetched makes room in the share")
    }

    @Test("are gone when they are taken back, and make room")
    func takenBack() throws {
        let shelf = ShareShelf(limitBytes: 8, now: { 0 })
        let key = try #require(shelf.put(Self.bytes(4), nil, of: Self.owner()))
        #expect(shelf.put(Self.bytes(4), nil, of: Self.owner()) == nil)
        shelf.remove(key)
        shelf.remove(key)
        #expect(shelf.get(key) == nil)
        #expect(shelf.put(Self.bytes(4), nil, of: Self.owner()) != nil)
    }

    @Test("make room again when what is out of date is swept away")
    func swept() throws {
        let clock = HandClock()
        let shelf = ShareShelf(limitBytes: 8, now: { clock.now })
        _ = shelf.put([1, 2, 3, 4], nil, of: Self.owner())
        clock.advance(600_000)
        shelf.sweep()
        #expect(shelf.put([1, 2, 3, 4], nil, of: Self.owner()) != nil)
    }
}
