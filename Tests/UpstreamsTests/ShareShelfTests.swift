import Observability
import Testing

@testable import Upstreams

@Suite("Bytes that upstreams fetch")
struct ShareShelfTests {
    @Test("lie there under a key that nobody can guess, as often as they are asked for")
    func kept() throws {
        let shelf = ShareShelf(now: { 0 })
        let key = try #require(shelf.put([1, 2], "image/png"))
        #expect(key.utf8.count == 43)
        #expect(shelf.put([1, 2], "image/png") != key)
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
        let key = try #require(shelf.put([1], nil))
        clock.advance(599_999)
        #expect(shelf.get(key) != nil)
        clock.advance(1)
        #expect(shelf.get(key) == nil)
    }

    @Test("are put out only once they were fetched, or out of date")
    func full() throws {
        let clock = HandClock()
        let shelf = ShareShelf(limitBytes: 10, now: { clock.now })
        let first = try #require(shelf.put([1, 2, 3, 4], nil))
        let second = try #require(shelf.put([5, 6, 7, 8], nil))
        #expect(shelf.put([9, 9, 9], nil) == nil)
        _ = shelf.get(second)
        let third = try #require(shelf.put([9, 9, 9], nil))
        #expect(shelf.get(first) != nil && shelf.get(second) == nil && shelf.get(third) != nil)
        clock.advance(600_000)
        #expect(shelf.put([UInt8](repeating: 0, count: 10), nil) != nil)
        #expect(shelf.put([UInt8](repeating: 0, count: 11), nil) == nil)
    }

    @Test("make room again when what is out of date is swept away")
    func swept() throws {
        let clock = HandClock()
        let shelf = ShareShelf(limitBytes: 4, now: { clock.now })
        _ = shelf.put([1, 2, 3, 4], nil)
        clock.advance(600_000)
        shelf.sweep()
        #expect(shelf.put([1, 2, 3, 4], nil) != nil)
    }
}
