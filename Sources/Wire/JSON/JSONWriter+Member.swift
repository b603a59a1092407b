extension JSONWriter {
    /// Writes a member whose value is a string.
    public mutating func member(_ name: MemberName, _ value: String) {
        // The bytes are only read, and only during the call.
        let isWritten = unsafe value.utf8.withContiguousStorageIfAvailable { bytes in
            let source = unsafe bytes.span
            guard source.isPlain else { return false }
            append(name, source, isQuoted: true)
            return true
        }
        guard isWritten != true else { return }
        key(name)
        string(value)
    }

    /// Writes a member whose value is a string of bytes that are known to be UTF-8 without anything
    /// that JSON escapes.
    public mutating func member(_ name: MemberName, plain value: Span<UInt8>) {
        append(name, value, isQuoted: true)
    }

    /// Writes a member whose value is one string, its pieces written by the body.
    public mutating func memberText(_ name: MemberName, _ body: (inout JSONText) -> Void) {
        key(name)
        bytes.append(UInt8(ascii: "\""))
        var text = JSONText(takingOver: &bytes)
        body(&text)
        swap(&bytes, &text.bytes)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Writes a member whose value is a string, or `null` for nil.
    public mutating func member(_ name: MemberName, _ value: String?) {
        if let value { member(name, value) } else { memberNull(name) }
    }

    /// Writes a member whose value is a number without fraction.
    public mutating func member(_ name: MemberName, _ value: Int) {
        member(name, Int64(value))
    }

    /// Writes a member whose value is a number without fraction, or `null` for nil.
    public mutating func member(_ name: MemberName, _ value: Int?) {
        if let value { member(name, value) } else { memberNull(name) }
    }

    /// Writes a member whose value is a number without fraction.
    public mutating func member(_ name: MemberName, _ value: Int64) {
        let text = DecimalText(value)
        append(name, text.bytes.span.extracting(text.range), isQuoted: false)
    }

    /// Writes a member whose value is a number without fraction, or `null` for nil.
    public mutating func member(_ name: MemberName, _ value: Int64?) {
        if let value { member(name, value) } else { memberNull(name) }
    }

    /// Writes a member whose value is a number, `null` when it is not finite.
    public mutating func member(_ name: MemberName, _ value: Double) {
        key(name)
        number(value)
    }

    /// Writes a member whose value is `true` or `false`.
    public mutating func member(_ name: MemberName, _ value: Bool) {
        append(name, literal: value ? "true" : "false")
    }

    /// Writes a member whose value is a tree.
    public mutating func member(_ name: MemberName, _ value: JSONValue) {
        key(name)
        self.value(value)
    }

    /// Writes a member whose value is an object, its members written by the body.
    @inlinable
    public mutating func member<Failure: Error>(
        _ name: MemberName,
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        key(name)
        try object(body)
    }

    /// Writes a member whose value is an array, its elements written by the body.
    @inlinable
    public mutating func memberArray<Failure: Error>(
        _ name: MemberName,
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        key(name)
        try array(body)
    }

    /// Writes several members that are known when the program is built, as they stand:
    /// `"a":1,"b":""`.
    public mutating func members(literal: StaticString) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        bytes.append(literal: literal)
        needsComma = true
    }

    private mutating func memberNull(_ name: MemberName) { append(name, literal: "null") }

    private mutating func append(_ name: MemberName, literal: StaticString) {
        // The literal's bytes live as long as the program.
        literal.withUTF8Buffer { append(name, unsafe $0.span, isQuoted: false) }
    }

    /// Writes a member whose value holds nothing that JSON escapes.
    private mutating func append(_ name: MemberName, _ value: Span<UInt8>, isQuoted: Bool) {
        switch name.source {
        case .literal(let literal):
            bytes.appendMember(literal, value, isQuoted: isQuoted, afterComma: needsComma)
        case .text:
            key(name)
            if isQuoted { bytes.append(UInt8(ascii: "\"")) }
            bytes.append(copying: value)
            if isQuoted { bytes.append(UInt8(ascii: "\"")) }
        }
        needsComma = true
    }
}
