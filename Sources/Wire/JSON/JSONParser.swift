/// The reader's place in a text.
///
/// The bytes are handed to each method, for a stored `Span` would make the type non-escapable.
struct JSONParser {
    let limits: JSONLimits
    var offset = 0
    /// The string that is being unescaped, kept for its memory.
    var unescaped: [UInt8] = []
    /// How many arrays and objects are open.
    private var depth = 0

    init(limits: JSONLimits) {
        self.limits = limits
    }

    /// Reads the whole text.
    mutating func document(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            throw JSONError(.byteOrderMark, offset: 0)
        }
        skipSpace(bytes)
        let value = try value(bytes)
        skipSpace(bytes)
        guard offset == bytes.count else { throw JSONError(.trailingText, offset: offset) }
        return value
    }

    private mutating func value(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
        switch try peek(bytes) {
        case UInt8(ascii: "\""): return .string(try string(bytes))
        case UInt8(ascii: "{"): return .object(try object(bytes))
        case UInt8(ascii: "["): return .array(try array(bytes))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .number(try number(bytes))
        case UInt8(ascii: "t"): return try literal(bytes, "true", .bool(true))
        case UInt8(ascii: "f"): return try literal(bytes, "false", .bool(false))
        case UInt8(ascii: "n"): return try literal(bytes, "null", .null)
        default: throw JSONError(.unexpectedByte, offset: offset)
        }
    }

    /// Enters an array or object, unless that would be one level too many.
    private mutating func enter(_ bytes: Span<UInt8>) throws(JSONError) {
        guard depth < limits.depth else { throw JSONError(.tooDeep, offset: offset) }
        depth &+= 1
        offset &+= 1
        skipSpace(bytes)
    }

    private mutating func array(_ bytes: Span<UInt8>) throws(JSONError) -> [JSONValue] {
        try enter(bytes)
        defer { depth &-= 1 }
        var elements: [JSONValue] = []
        if try skip(UInt8(ascii: "]"), bytes) { return elements }
        // Growing from one by doubling would move the elements of a usual array three times.
        elements.reserveCapacity(8)
        repeat {
            skipSpace(bytes)
            elements.append(try value(bytes))
        } while try continues(bytes, until: UInt8(ascii: "]"))
        return elements
    }

    private mutating func object(_ bytes: Span<UInt8>) throws(JSONError) -> JSONObject {
        try enter(bytes)
        defer { depth &-= 1 }
        var object = JSONObject()
        if try skip(UInt8(ascii: "}"), bytes) { return object }
        var members = 0
        var seen = SeenKeys()
        repeat {
            skipSpace(bytes)
            try count(&members)
            let (key, isNew) = try key(bytes, &seen)
            let value = try value(bytes)
            if isNew { object.append(key, value) } else { object.set(key, value) }
        } while try continues(bytes, until: UInt8(ascii: "}"))
        return object
    }

    private func count(_ members: inout Int) throws(JSONError) {
        guard members < limits.keys else { throw JSONError(.tooManyKeys, offset: offset) }
        members += 1
    }

    /// Reads a key and its colon, up to the value, and says whether the key is certainly new.
    @inline(__always)
    private mutating func key(
        _ bytes: Span<UInt8>,
        _ seen: inout SeenKeys
    ) throws(JSONError) -> (key: String, isNew: Bool) {
        guard try peek(bytes) == UInt8(ascii: "\"") else {
            throw JSONError(.unexpectedByte, offset: offset)
        }
        let start = offset &+ 1
        let key = try string(bytes)
        let spelling = bytes.extracting(start..<offset &- 1)
        // Every escape is longer than what it stands for.
        let isPlain = spelling.count == key.utf8.count
        skipSpace(bytes)
        guard try skip(UInt8(ascii: ":"), bytes) else {
            throw JSONError(.unexpectedByte, offset: offset)
        }
        skipSpace(bytes)
        return (key, isPlain ? seen.insert(spelling) : seen.insertUnescaped())
    }

    /// Whether a comma follows; otherwise what follows must be the end.
    private mutating func continues(
        _ bytes: Span<UInt8>,
        until end: UInt8
    ) throws(JSONError) -> Bool {
        skipSpace(bytes)
        if try skip(UInt8(ascii: ","), bytes) { return true }
        if try skip(end, bytes) { return false }
        throw JSONError(.unexpectedByte, offset: offset)
    }

    @inline(__always)
    private mutating func literal(
        _ bytes: Span<UInt8>,
        _ word: StaticString,
        _ value: JSONValue
    ) throws(JSONError) -> JSONValue {
        for place in 0..<word.utf8CodeUnitCount {
            // The literal's bytes live as long as the program, and there are as many.
            guard try skip(unsafe word.utf8Start[place], bytes) else {
                throw JSONError(.unexpectedByte, offset: offset)
            }
        }
        return value
    }
}

extension JSONParser {
    /// The next byte, which must exist.
    @inline(__always)
    func peek(_ bytes: Span<UInt8>) throws(JSONError) -> UInt8 {
        guard offset < bytes.count else { throw JSONError(.unexpectedEnd, offset: bytes.count) }
        return bytes[offset]
    }

    /// Steps over the byte when it is the next one; there must be a next one.
    @inline(__always)
    mutating func skip(_ byte: UInt8, _ bytes: Span<UInt8>) throws(JSONError) -> Bool {
        guard try peek(bytes) == byte else { return false }
        offset += 1
        return true
    }

    /// Steps over white space as RFC 8259 section 2 has it.
    @inline(__always)
    mutating func skipSpace(_ bytes: Span<UInt8>) {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x0A, 0x0D, 0x09: offset += 1
            default: return
            }
        }
    }
}
