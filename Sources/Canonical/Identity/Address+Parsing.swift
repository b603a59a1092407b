extension Address {
    /// Reads an address in any spelling that vendors accept, nil when it is none.
    ///
    /// Accepted are `+55 11 99999-9999`, bare digits, and the JID forms `…@s.whatsapp.net`,
    /// `…@c.us`, `…@lid`, `…@g.us`, `…@newsletter`, `…@broadcast` and `status@broadcast`. Device and
    /// sub-user parts (`5511999999999_1:57@…`) are dropped. Bare digits are a phone when there are
    /// 10 to 15 of them and a group when they are a modern group id (`120363…`, 18 digits or more)
    /// or the old `phone-timestamp` form. Anything else is refused, never guessed.
    public init?(parsing text: String) {
        if let number = PhoneNumber(bare: text) {
            self = .phone(number)
            return
        }
        if let person = Address(person: text) {
            self = person
            return
        }
        let bytes = Array(text.utf8)
        guard bytes.count <= 128 else { return nil }
        guard let at = bytes.firstIndex(of: UInt8(ascii: "@")) else {
            self.init(bare: bytes)
            return
        }
        let server = String(decoding: bytes[(at + 1)...], as: UTF8.self)
        self.init(user: Array(bytes[..<at]), server: server.lowercased())
    }

    /// Takes a person's JID in its usual spelling, digits and a server in lower case, nil for every
    /// other text.
    private init?(person text: String) {
        let bytes = text.utf8Span.span
        var end = 0
        while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
        switch bytes.count - end {
        case 15 where bytes.hasSuffix("@s.whatsapp.net"):
            guard let number = PhoneNumber(digits: bytes.extracting(first: end)) else {
                return nil
            }
            self = .phone(number)
        case 4 where bytes.hasSuffix("@lid") && (5...20).contains(end):
            // Digits are ASCII.
            let digits = unsafe UTF8Span(
                unchecked: bytes.extracting(first: end),
                isKnownASCII: true
            )
            self = .lid(String(copying: digits))
        default: return nil
        }
    }

    private init?(user bytes: [UInt8], server: String) {
        switch server {
        case "s.whatsapp.net", "c.us":
            guard let number = PhoneNumber(parsing: Self.withoutDevice(bytes)) else { return nil }
            self = .phone(number)
        case "lid":
            guard let digits = Self.digits(Self.withoutDevice(bytes), 5...20) else { return nil }
            self = .lid(digits)
        case "g.us":
            guard let id = Self.groupID(bytes) else { return nil }
            self = .group(id)
        case "newsletter":
            guard let id = Self.digits(bytes, 10...24) else { return nil }
            self = .newsletter(id)
        case "broadcast":
            self.init(broadcast: bytes)
        default:
            return nil
        }
    }

    private init?(broadcast bytes: [UInt8]) {
        if bytes.elementsEqual("status".utf8) {
            self = .status
        } else if let id = Self.digits(bytes, 5...24) {
            self = .broadcast(id)
        } else {
            return nil
        }
    }

    private init?(bare bytes: [UInt8]) {
        let isModernGroup = bytes.count >= 18 && bytes.starts(with: "120363".utf8)
        if isModernGroup || Self.isOldGroup(bytes), let id = Self.groupID(bytes) {
            self = .group(id)
        } else if let number = PhoneNumber(parsing: bytes) {
            self = .phone(number)
        } else {
            return nil
        }
    }

    /// `5511999999999-1600000000`: a phone of the creator, a dash, a ten-digit moment.
    private static func isOldGroup(_ bytes: [UInt8]) -> Bool {
        guard bytes.contains(UInt8(ascii: "-")) else { return false }
        let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count >= 10, parts[1].count == 10 else { return false }
        return parts.allSatisfy { $0.allSatisfy(Self.isDigit) }
    }

    private static func groupID(_ bytes: [UInt8]) -> String? {
        let dashes = bytes.count(where: { $0 == UInt8(ascii: "-") })
        let isPlain = bytes.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "-") }
        guard isPlain, dashes <= 1, bytes.first.map(isDigit) == true,
            bytes.last.map(isDigit) == true, (10...40).contains(bytes.count)
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func digits(_ bytes: [UInt8], _ length: ClosedRange<Int>) -> String? {
        guard length.contains(bytes.count), bytes.allSatisfy(isDigit) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func withoutDevice(_ bytes: [UInt8]) -> [UInt8] {
        let end = bytes.firstIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "_") }
        return Array(bytes[..<(end ?? bytes.count)])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}

extension Span<UInt8> {
    /// Whether the bytes end with the text's; there must be as many at least.
    fileprivate func hasSuffix(_ text: StaticString) -> Bool {
        let start = count - text.utf8CodeUnitCount
        return text.withUTF8Buffer { suffix in
            for index in suffix.indices where unsafe self[start + index] != suffix[index] {
                return false
            }
            return true
        }
    }
}
