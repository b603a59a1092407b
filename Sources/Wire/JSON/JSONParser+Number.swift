extension JSONParser {
    /// Reads a number by the grammar of RFC 8259 section 6, keeping its spelling.
    mutating func number(_ bytes: Span<UInt8>) throws(JSONError) -> JSONNumber {
        let start = offset
        var count = 0
        _ = try skip(UInt8(ascii: "-"), bytes)
        if try skip(UInt8(ascii: "0"), bytes) {
            count = 1
        } else {
            try digits(bytes, &count)
        }
        if nextIs(UInt8(ascii: "."), bytes) {
            offset += 1
            try digits(bytes, &count)
        }
        if nextIs(UInt8(ascii: "e"), bytes) || nextIs(UInt8(ascii: "E"), bytes) {
            offset += 1
            if try !skip(UInt8(ascii: "+"), bytes) { _ = try skip(UInt8(ascii: "-"), bytes) }
            try digits(bytes, &count)
        }
        return JSONNumber(unchecked: String(ascii: bytes.extracting(start..<offset)))
    }

    /// Steps over one digit or more, and adds how many there were.
    private mutating func digits(_ bytes: Span<UInt8>, _ count: inout Int) throws(JSONError) {
        let start = offset
        while offset < bytes.count, bytes[offset] &- UInt8(ascii: "0") <= 9 {
            guard count < limits.digits else { throw JSONError(.tooManyDigits, offset: offset) }
            count += 1
            offset += 1
        }
        guard offset > start else {
            _ = try peek(bytes)
            throw JSONError(.unexpectedByte, offset: offset)
        }
    }

    private func nextIs(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
        offset < bytes.count && bytes[offset] == byte
    }
}
