import Reactor
import Testing
import Wire

@testable import HTTP

@Suite("An answer")
struct ResponseTests {
    private let date: DateText = {
        var date = DateText(repeating: 0)
        for (index, byte) in "Thu, 01 Jan 2026 00:00:00 GMT".utf8.enumerated() {
            date[index] = byte
        }
        return date
    }()

    private func written(
        _ response: HTTPResponse,
        isHead: Bool = false,
        isHTTP10: Bool = false,
        keepsAlive: Bool = true
    ) -> String {
        var out: [UInt8] = []
        ResponseSerializer(isHead: isHead, isHTTP10: isHTTP10, keepsAlive: keepsAlive)
            .append(response, date: date, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    private let hello = HTTPResponse(
        status: 200,
        fields: [HTTPField("Content-Type", "text/plain")],
        body: Array("Hello".utf8)
    )

    @Test("is written with its length, and without its body for HEAD")
    func plain() {
        let head =
            "HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n"
            + "Content-Type: text/plain\r\nContent-Length: 5\r\n\r\n"
        #expect(written(hello) == head + "Hello")
        #expect(written(hello, isHead: true) == head)
    }

    @Test("has neither length nor body where its status has none", arguments: [204, 304])
    func bodiless(_ status: Int) {
        let text = written(HTTPResponse(status: status, body: [1]))
        #expect(!text.contains("Content-Length"))
        #expect(text.hasSuffix("GMT\r\n\r\n"))
    }

    @Test("says what becomes of the connection where that is not understood")
    func connection() {
        #expect(!written(hello).contains("Connection"))
        #expect(written(hello, keepsAlive: false).contains("\r\nConnection: close\r\n"))
        #expect(written(hello, isHTTP10: true).contains("\r\nConnection: keep-alive\r\n"))
    }

    @Test("keeps its framing to itself: no value starts a line, no field changes the length")
    func framing() {
        let text = written(
            HTTPResponse(
                status: 299,
                fields: [
                    HTTPField("X", "a\r\nSet-Cookie: b\0"), HTTPField("content-length", "99"),
                    HTTPField("Transfer-Encoding", "chunked"),
                    HTTPField("Connection", "keep-alive"),
                ]
            )
        )
        #expect(text.hasPrefix("HTTP/1.1 299 \r\n"))
        #expect(text.contains("\r\nX: aSet-Cookie: b\r\n"))
        #expect(text.hasSuffix("Content-Length: 0\r\n\r\n"))
        #expect(!text.contains("99\r\n\r\n") && !text.contains("chunked"))
        #expect(!text.contains("Connection"))
    }

    @Test("in pieces is chunked, and plain to HTTP/1.0")
    func stream() {
        var out: [UInt8] = []
        let modern = ResponseSerializer(isHead: false, isHTTP10: false, keepsAlive: true)
        modern.appendStreamHead(HTTPResponse(status: 200), date: date, to: &out)
        modern.appendPiece(Array(repeating: 0x61, count: 26), to: &out)
        modern.appendPiece([], to: &out)
        modern.appendStreamEnd(to: &out)
        let text = String(decoding: out, as: UTF8.self)
        #expect(
            text.hasSuffix("chunked\r\n\r\n1a\r\n\(String(repeating: "a", count: 26))\r\n0\r\n\r\n")
        )
        out = []
        let old = ResponseSerializer(isHead: false, isHTTP10: true, keepsAlive: false)
        old.appendStreamHead(HTTPResponse(status: 200), date: date, to: &out)
        old.appendPiece([0x61], to: &out)
        old.appendStreamEnd(to: &out)
        #expect(String(decoding: out, as: UTF8.self).hasSuffix("close\r\n\r\na"))
    }

    private struct Facts: Equatable, Sendable {
        let status: Int
        let body: BodyFraming
        let keepsAlive: Bool
    }

    private func read(_ pieces: [ArraySlice<UInt8>], isHead: Bool = false) -> Reading<Facts> {
        var parser = ResponseHeadParser(isHead: isHead)
        var seen: [UInt8] = []
        for piece in pieces {
            seen += piece
            do {
                if let head = try parser.parse(seen.span, limits: Limits()) {
                    return .value(
                        Facts(status: head.status, body: head.body, keepsAlive: head.keepsAlive)
                    )
                }
            } catch { return .refused(error) }
        }
        return .incomplete
    }

    private func answer(_ text: String, isHead: Bool = false) -> Reading<Facts> {
        let bytes = Array(text.utf8)
        let whole = read([bytes[...]], isHead: isHead)
        for pieces in Cuts.all(bytes) { #expect(read(pieces, isHead: isHead) == whole) }
        return whole
    }

    @Test("of somebody else ends where its head says")
    func received() {
        let length = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n"
        func facts(_ status: Int, _ body: BodyFraming, _ keeps: Bool) -> Reading<Facts> {
            .value(Facts(status: status, body: body, keepsAlive: keeps))
        }
        #expect(answer(length) == facts(200, .length(3), true))
        #expect(answer(length, isHead: true) == facts(200, .length(0), true))
        #expect(answer("HTTP/1.1 200\r\n\r\n") == facts(200, .close, false))
        #expect(answer("HTTP/1.1 204 No\r\n\r\n") == facts(204, .length(0), true))
        #expect(
            answer("HTTP/1.1 500 \r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
                == facts(500, .chunked, false)
        )
        #expect(
            answer("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n") == facts(200, .length(0), false)
        )
    }

    @Test(
        "of somebody else that breaks a rule is refused",
        arguments: [
            "HTTP/1.1 2x0 OK\r\n", "HTTP/2.0 200 OK\r\n", "HTTP/1.1 200OK\r\n",
            "HTTP/1.1  200 OK\r\n",
            "garbage\r\n", "HTTP/1.1 200 OK\nX: y\n", "HTTP/1.1 999 X\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        ]
    )
    func refused(_ text: String) {
        #expect(answer(text).status != nil)
    }
}
