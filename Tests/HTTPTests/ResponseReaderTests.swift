import Testing
import Wire

@testable import HTTP

@Suite("The answer to an outgoing request")
struct ResponseReaderTests {
    private struct Facts: Equatable, Sendable {
        let status: Int
        let body: String
        let keepsAlive: Bool
    }

    private func read(
        _ text: String,
        ended: Bool = false,
        isHead: Bool = false,
        limit: Int = 100
    ) -> Reading<Facts> {
        let bytes = Array(text.utf8)
        let whole = read([bytes[...]], ended, isHead, limit)
        for pieces in Cuts.all(bytes) { #expect(read(pieces, ended, isHead, limit) == whole) }
        return whole
    }

    private func read(
        _ pieces: [ArraySlice<UInt8>],
        _ ended: Bool,
        _ isHead: Bool,
        _ limit: Int
    ) -> Reading<Facts> {
        var reader = ResponseReader(
            isHead: isHead,
            acceptsGzip: true,
            limit: limit,
            limits: Limits()
        )
        do throws(HTTPParseError) {
            for piece in pieces { try reader.take(Array(piece).span) }
            if ended { try reader.finishInput() }
        } catch { return .refused(error) }
        guard let response = reader.response else { return .incomplete }
        return .value(
            Facts(
                status: response.status,
                body: String(decoding: response.body, as: UTF8.self),
                keepsAlive: reader.keepsAlive
            )
        )
    }

    private func facts(_ status: Int, _ body: String, _ keepsAlive: Bool) -> Reading<Facts> {
        .value(Facts(status: status, body: body, keepsAlive: keepsAlive))
    }

    @Test("ends after its length, its last chunk or with the connection")
    func ends() {
        #expect(read("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nHi") == facts(200, "Hi", true))
        #expect(
            read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nHi\r\n0\r\n\r\n")
                == facts(200, "Hi", true)
        )
        #expect(read("HTTP/1.1 200 OK\r\n\r\nHi") == .incomplete)
        #expect(read("HTTP/1.1 200 OK\r\n\r\nHi", ended: true) == facts(200, "Hi", false))
        #expect(read("HTTP/1.1 204 No\r\n\r\n") == facts(204, "", true))
        #expect(
            read("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", isHead: true)
                == facts(200, "", true)
        )
    }

    @Test("may have a few interim answers before it")
    func interim() {
        let hint = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        #expect(read("HTTP/1.1 100 Continue\r\n\r\n" + hint + answer) == facts(200, "", true))
        #expect(read(String(repeating: hint, count: 9) + answer).status == 502)
        #expect(read("HTTP/1.1 101 Switching\r\n\r\n").status == 502)
    }

    @Test("is refused when it is cut short, too long, or followed by more")
    func dishonest() {
        #expect(read("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nHi", ended: true).status == 502)
        #expect(read("HTTP/1.1 200 OK\r\n", ended: true).status == 502)
        #expect(read("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nHi!").status == 502)
        #expect(read("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n").status == 413)
        let long = String(repeating: "a", count: 101)
        #expect(read("HTTP/1.1 200 OK\r\n\r\n\(long)", ended: true).status == 413)
    }
}
