/// The bytes of server-sent events (WHATWG HTML, section 9.2).
enum Frame {
    /// A comment, which clients skip.
    static let ping = Array(": ping\n\n".utf8)

    /// An unnamed event; a document is one line, since JSON text needs no line ends.
    static func data(_ document: [UInt8]) -> [UInt8] {
        var frame: [UInt8] = []
        frame.reserveCapacity(document.count + 8)
        frame += "data: ".utf8
        frame += document.filter { $0 != 0x0A && $0 != 0x0D }
        frame += "\n\n".utf8
        return frame
    }
}
