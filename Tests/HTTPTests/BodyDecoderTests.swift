import Testing

@testable import HTTP

@Suite("A body")
struct BodyDecoderTests {
    private struct Body: Equatable, Sendable {
        let text: String
        let consumed: Int
    }

    private func read(
        _ pieces: [ArraySlice<UInt8>],
        _ framing: BodyFraming = .chunked,
        limit: Int = 1000,
        limits: Limits = Limits()
    ) -> Reading<Body> {
        do throws(HTTPParseError) {
            var decoder = try BodyDecoder(framing, limit: limit)
            var body: [UInt8] = []
            var consumed = 0
            for piece in pieces {
                consumed += try decoder.decode(Array(piece).span, limits: limits, into: &body)
            }
            guard decoder.isComplete else { return .incomplete }
            return .value(Body(text: String(decoding: body, as: UTF8.self), consumed: consumed))
        } catch { return .refused(error) }
    }

    private func chunked(_ text: String, limit: Int = 1000, limits: Limits = Limits()) -> Reading<
        Body
    > {
        let bytes = Array(text.utf8)
        let whole = read([bytes[...]], limit: limit, limits: limits)
        for pieces in Cuts.all(bytes) {
            #expect(read(pieces, limit: limit, limits: limits) == whole)
        }
        return whole
    }

    @Test(
        "in chunks is put together, extensions and trailers dropped, and ends where it should",
        arguments: [
            "5\r\nHello\r\n0\r\n\r\n", "2\r\nHe\r\n03\r\nllo\r\n000\r\n\r\n",
            "5;a\r\nHello\r\n0;b=c;d=\"e\\\"; f\"\r\n\r\n",
            "5;a=b;c\r\nHello\r\n0\r\nX: y\r\nZ:\r\n\r\n",
            "5 ; a = b\r\nHello\r\n0\r\n\r\n", "0000000000000005\r\nHello\r\n0\r\n\r\n",
            "5\r\nHello\r\n0\r\nContent-Length: 99\r\n\r\n",
        ]
    )
    func chunks(_ text: String) {
        #expect(chunked(text + "GET") == .value(Body(text: "Hello", consumed: text.utf8.count)))
    }

    @Test(
        "whose chunks break the grammar is refused with 400",
        arguments: [
            "\r\n", "x\r\n", "-5\r\n", "+5\r\n", "0x5\r\n", " 5\r\n", "5 \r\n", "5_0\r\n", "5\n",
            "5\r5",
            "5\r\nHelloX", "5\r\nHello\n", "5\r\nHello\rX", "00000000000000005\r\n", "5;\r\n",
            "5;a=\r\n",
            "FFFFFFFFFFFFFFFF\r\n", "5;=b\r\n", "5;a=b c\r\n", "5;a=\"b\u{1}\"\r\n", "5;a \r\n",
            "5;a=b \r\n", "5;a\n", "5\r\nHello\r\n0\r\n X: y\r\n\r\n", "0\r\nX y\r\n\r\n",
            "0\r\n: y\r\n\r\n",
            "0\r\nX : y\r\n\r\n", "0\r\nX: y\n\r\n", "0\r\nX: a\rb\r\n\r\n", "0\r\n\rX", "0\r\n\n",
            ";a\r\n",
            "5;a=\"b\"c\r\n", "0\r\nX: a\r\n b\r\n\r\n", "5,5\r\n", "5.0\r\n",
        ]
    )
    func malformed(_ text: String) {
        #expect(chunked(text).status == 400)
    }

    @Test("is bounded by the limit, chunk by chunk, before the chunk is read")
    func limit() {
        #expect(chunked("5\r\nHello\r\n5\r\nHello\r\n0\r\n\r\n", limit: 10).status == nil)
        #expect(chunked("5\r\nHello\r\n6\r\n", limit: 10).status == 413)
        #expect(chunked("7FFFFFFFFFFFFFFF\r\n").status == 413)
        #expect(read([], .length(11), limit: 10).status == 413)
    }

    @Test("has bounded chunk lines, extensions and trailers")
    func extensionLimits() {
        var limits = Limits()
        limits.chunkLineBytes = 20
        limits.chunkExtensionBytes = 30
        limits.trailerBytes = 20
        let long = String(repeating: "a", count: 30)
        let short = "1;" + String(repeating: "a", count: 14) + "\r\nx\r\n"
        #expect(chunked("5;\(long)", limits: limits).status == 400)
        #expect(chunked(short + short, limits: limits).status == nil)
        #expect(chunked(short + short + short, limits: limits).status == 400)
        #expect(chunked("0\r\nX: \(long)\r\n\r\n", limits: limits).status == 431)
        #expect(chunked("0\r\nX: a\r\nX: b\r\nX: c\r\nX: d\r\n\r\n", limits: limits).status == 431)
    }

    @Test("of a declared length takes exactly that many bytes")
    func length() {
        let bytes = Array("HelloGET".utf8)
        for pieces in Cuts.all(bytes) {
            #expect(read(pieces, .length(5)) == .value(Body(text: "Hello", consumed: 5)))
        }
        #expect(read([bytes[..<4]], .length(5)) == .incomplete)
        #expect(read([], .length(0)) == .value(Body(text: "", consumed: 0)))
    }
}
