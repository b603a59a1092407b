extension JSONWriter {
    /// Writes a member whose value is a string.
    public mutating func member(_ key: String, _ value: String) {
        self.key(key)
        string(value)
    }

    /// Writes a member whose value is a string, or `null` for nil.
    public mutating func member(_ key: String, _ value: String?) {
        self.key(key)
        if let value { string(value) } else { null() }
    }

    /// Writes a member whose value is a number without fraction.
    public mutating func member(_ key: String, _ value: Int) {
        self.key(key)
        number(value)
    }

    /// Writes a member whose value is a number without fraction, or `null` for nil.
    public mutating func member(_ key: String, _ value: Int?) {
        self.key(key)
        if let value { number(value) } else { null() }
    }

    /// Writes a member whose value is a number without fraction.
    public mutating func member(_ key: String, _ value: Int64) {
        self.key(key)
        number(value)
    }

    /// Writes a member whose value is a number without fraction, or `null` for nil.
    public mutating func member(_ key: String, _ value: Int64?) {
        self.key(key)
        if let value { number(value) } else { null() }
    }

    /// Writes a member whose value is a number, `null` when it is not finite.
    public mutating func member(_ key: String, _ value: Double) {
        self.key(key)
        number(value)
    }

    /// Writes a member whose value is `true` or `false`.
    public mutating func member(_ key: String, _ value: Bool) {
        self.key(key)
        bool(value)
    }

    /// Writes a member whose value is a tree.
    public mutating func member(_ key: String, _ value: JSONValue) {
        self.key(key)
        self.value(value)
    }

    /// Writes a member whose value is an object, its members written by the body.
    @inlinable
    public mutating func member<Failure: Error>(
        _ key: String,
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        self.key(key)
        try object(body)
    }

    /// Writes a member whose value is an array, its elements written by the body.
    @inlinable
    public mutating func memberArray<Failure: Error>(
        _ key: String,
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        self.key(key)
        try array(body)
    }
}
