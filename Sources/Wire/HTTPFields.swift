/// The header section of a received message: the bytes once, and where each field lies in them.
///
/// Names compare without regard to ASCII case; order and repetition are kept. A value becomes a
/// `String` only when it is asked for.
public struct HTTPFields: Sendable {
    /// Where one field lies in the bytes.
    public struct Line: Sendable {
        /// The name's first byte.
        public let nameStart: UInt32
        /// One past the name's last byte.
        public let nameEnd: UInt32
        /// The value's first byte, white space trimmed.
        public let valueStart: UInt32
        /// One past the value's last byte, white space trimmed.
        public let valueEnd: UInt32

        /// Makes a line out of offsets into the section's bytes.
        public init(nameStart: UInt32, nameEnd: UInt32, valueStart: UInt32, valueEnd: UInt32) {
            self.nameStart = nameStart
            self.nameEnd = nameEnd
            self.valueStart = valueStart
            self.valueEnd = valueEnd
        }
    }

    private let bytes: [UInt8]
    private let lines: [Line]

    /// Takes a parsed section; lines must point into the bytes.
    public init(bytes: [UInt8], lines: [Line]) {
        self.bytes = bytes
        self.lines = lines
    }

    /// Makes a section out of pairs, for tests and for answers that are read back.
    public init(_ fields: [(String, String)] = []) {
        var bytes: [UInt8] = []
        var lines: [Line] = []
        for (name, value) in fields {
            let start = UInt32(bytes.count)
            bytes += name.utf8
            let middle = UInt32(bytes.count)
            bytes += value.utf8
            let end = UInt32(bytes.count)
            lines.append(
                Line(nameStart: start, nameEnd: middle, valueStart: middle, valueEnd: end)
            )
        }
        self.init(bytes: bytes, lines: lines)
    }

    /// How many fields there are.
    public var count: Int { lines.count }

    /// The value of the first field of that name, nil when there is none.
    ///
    /// - Complexity: One pass over the field names.
    public subscript(_ name: StaticString) -> String? {
        for line in lines where matches(line, name) {
            return text(line.valueStart, line.valueEnd)
        }
        return nil
    }

    /// The value of the only field of that name, nil when there is none or more than one.
    ///
    /// - Complexity: One pass over the field names.
    public func only(_ name: StaticString) -> String? {
        var found: Line?
        for line in lines where matches(line, name) {
            guard found == nil else { return nil }
            found = line
        }
        return found.map { text($0.valueStart, $0.valueEnd) }
    }

    /// Whether the first field of that name has one of the values, spelled so, without making a text
    /// of it.
    ///
    /// - Complexity: One pass over the field names, and one over the values.
    public func first(_ name: StaticString, isAmong values: [StaticString]) -> Bool {
        for line in lines where matches(line, name) {
            let value = bytes.span.extracting(Int(line.valueStart)..<Int(line.valueEnd))
            return values.contains { value.holds($0) }
        }
        return false
    }

    /// How many fields have that name.
    public func occurrences(of name: StaticString) -> Int {
        var found = 0
        for line in lines where matches(line, name) { found += 1 }
        return found
    }

    /// Every field in order, as text.
    public var all: [(name: String, value: String)] {
        lines.map {
            (name: text($0.nameStart, $0.nameEnd), value: text($0.valueStart, $0.valueEnd))
        }
    }

    private func text(_ start: UInt32, _ end: UInt32) -> String {
        String(decoding: bytes[Int(start)..<Int(end)], as: UTF8.self)
    }

    private func matches(_ line: Line, _ name: StaticString) -> Bool {
        guard Int(line.nameEnd - line.nameStart) == name.utf8CodeUnitCount else { return false }
        return name.withUTF8Buffer { wanted in
            for offset in 0..<wanted.count
            where unsafe Self.lower(bytes[Int(line.nameStart) + offset])
                != Self.lower(wanted[offset])
            {
                return false
            }
            return true
        }
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}
