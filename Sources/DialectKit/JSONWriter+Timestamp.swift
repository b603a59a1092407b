extension JSONWriter {
    /// Writes a member whose value is a moment as ``Timestamp/iso8601`` has it.
    public mutating func member(_ name: MemberName, iso8601 moment: Timestamp) {
        member(name, moment, separator: UInt8(ascii: "T")) { $0.iso8601 }
    }

    /// Writes a member whose value is a moment as ``Timestamp/iso8601WithSpace`` has it.
    public mutating func member(_ name: MemberName, iso8601WithSpace moment: Timestamp) {
        member(name, moment, separator: UInt8(ascii: " ")) { $0.iso8601WithSpace }
    }

    /// Writes the usual form without making a text of it.
    private mutating func member(
        _ name: MemberName,
        _ moment: Timestamp,
        separator: UInt8,
        unusual: (Timestamp) -> String
    ) {
        if let bytes = moment.iso8601Bytes(separator: separator) {
            member(name, plain: bytes.span)
        } else {
            member(name, unusual(moment))
        }
    }
}
