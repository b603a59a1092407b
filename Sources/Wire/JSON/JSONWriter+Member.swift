extension JSONWriter {
    /// Writes a member whose value is a string.
    public mutating func member(_ name: MemberName, _ value: String) {
        key(name)
        string(value)
    }

    /// Writes a member whose value is a string, or `null` for nil.
    public mutating func member(_ name: MemberName, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }

    /// Writes a member whose value is a number without fraction.
    public mutating func member(_ name: MemberName, _ value: Int) {
        key(name)
        number(value)
    }

    /// Writes a member whose value is a number without fraction, or `null` for nil.
    public mutating func member(_ name: MemberName, _ value: Int?) {
        key(name)
        if let value { number(value) } else { null() }
    }

    /// Writes a member whose value is a number without fraction.
    public mutating func member(_ name: MemberName, _ value: Int64) {
        key(name)
        number(value)
    }

    /// Writes a member whose value is a number without fraction, or `null` for nil.
    public mutating func member(_ name: MemberName, _ value: Int64?) {
        key(name)
        if let value { number(value) } else { null() }
    }

    /// Writes a member whose value is a number, `null` when it is not finite.
    public mutating func member(_ name: MemberName, _ value: Double) {
        key(name)
        number(value)
    }

    /// Writes a member whose value is `true` or `false`.
    public mutating func member(_ name: MemberName, _ value: Bool) {
        key(name)
        bool(value)
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
}
