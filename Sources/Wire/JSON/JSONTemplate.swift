/// An object's members that were written once, with one place in them that is filled each time.
public struct JSONTemplate: Sendable {
    let bytes: [UInt8]
    /// Where the text goes that is filled in; the end when there is no such place.
    let hole: Int

    /// Keeps the members that the body writes; see ``JSONWriter/memberHole(_:)``.
    public init(members write: (inout JSONWriter) -> Void) {
        var writer = JSONWriter(capacity: 1024)
        write(&writer)
        bytes = writer.bytes
        hole = writer.hole ?? bytes.count
    }

    /// How many bytes the members have, without what is filled in.
    public var byteCount: Int { bytes.count }
}

extension JSONWriter {
    /// Writes a member whose value is a string that is filled in later; one for each template.
    public mutating func memberHole(_ name: MemberName) {
        member(name, "")
        hole = bytes.count - 1
    }

    /// Writes a template's members, with a text that is known to be UTF-8 without anything that JSON
    /// escapes.
    public mutating func members(_ template: JSONTemplate, filling text: Span<UInt8>) {
        separate()
        let written = template.bytes.span
        bytes.append(copying: written.extracting(first: template.hole))
        bytes.append(copying: text)
        bytes.append(copying: written.extracting(droppingFirst: template.hole))
    }

    /// Writes the members of a template that has nothing to fill in.
    public mutating func members(_ template: JSONTemplate) {
        separate()
        bytes.append(copying: template.bytes.span)
    }
}
