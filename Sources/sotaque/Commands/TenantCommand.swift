internal import Wire

/// `sotaque tenant create NAME | list | delete ID`.
enum TenantCommand {
    static func run(_ arguments: [String]) async throws(UsageError) -> Int32 {
        let words = try Flags(arguments).words
        let client = try ControlClient(arguments)
        switch (words.first, words.dropFirst().first) {
        case ("create", let name?):
            return try await client.call(.post, "/_sotaque/tenants", ["name": .string(name)])
        case ("list", nil):
            return try await client.call(.get, "/_sotaque/tenants")
        case ("delete", let id?):
            return try await client.call(.delete, "/_sotaque/tenants/" + PathText.escape(id))
        default:
            throw UsageError("usage: sotaque tenant create NAME | list | delete ID")
        }
    }
}

/// Text as one segment of a path.
enum PathText {
    /// Escapes everything but the unreserved characters of RFC 3986.
    static func escape(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var escaped: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                escaped.append(byte)
            default:
                escaped += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
