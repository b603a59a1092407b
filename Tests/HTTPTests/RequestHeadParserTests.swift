import Testing
import Wire

@testable import HTTP

/// One request head and the status it is refused with.
struct RefusedHead: CustomTestStringConvertible, Sendable {
    let status: Int
    let bytes: [UInt8]

    init(_ status: Int, _ text: String) {
        self.status = status
        bytes = Array(text.utf8)
    }

    var testDescription: String {
        "\(status) \(String(decoding: bytes.prefix(80), as: UTF8.self).debugDescription)"
    }

    /// A request with one header line besides `Host`.
    static func line(_ status: Int, _ line: String) -> RefusedHead {
        RefusedHead(status, "POST /a HTTP/1.1\r\nHost: h\r\n\(line)\r\n\r\n")
    }
}

/// The parts of a head that tests compare.
struct HeadFacts: Equatable, Sendable {
    let method: HTTPMethod
    let path: String
    let query: String?
    let authority: String
    let fields: [String]
    let body: BodyFraming
    let keepsAlive: Bool
    let expectsContinue: Bool
    let byteCount: Int

    init(_ head: ReceivedHead) {
        method = head.head.method
        path = head.head.path
        query = head.head.query
        authority = head.head.authority
        fields = head.head.fields.all.map { "\($0.name)=\($0.value)" }
        body = head.body
        keepsAlive = head.keepsAlive
        expectsContinue = head.expectsContinue
        byteCount = head.byteCount
    }
}

@Suite("A request head")
struct RequestHeadParserTests {
    private func read(
        _ pieces: [ArraySlice<UInt8>],
        limits: Limits = Limits()
    ) -> Reading<HeadFacts> {
        var parser = RequestHeadParser()
        var seen: [UInt8] = []
        for piece in pieces {
            seen += piece
            do {
                if let head = try parser.parse(seen.span, limits: limits) {
                    return .value(HeadFacts(head))
                }
            } catch { return .refused(error) }
        }
        return .incomplete
    }

    private func head(_ text: String) throws -> HeadFacts {
        guard case .value(let facts) = read([Array(text.utf8)[...]]) else {
            throw Unexpected()
        }
        return facts
    }

    private struct Unexpected: Error {}

    @Test("is read the same however it is cut")
    func cuts() throws {
        let text =
            "\r\nPOST /a/b%20c?x=1&y HTTP/1.1\r\nHost: example.com:80\r\nX-Empty:\r\n"
            + "Content-Length: 12\r\nX-Tab:\t a\tb \t\r\n\r\nHello"
        let whole = try head(text)
        #expect(whole.method == .post)
        #expect(whole.path == "/a/b%20c")
        #expect(whole.query == "x=1&y")
        #expect(whole.authority == "example.com:80")
        #expect(
            whole.fields
                == ["Host=example.com:80", "X-Empty=", "Content-Length=12", "X-Tab=a\tb"]
        )
        #expect(whole.body == .length(12))
        #expect(whole.keepsAlive)
        #expect(whole.byteCount == text.utf8.count - 5)
        for pieces in Cuts.all(Array(text.utf8)) { #expect(read(pieces) == .value(whole)) }
    }

    @Test("of which a part is missing is not acted upon")
    func prefixes() {
        let text = Array("GET / HTTP/1.1\r\nHost: h\r\n\r\n".utf8)
        for count in 0..<text.count { #expect(read([text[..<count]]) == .incomplete) }
    }

    @Test(
        "that breaks a rule is refused with the rule's status, however it is cut",
        arguments: refusedRequestLines + refusedTargets + refusedHosts + refusedFields
            + refusedLengths + refusedCodings
    )
    func refusals(_ refused: RefusedHead) {
        let whole = read([refused.bytes[...]])
        #expect(whole.status == refused.status)
        for pieces in Cuts.all(refused.bytes) { #expect(read(pieces) == whole) }
    }

    @Test(
        "with an octet that a target cannot hold is refused wherever it stands",
        arguments: 0..<24
    )
    func targetOctets(length: Int) throws {
        let plain = [UInt8](repeating: UInt8(ascii: "x"), count: length)
        #expect(
            try head("GET /\(String(decoding: plain, as: UTF8.self)) HTTP/1.1\r\nHost: h\r\n\r\n")
                .path.utf8.count == length + 1
        )
        for place in 0..<length {
            for octet: UInt8 in [0x00, 0x1F, 0x23, 0x7F, 0x80, 0xFF] {
                var target = plain
                target[place] = octet
                let line = Array("GET /".utf8) + target + Array(" HTTP/1.1\r\nHost: h\r\n\r\n".utf8)
                #expect(read([line[...]]).status == 400)
            }
        }
    }

    @Test(
        "with a control octet in a field's value is refused wherever it stands",
        arguments: 1..<24
    )
    func valueOctets(length: Int) {
        for place in 0..<length {
            for (octet, isTaken) in [
                (0x00, false), (0x08, false), (0x1F, false), (0x7F, false), (0x20, true),
                (0x09, true), (0x80, true), (0xFF, true),
            ] as [(UInt8, Bool)] {
                var value = [UInt8](repeating: UInt8(ascii: "x"), count: length)
                value[place] = octet
                let bytes =
                    Array("GET / HTTP/1.1\r\nHost: h\r\nX: ".utf8) + value + Array("\r\n\r\n".utf8)
                #expect(read([bytes[...]]).status == (isTaken ? nil : 400))
            }
        }
    }

    @Test(
        "takes other forms of target",
        arguments: [
            ("GET http://other.example/x?y HTTP/1.1", "/x", "y", "other.example"),
            ("GET HTTPS://other.example:8080 HTTP/1.1", "/", nil, "other.example:8080"),
            ("GET http://other.example?q HTTP/1.1", "/", "q", "other.example"),
            ("OPTIONS * HTTP/1.1", "*", nil, "h"),
            ("GET //x HTTP/1.1", "//x", nil, "h"),
            ("GET /? HTTP/1.1", "/", "", "h"),
        ] as [(String, String, String?, String)]
    )
    func targets(_ line: String, _ path: String, _ query: String?, _ authority: String) throws {
        let head = try head("\(line)\r\nHost: h\r\n\r\n")
        #expect(head.path == path)
        #expect(head.query == query)
        #expect(head.authority == authority)
    }

    @Test(
        "says whether the connection stays open",
        arguments: [
            ("HTTP/1.1", "X: y", true), ("HTTP/1.1", "Connection: close", false),
            ("HTTP/1.1", "connection: foo ,\tCLOSE", false), ("HTTP/1.0", "X: y", false),
            ("HTTP/1.0", "Connection: Keep-Alive", true), ("HTTP/1.9", "X: y", true),
            ("HTTP/1.0", "Connection: keep-alive, close", false),
            ("HTTP/1.1", "Connection: closed", true),
        ]
    )
    func keepAlive(_ version: String, _ line: String, _ keepsAlive: Bool) throws {
        let head = try head("GET / \(version)\r\nHost: h\r\n\(line)\r\n\r\n")
        #expect(head.keepsAlive == keepsAlive)
    }

    @Test("in HTTP/1.0 needs no Host")
    func oldWithoutHost() throws {
        #expect(try head("GET / HTTP/1.0\r\n\r\n").authority == "")
    }

    @Test("takes `chunked` in any case, and expectations of 100-continue from HTTP/1.1 only")
    func chunkedAndExpect() throws {
        let chunked = try head(
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: ChunKed\r\nExpect: 100-Continue\r\n\r\n"
        )
        #expect(chunked.body == .chunked)
        #expect(chunked.expectsContinue)
        let old = try head("POST / HTTP/1.0\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
        #expect(!old.expectsContinue)
    }

    @Test("may fill each limit to the last byte and not a byte more")
    func limits() throws {
        var limits = Limits()
        limits.requestLineBytes = 20
        limits.headerLineBytes = 12
        limits.headerSectionBytes = 40
        limits.headerLines = 4
        let line = "GET /aaaaaa HTTP/1.1"
        func status(_ text: String) -> Int? {
            let bytes = Array(text.utf8)
            let whole = read([bytes[...]], limits: limits)
            for pieces in Cuts.all(bytes) { #expect(read(pieces, limits: limits) == whole) }
            return whole.status
        }
        #expect(status("\(line)\r\nHost: h\r\n\r\n") == nil)
        #expect(status("GET /aaaaaaa HTTP/1.1\r\nHost: h\r\n\r\n") == 414)
        #expect(status("GET /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa") == 414)
        #expect(status("\(line)\r\nHost: h\r\nX: aaaaaaaaa\r\n\r\n") == nil)
        #expect(status("\(line)\r\nHost: h\r\nX: aaaaaaaaaa\r\n\r\n") == 431)
        #expect(status("\(line)\r\nHost: h\r\nX: aaaaaaaaaaaaaaaaa") == 431)
        #expect(status("\(line)\r\nHost: h\r\nX: aaaaaaa\r\nY: aaaaaaaa\r\nZ: a\r\n\r\n") == nil)
        #expect(status("\(line)\r\nHost: h\r\nX: aaaaaaa\r\nY: aaaaaaaa\r\nZ: ab\r\n\r\n") == 431)
        #expect(status("\(line)\r\nHost: h\r\nA:\r\nB:\r\nC:\r\n\r\n") == nil)
        #expect(status("\(line)\r\nHost: h\r\nA:\r\nB:\r\nC:\r\nD:\r\n\r\n") == 431)
    }

    @Test("may have a request line of 8,000 octets")
    func longTarget() throws {
        let path = "/" + String(repeating: "a", count: 7_985)
        #expect(try head("GET \(path) HTTP/1.1\r\nHost: h\r\n\r\n").path == path)
    }

    @Test("that is refused after its first line still says where it was going")
    func headSoFar() {
        var parser = RequestHeadParser()
        let bytes = Array("POST /send/text?x HTTP/1.1\r\nHost: h\r\n bad\r\n\r\n".utf8)
        #expect(throws: HTTPParseError.self) {
            try parser.parse(bytes.span, limits: Limits())
        }
        #expect(parser.headSoFar?.path == "/send/text")
        #expect(parser.headSoFar?.method == .post)
    }
}

private let refusedRequestLines: [RefusedHead] =
    [
        "GET  / HTTP/1.1", "GET / HTTP/1.1 ", " GET / HTTP/1.1", "GET\t/ HTTP/1.1",
        "GET /  HTTP/1.1",
        "GET / HTTP/1.1\t", "GET /", "GET / HTTP/1", "GET / HTTP/11", "GET / http/1.1",
        "GET / HTTP/1.10",
        "GET / HTTP/ 1.1", "GET / HTTP/1.x", "GET HTTP/1.1", "/ HTTP/1.1", "G(T / HTTP/1.1",
        "GET / HTTP1.1",
        "GET /a b HTTP/1.1", "GET / HTTP/+1.1", "GET / HTTP/1,1", "GET / XTTP/1.1",
        "PRI * HTTP/2.0",
    ].map { RefusedHead(400, "\($0)\r\nHost: h\r\n\r\n") }
    + [
        RefusedHead(505, "GET / HTTP/2.0\r\nHost: h\r\n\r\n"),
        RefusedHead(505, "GET / HTTP/0.9\r\n\r\n"),
        RefusedHead(501, "BREW / HTTP/1.1\r\nHost: h\r\n\r\n"),
        RefusedHead(501, "get / HTTP/1.1\r\nHost: h\r\n\r\n"),
        RefusedHead(501, "GETGETGETGET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        RefusedHead(501, "CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n"),
        RefusedHead(405, "TRACE / HTTP/1.1\r\nHost: h\r\n\r\n"),
        RefusedHead(400, "\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        RefusedHead(400, "\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        RefusedHead(400, "GET / HTTP/1.1\nHost: h\n\n"),
        RefusedHead(400, "GET / HTTP/1.1\rHost: h\r\r"),
        RefusedHead(400, "GET /\rx HTTP/1.1\r\nHost: h\r\n\r\n"),
        RefusedHead(400, "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}"),
        RefusedHead(400, "\u{0}"),
    ]

private let refusedTargets: [RefusedHead] = [
    "/a#b", "/a\u{7F}", "/\u{e9}", "a", "*", "h:80", "ftp://h/", "http:/h", "http://", "http:///x",
    "http://u@h/", "http://h:99999/", "http://h:x/", "http://[::1/", "http://h h/", "?x",
].map { RefusedHead(400, "GET \($0) HTTP/1.1\r\nHost: h\r\n\r\n") }

private let refusedHosts: [RefusedHead] =
    [
        RefusedHead(400, "GET / HTTP/1.1\r\n\r\n"),
        RefusedHead(400, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"),
        RefusedHead(400, "GET / HTTP/1.0\r\nHost: a\r\nhost: b\r\n\r\n"),
        RefusedHead(400, "GET http://h/ HTTP/1.1\r\n\r\n"),
    ]
    + [
        "", "a b", "a/b", "a@b", "a,b", "a:b", "a:", "a:1:2", "a:70000", "[::1", "[::1]x", "[]",
        "::1",
        "a\\b", "a?b", "a#b", "%61", "\u{e9}",
    ].filter { $0 != "a:" }.map { RefusedHead(400, "GET / HTTP/1.1\r\nHost: \($0)\r\n\r\n") }

private let refusedFields: [RefusedHead] =
    [
        "X : y", " X: y", "\tX: y", "X\t: y", ": y", "X", "X Y: z", "X: a\r\n folded",
        "X: a\r\n\tfolded",
        "X: a\u{0}b", "X: a\u{1}b", "X: a\u{7F}", "X: a\rb", "X: a\nb", "X\u{e9}: a", "X: a\nY: b",
        "(X): y",
        "X: \u{B}", "\"X\": y",
    ].map { RefusedHead.line(400, $0) } + [
        .line(417, "Expect: 200-ok"), .line(417, "Expect: "), .line(417, "Expect: 100-continue, x"),
    ]

private let refusedLengths: [RefusedHead] = [
    "Content-Length: 5\r\nContent-Length: 5", "Content-Length: 5\r\nContent-Length: 6",
    "Content-Length: 5, 5", "Content-Length: +5", "Content-Length: -5", "Content-Length: 0x5",
    "Content-Length: 5_0", "Content-Length: 5 0", "Content-Length: ", "Content-Length: 5.0",
    "Content-Length: 99999999999999999999", "Content-Length: 9223372036854775808",
    "Content-Length: 5\r\ncontent-length: 5", "Content-Length: \u{0665}", "Content-Length: 5;a",
    "Content-Length: \u{B}5",
].map { RefusedHead.line(400, $0) }

private let refusedCodings: [RefusedHead] =
    [
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: ", "Transfer-Encoding: identity", "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked;q=1", "Transfer-Encoding: gzip",
        "Transfer-Encoding: chunked, gzip",
        "Transfer-Encoding: \"chunked\"", "Transfer-Encoding: chunked,",
        "Transfer-Encoding: x, chunked",
        "Transfer-Encoding: chunke\u{212A}", "Transfer-Encoding: \u{B}chunked",
        "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip, chunked\r\nContent-Length: 3",
    ].map { RefusedHead.line(400, $0) } + [
        .line(501, "Transfer-Encoding: gzip, chunked"),
        RefusedHead(400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"),
    ]
