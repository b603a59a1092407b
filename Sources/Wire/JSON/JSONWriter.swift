/// Writes JSON into one buffer, without white space, as JavaScript's `JSON.stringify` would.
///
/// Commas are the writer's business. The caller calls `member` inside `object` and the value
/// methods elsewhere, and writes one value in all; the writer does not check that.
public struct JSONWriter: Sendable {
    /// What has been written, UTF-8.
    public internal(set) var bytes: [UInt8] = []
    /// Whether a value came before in the same array or object.
    var needsComma = false
    /// Where something is filled in later; see ``JSONTemplate``.
    var hole: Int?

    /// Makes an empty writer with room for that many bytes.
    public init(capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    /// Goes on behind what was written elsewhere.
    init(takingOver bytes: inout [UInt8], afterComma: Bool) {
        swap(&self.bytes, &bytes)
        needsComma = afterComma
    }

    /// Writes `null`.
    public mutating func null() {
        separate()
        bytes.append(literal: "null")
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) {
        separate()
        bytes.append(literal: value ? "true" : "false")
    }

    /// Writes a number without fraction.
    public mutating func number(_ value: Int) {
        number(Int64(value))
    }

    /// Writes a number without fraction.
    public mutating func number(_ value: Int64) {
        separate()
        let text = DecimalText(value)
        bytes.append(copying: text.bytes.span.extracting(text.range))
    }

    /// Writes a number as JavaScript does: shortest form, and `null` when it is not finite.
    public mutating func number(_ value: Double) {
        separate()
        bytes += (value.isFinite ? value.javaScriptText : "null").utf8
    }

    /// Writes a number as it was spelled.
    public mutating func number(_ value: JSONNumber) {
        separate()
        bytes += value.spelling.utf8
    }

    /// Writes a string, escaping `"`, `\` and the characters below U+0020 only.
    public mutating func string(_ value: String) {
        bytes.appendQuoted(value, afterComma: needsComma)
        needsComma = true
    }

    /// Writes an object whose members the body writes.
    ///
    /// When the body throws, what it wrote stays and the writer is of no more use.
    @inlinable
    public mutating func object<Failure: Error>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        open(UInt8(ascii: "{"))
        try body(&self)
        close(UInt8(ascii: "}"))
    }

    /// Writes an array whose elements the body writes.
    ///
    /// When the body throws, what it wrote stays and the writer is of no more use.
    @inlinable
    public mutating func array<Failure: Error>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        open(UInt8(ascii: "["))
        try body(&self)
        close(UInt8(ascii: "]"))
    }

    /// Writes a tree.
    ///
    /// Recurses once per level of nesting.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let flag): bool(flag)
        case .number(let spelled): number(spelled)
        case .string(let text): string(text)
        case .array(let elements):
            array { writer in for element in elements { writer.value(element) } }
        case .object(let object):
            self.object { writer in
                for (key, value) in object.members { writer.member(MemberName(key), value) }
            }
        }
    }

    /// Writes a key and its colon; the next value written is the member's.
    @usableFromInline
    mutating func key(_ name: MemberName) {
        switch name.source {
        case .literal(let literal):
            let nothing = InlineArray<0, UInt8>(repeating: 0)
            bytes.appendMember(literal, nothing.span, isQuoted: false, afterComma: needsComma)
        case .text(let text): bytes.appendQuoted(text, afterComma: needsComma, isName: true)
        }
        needsComma = false
    }

    mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    @usableFromInline
    mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    @usableFromInline
    mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }
}
