internal import Reactor
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
    func append(_ response: HTTPResponse, date: DateText, to out: inout [UInt8]) {
        let hasBody = Self.mayHaveBody(response.status)
        let sent = hasBody && !isHead ? response.body.count : 0
        out.append(room: Self.room(for: response, date) + sent) { end in
            putStart(response, date, &end)
            if hasBody {
                end.put("Content-Length: ")
                end.put(decimal: response.body.count)
                end.put("\r\n")
            }
            end.put("\r\n")
            if sent > 0 { response.body.withUnsafeBytes { end.put($0.baseAddress, $0.count) } }
        }
    }

    /// Appends the head of an answer whose body follows in pieces.
    ///
    /// The pieces are chunks; to HTTP/1.0 they go as they are, and the connection's end ends them.
    func appendStreamHead(_ response: HTTPResponse, date: DateText, to out: inout [UInt8]) {
        out.append(room: Self.room(for: response, date)) { end in
            putStart(response, date, &end)
            end.put(isHTTP10 ? "\r\n" : "Transfer-Encoding: chunked\r\n\r\n")
        }
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

    /// No less than the head takes: its fields, and a bound for what is the server's own.
    private static func room(for response: HTTPResponse, _ date: DateText) -> Int {
        var room = 256 + date.count
        for field in response.fields { room += field.name.utf8.count + field.value.utf8.count + 4 }
        return room
    }

    private func putStart(
        _ response: HTTPResponse,
        _ date: DateText,
        _ end: inout UnsafeMutableRawPointer
    ) {
        putStatus(response.status, &end)
        end.put("Date: ")
        date.span.withUnsafeBytes { end.put($0.baseAddress, $0.count) }
        end.put("\r\n")
        let fields = response.fields.span
        for index in fields.indices where !Self.isFraming(fields[index].name) {
            end.put(fields[index])
        }
        if !keepsAlive {
            end.put("Connection: close\r\n")
        } else if isHTTP10 {
            end.put("Connection: keep-alive\r\n")
        }
    }

    private func putStatus(_ status: Int, _ end: inout UnsafeMutableRawPointer) {
        if let line = StatusLine.known(status) { return end.put(line) }
        end.put("HTTP/1.1 ")
        end.put(decimal: (200...599).contains(status) ? status : 500)
        end.put(" \r\n")
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

    /// Appends what the body writes, which is never more than the room; grows once.
    fileprivate mutating func append(
        room: Int,
        _ write: (inout UnsafeMutableRawPointer) -> Void
    ) {
        append(addingCapacity: room) { out in
            // The room was asked for just now, and the pointer is used during the call.
            out.withUnsafeMutableBufferPointer { buffer, count in
                guard let start = buffer.baseAddress, buffer.count - count >= room else { return }
                var end = UnsafeMutableRawPointer(start + count)
                write(&end)
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

/// Writing a head where room was made for all of it.
extension UnsafeMutableRawPointer {
    fileprivate mutating func put(_ text: StaticString) {
        put(UnsafeRawPointer(text.utf8Start), text.utf8CodeUnitCount)
    }

    fileprivate mutating func put(_ field: HTTPField) {
        put(field.name)
        put(ByteClass.colon)
        put(ByteClass.space)
        put(field.value)
        put(ByteClass.carriageReturn)
        put(ByteClass.lineFeed)
    }

    private mutating func put(_ text: String) {
        text.utf8Span.span.withUnsafeBytes { put($0.baseAddress, $0.count) }
    }

    /// Writes a number that is not negative: at most 20 digits.
    fileprivate mutating func put(decimal number: Int) {
        if number >= 10 { put(decimal: number / 10) }
        put(0x30 + UInt8(truncatingIfNeeded: number % 10))
    }
}
