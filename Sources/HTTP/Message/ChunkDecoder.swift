/// Takes the chunked coding off (RFC 9112 section 7.1), one byte of its lines at a time.
///
/// Extensions are read by their grammar and ignored; trailers are read like fields and dropped.
struct ChunkDecoder: Sendable {
    private enum State: Sendable {
        case size
        case extensionBlank
        case extensionNameStart
        case extensionName
        case extensionNameBlank
        case extensionValueStart
        case extensionValue
        case quoted
        case quotedEscape
        case quotedEnd
        case sizeLineFeed
        case data
        case dataReturn
        case dataLineFeed
        case trailerStart
        case trailerName
        case trailerValue
        case trailerLineFeed
        case lastLineFeed
        case done
    }

    private var state = State.size
    private var size = 0
    private var digits = 0
    private var lineBytes = 0
    private var extensionBytes = 0
    private var trailerBytes = 0
    private var received = 0

    /// Whether the last chunk and the trailers were read.
    var isComplete: Bool { state == .done }

    /// Appends the data among the bytes to the body, and gives how many bytes were used.
    mutating func decode(
        _ bytes: Span<UInt8>,
        limit: Int,
        limits: Limits,
        into body: inout [UInt8]
    ) throws(HTTPParseError) -> Int {
        var index = 0
        while index < bytes.count, state != .done {
            if state == .data {
                let count = min(size, bytes.count - index)
                bytes.extracting(index..<index + count).withUnsafeBufferPointer {
                    body.append(contentsOf: $0)
                }
                index += count
                size -= count
                if size == 0 { state = .dataReturn }
            } else {
                try step(bytes[index], limit, limits)
                index += 1
            }
        }
        return index
    }

    private mutating func step(
        _ byte: UInt8,
        _ limit: Int,
        _ limits: Limits
    ) throws(HTTPParseError) {
        switch state {
        case .size: try stepSize(byte, limits)
        case .sizeLineFeed: try finishSize(byte, limit)
        case .data, .done: break
        case .dataReturn: try expect(byte, ByteClass.carriageReturn, then: .dataLineFeed)
        case .dataLineFeed:
            try expect(byte, ByteClass.lineFeed, then: .size)
            (size, digits, lineBytes) = (0, 0, 0)
        case .trailerStart, .trailerName, .trailerValue, .trailerLineFeed:
            try stepTrailer(byte, limits)
        case .lastLineFeed: try expect(byte, ByteClass.lineFeed, then: .done)
        default: try stepExtension(byte, limits)
        }
    }

    private mutating func expect(
        _ byte: UInt8,
        _ wanted: UInt8,
        then next: State
    ) throws(HTTPParseError) {
        guard byte == wanted else { throw Self.malformed }
        state = next
    }

    private static let malformed = HTTPParseError(400, "the chunked body is malformed")
}

extension ChunkDecoder {
    private mutating func stepSize(_ byte: UInt8, _ limits: Limits) throws(HTTPParseError) {
        guard let digit = ByteClass.hexValue(byte) else {
            guard digits > 0 else { throw Self.malformed }
            return try leaveSize(byte)
        }
        digits += 1
        lineBytes += 1
        guard digits <= 16, size <= Int.max >> 4 else {
            throw HTTPParseError(400, "a chunk size is too large to be a size")
        }
        size = size << 4 | digit
    }

    /// What may follow a size, a name or a value: the line's end, a semicolon, or blanks before one.
    private mutating func leaveSize(_ byte: UInt8) throws(HTTPParseError) {
        lineBytes += 1
        switch byte {
        case ByteClass.carriageReturn: state = .sizeLineFeed
        case ByteClass.semicolon: state = .extensionNameStart
        case ByteClass.space, ByteClass.tab: state = .extensionBlank
        default: throw Self.malformed
        }
    }

    private mutating func finishSize(_ byte: UInt8, _ limit: Int) throws(HTTPParseError) {
        try expect(byte, ByteClass.lineFeed, then: size == 0 ? .trailerStart : .data)
        guard size <= limit - received else {
            throw HTTPParseError(413, "the body is too large")
        }
        received += size
    }

    /// One byte of `chunk-ext` (RFC 9112 section 7.1.1), blanks included where its grammar has them.
    private mutating func stepExtension(_ byte: UInt8, _ limits: Limits) throws(HTTPParseError) {
        lineBytes += 1
        extensionBytes += 1
        guard lineBytes <= limits.chunkLineBytes, extensionBytes <= limits.chunkExtensionBytes
        else { throw HTTPParseError(400, "the chunk extensions are too long") }
        switch state {
        case .extensionBlank:
            if ByteClass.isBlank(byte) { return }
            try expect(byte, ByteClass.semicolon, then: .extensionNameStart)
        case .extensionNameStart:
            if ByteClass.isBlank(byte) { return }
            guard ByteClass.isToken(byte) else { throw Self.malformed }
            state = .extensionName
        case .extensionName, .extensionNameBlank: try stepExtensionName(byte)
        case .extensionValueStart, .extensionValue: try stepExtensionValue(byte)
        case .quoted, .quotedEscape: try stepQuoted(byte)
        default: try leaveSize(byte)
        }
    }

    private mutating func stepExtensionName(_ byte: UInt8) throws(HTTPParseError) {
        if byte == ByteClass.equals {
            state = .extensionValueStart
        } else if ByteClass.isBlank(byte) {
            state = .extensionNameBlank
        } else if state == .extensionNameBlank {
            try expect(byte, ByteClass.semicolon, then: .extensionNameStart)
        } else if !ByteClass.isToken(byte) {
            try leaveSize(byte)
        }
    }

    private mutating func stepExtensionValue(_ byte: UInt8) throws(HTTPParseError) {
        if ByteClass.isToken(byte) {
            state = .extensionValue
        } else if state == .extensionValue {
            try leaveSize(byte)
        } else if byte == ByteClass.quote {
            state = .quoted
        } else if !ByteClass.isBlank(byte) {
            throw Self.malformed
        }
    }

    private mutating func stepQuoted(_ byte: UInt8) throws(HTTPParseError) {
        guard ByteClass.isFieldValue(byte) else { throw Self.malformed }
        switch (state, byte) {
        case (.quotedEscape, _): state = .quoted
        case (_, ByteClass.backslash): state = .quotedEscape
        case (_, ByteClass.quote): state = .quotedEnd
        default: break
        }
    }
}

extension ChunkDecoder {
    private mutating func stepTrailer(_ byte: UInt8, _ limits: Limits) throws(HTTPParseError) {
        if state == .trailerStart, byte == ByteClass.carriageReturn {
            state = .lastLineFeed
            return
        }
        trailerBytes += 1
        guard trailerBytes <= limits.trailerBytes else {
            throw HTTPParseError(431, "the trailer section is too large")
        }
        switch state {
        case .trailerStart:
            guard ByteClass.isToken(byte) else { throw Self.badTrailer }
            state = .trailerName
        case .trailerName:
            if byte == ByteClass.colon {
                state = .trailerValue
            } else if !ByteClass.isToken(byte) {
                throw Self.badTrailer
            }
        case .trailerValue:
            if byte == ByteClass.carriageReturn {
                state = .trailerLineFeed
            } else if !ByteClass.isFieldValue(byte) {
                throw Self.badTrailer
            }
        default: try expect(byte, ByteClass.lineFeed, then: .trailerStart)
        }
    }

    private static let badTrailer = HTTPParseError(400, "a trailer is malformed")
}
