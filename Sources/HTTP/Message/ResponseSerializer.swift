internal import Wire

/// Writes answers: the head with its framing fields, and the body behind it in the same buffer.
struct ResponseSerializer {
    /// Whether the request was HEAD: the head is that of GET, the body stays away.
    let isHead: Bool
    /// Whether the request was HTTP/1.0, where staying open has to be announced.
    let isHTTP10: Bool
    /// Whether the connection stays open after this answer.
    let keepsAlive: Bool

    /// Fits the answer to a request.
    init(_ head: HTTPRequestHead, keepsAlive: Bool) {
        self.init(
            isHead: head.method == .head,
            isHTTP10: head.isHTTP10,
            keepsAlive: keepsAlive
        )
    }

    init(isHead: Bool, isHTTP10: Bool, keepsAlive: Bool) {
        self.isHead = isHead
        self.isHTTP10 = isHTTP10
        self.keepsAlive = keepsAlive
    }

    /// Appends a whole answer; `date` is the value of its `Date`.
    func append(_ response: HTTPResponse, date: [UInt8], to out: inout [UInt8]) {
        out.reserveCapacity(out.count + 256 + response.body.count)
        let hasBody = Self.mayHaveBody(response.status)
        appendStart(response, date: date, to: &out)
        if hasBody {
            out.append("Content-Length: ")
            out.append(decimal: response.body.count)
            out.append("\r\n\r\n")
        } else {
            out.append("\r\n")
        }
        if hasBody, !isHead { out.append(contentsOf: response.body) }
    }

    /// Appends the head of an answer whose body follows in pieces.
    ///
    /// The pieces are chunks; to HTTP/1.0 they go as they are, and the connection's end ends them.
    func appendStreamHead(_ response: HTTPResponse, date: [UInt8], to out: inout [UInt8]) {
        appendStart(response, date: date, to: &out)
        out.append(isHTTP10 ? "\r\n" : "Transfer-Encoding: chunked\r\n\r\n")
    }

    /// Appends one piece of a streamed body; nothing for an empty piece, which would end it.
    func appendPiece(_ bytes: [UInt8], to out: inout [UInt8]) {
        guard !bytes.isEmpty, !isHead else { return }
        guard !isHTTP10 else { return out.append(contentsOf: bytes) }
        out.append(hexadecimal: bytes.count)
        out.append("\r\n")
        out.append(contentsOf: bytes)
        out.append("\r\n")
    }

    /// Appends the end of a streamed body.
    func appendStreamEnd(to out: inout [UInt8]) {
        if !isHTTP10, !isHead { out.append("0\r\n\r\n") }
    }

    /// Whether an answer of that status can have a body at all (RFC 9110 section 6.4.1).
    static func mayHaveBody(_ status: Int) -> Bool {
        status >= 200 && status != 204 && status != 304
    }

    private func appendStart(_ response: HTTPResponse, date: [UInt8], to out: inout [UInt8]) {
        appendStatus(response.status, to: &out)
        out.append("Date: ")
        out.append(contentsOf: date)
        out.append("\r\n")
        let fields = response.fields.span
        for index in fields.indices where !Self.isFraming(fields[index].name) {
            out.append(fields[index])
        }
        if !keepsAlive {
            out.append("Connection: close\r\n")
        } else if isHTTP10 {
            out.append("Connection: keep-alive\r\n")
        }
    }

    private func appendStatus(_ status: Int, to out: inout [UInt8]) {
        if let line = StatusLine.known(status) { return out.append(line) }
        out.append("HTTP/1.1 ")
        out.append(decimal: (200...599).contains(status) ? status : 500)
        out.append(" \r\n")
    }

    /// The fields that are the server's own; an answer that sets one is not believed.
    private static func isFraming(_ name: String) -> Bool {
        switch name.utf8.count {
        case 4, 10, 14, 17:
            ["date", "connection", "keep-alive", "content-length", "transfer-encoding"]
                .contains(name.lowercased())
        default: false
        }
    }
}

extension [UInt8] {
    /// Appends a text that is known when the program is built.
    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }

    /// Appends a field's line, growing once.
    fileprivate mutating func append(_ field: borrowing HTTPField) {
        let name = field.name.utf8Span.span
        let value = field.value.utf8Span.span
        let room = name.count + value.count + 4
        append(addingCapacity: room) { out in
            // The room was asked for just now; the texts are only read, during the call.
            out.withUnsafeMutableBufferPointer { buffer, count in
                guard let start = buffer.baseAddress, buffer.count - count >= room else { return }
                var end = UnsafeMutableRawPointer(start + count)
                name.withUnsafeBytes { end.put($0.baseAddress, $0.count) }
                end.put(ByteClass.colon)
                end.put(ByteClass.space)
                value.withUnsafeBytes { end.put($0.baseAddress, $0.count) }
                end.put(ByteClass.carriageReturn)
                end.put(ByteClass.lineFeed)
                count = end - UnsafeMutableRawPointer(start)
            }
        }
    }

    /// Appends a number that is not negative, in decimal digits.
    mutating func append(decimal number: Int) {
        if number >= 10 { append(decimal: number / 10) }
        append(0x30 + UInt8(truncatingIfNeeded: number % 10))
    }

    /// Appends a number that is not negative, in hexadecimal digits.
    mutating func append(hexadecimal number: Int) {
        if number >= 16 { append(hexadecimal: number >> 4) }
        let digit = UInt8(truncatingIfNeeded: number & 0xF)
        append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
}
