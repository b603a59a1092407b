import Testing

@testable import HTTP

@Suite("A gzip body")
struct GzipTests {
    private func deflated(_ body: [UInt8]) throws -> [UInt8] {
        var deflater = GzipDeflater()
        let packed = deflater.deflate(body)
        return try #require(packed)
    }

    private func inflate(
        _ pieces: [ArraySlice<UInt8>],
        limit: Int = 1_000_000,
        ratio: Int = 200
    ) -> Reading<[UInt8]> {
        do throws(HTTPParseError) {
            var inflater = try GzipInflater(limit: limit, ratio: ratio)
            var body: [UInt8] = []
            for piece in pieces { try inflater.inflate(Array(piece).span, into: &body) }
            try inflater.finish()
            return .value(body)
        } catch { return .refused(error) }
    }

    private var sample: [UInt8] { (0..<5_000).map { UInt8($0 * $0 % 251) } }

    @Test("comes back as it was, however it is cut")
    func roundTrip() throws {
        let packed = try deflated(Array("Olá, olá, olá, olá, olá, olá, olá".utf8))
        for pieces in Cuts.all(packed) {
            #expect(inflate(pieces) == .value(Array("Olá, olá, olá, olá, olá, olá, olá".utf8)))
        }
        #expect(inflate([try deflated(sample)[...]]) == .value(sample))
    }

    @Test("that is cut short, changed or followed by anything is refused with 400")
    func dishonest() throws {
        let packed = try deflated(sample)
        #expect(inflate([packed.dropLast()]).status == 400)
        #expect(inflate([]).status == 400)
        #expect(inflate([(packed + [0])[...]]).status == 400)
        #expect(inflate([(packed + packed)[...]]).status == 400)
        #expect(inflate([packed[...], [0]]).status == 400)
        #expect(inflate([sample[...]]).status == 400)
        var changed = packed
        changed[packed.count - 6] ^= 1
        #expect(inflate([changed[...]]).status == 400)
    }

    @Test("that inflates past the limit or the ratio is refused with 413")
    func bombs() throws {
        let zeros = try deflated([UInt8](repeating: 0, count: 900_000))
        #expect(inflate([zeros[...]], ratio: 2000).status == nil)
        #expect(inflate([zeros[...]]).status == 413)
        #expect(inflate(zeros.indices.map { zeros[$0...$0] }).status == 413)
        #expect(inflate([zeros[...]], limit: 899_999, ratio: 2000).status == 413)
        #expect(inflate([zeros[...]], limit: 900_000, ratio: 2000).status == nil)
    }

    @Test("is not made where it would be no smaller")
    func incompressible() {
        var deflater = GzipDeflater()
        let small = deflater.deflate([1, 2, 3])
        #expect(small == nil)
        var generator = SystemRandomNumberGenerator()
        let noise = (0..<2000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let packed = deflater.deflate(noise)
        #expect(packed == nil)
    }

    @Test(
        "is sent to those who asked for it",
        arguments: [
            ("gzip", true), ("gzip, deflate, br", true), ("deflate, GZIP;q=0.5", true), ("*", true),
            ("gzip;q=0", false), ("gzip; q=0.0", false), ("identity", false), ("", false),
            ("br", false),
            ("gzip;q=0.1, identity", false), ("*;q=0", false), ("gzip;q=0, *", false),
            ("gzip;q=x", false),
            ("identity;q=0.5, gzip;q=0.8", true), ("gzipped", false),
        ]
    )
    func acceptEncoding(_ value: String, _ prefers: Bool) {
        #expect(AcceptEncoding.prefersGzip(value) == prefers)
    }
}
