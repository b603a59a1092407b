/// One header line that is going to be written.
public struct HTTPField: Equatable, Sendable {
    /// The name as it will appear on the wire.
    public let name: String
    /// The value as it will appear on the wire.
    public let value: String

    /// Makes a field out of text that may come from a client.
    ///
    /// CR, LF and NUL are dropped from both, so that no value can begin a line of its own.
    public init(_ name: String, _ value: String) {
        self.name = Self.clean(name)
        self.value = Self.clean(value)
    }

    /// Makes a field out of text of our own making, which is not looked through.
    ///
    /// Nothing that a client sent may be in it.
    public init(safe name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    private static func clean(_ text: String) -> String {
        let isClean = text.utf8.allSatisfy { $0 != 0x0D && $0 != 0x0A && $0 != 0 }
        return isClean
            ? text : String(text.unicodeScalars.filter { !"\r\n\0".unicodeScalars.contains($0) })
    }
}
