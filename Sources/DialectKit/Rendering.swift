extension HTTPResponse {
    /// An answer with a JSON body.
    public static func json(_ status: Int = 200, _ value: JSONValue) -> HTTPResponse {
        HTTPResponse(status: status, fields: [Self.jsonType], body: value.serialized())
    }

    /// An answer with a JSON body that is written straight into its bytes.
    public static func json(
        _ status: Int = 200,
        capacity: Int = 512,
        _ write: (inout JSONWriter) -> Void
    ) -> HTTPResponse {
        var writer = JSONWriter(capacity: capacity)
        write(&writer)
        return HTTPResponse(status: status, fields: [Self.jsonType], body: writer.bytes)
    }

    /// An answer without a body.
    public static func empty(_ status: Int) -> HTTPResponse { HTTPResponse(status: status) }

    /// The one Content-Type of every JSON answer.
    public static let jsonType = HTTPField("Content-Type", "application/json; charset=utf-8")
}

extension Timestamp {
    /// `2026-05-01T12:34:56.000Z`: ISO 8601 in UTC with milliseconds.
    public var iso8601: String { text(separator: "T") }

    /// `2026-05-01 12:34:56.000Z`: the same with a blank, as whatsmeow's database drivers print it.
    public var iso8601WithSpace: String { text(separator: " ") }

    private func text(separator: StaticString) -> String {
        let time = CivilTime(self)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        bytes.append(time.year, digits: 4)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(time.month, digits: 2)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(time.day, digits: 2)
        bytes.append(contentsOf: separator.description.utf8)
        bytes.append(time.hour, digits: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(time.minute, digits: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(time.second, digits: 2)
        bytes.append(UInt8(ascii: "."))
        bytes.append(time.millisecond, digits: 3)
        bytes.append(UInt8(ascii: "Z"))
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Appends a number with leading noughts.
    fileprivate mutating func append(_ number: Int, digits: Int) {
        var divisor = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }
}
