/// The decoded parts of a request's path, or the fact that it cannot name anything here.
enum RequestPath: Equatable {
    /// The segments between slashes, each percent-decoded once; a final slash adds none.
    case segments([String])
    /// Escapes that are none, a decoded NUL, slash or backslash, invalid UTF-8, `.` or `..`, or too
    /// many segments: nothing here has such a name.
    case unusable

    /// Splits a raw path at its slashes and decodes each part.
    init(_ raw: String, limit: Int = 64) {
        let slash = UInt8(ascii: "/")
        let bytes = Array(raw.utf8)
        var segments: [String] = []
        segments.reserveCapacity(8)
        var start = (bytes.firstIndex(of: slash) ?? bytes.count) + 1
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: slash) ?? bytes.count
            guard segments.count < limit, let text = Percent.decode(bytes[start..<end]),
                Self.isUsable(text)
            else {
                self = .unusable
                return
            }
            segments.append(text)
            start = end + 1
        }
        self = .segments(segments)
    }

    private static func isUsable(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        for index in bytes.indices {
            switch bytes[index] {
            case 0, UInt8(ascii: "/"), UInt8(ascii: "\\"): return false
            default: continue
            }
        }
        return text != "." && text != ".."
    }
}

/// Percent escapes of RFC 3986 section 2.1.
enum Percent {
    /// The text, decoded once; nil for an escape that is none and for invalid UTF-8.
    static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool = false) -> String? {
        let isPlain = bytes.allSatisfy {
            $0 < 0x80 && $0 != UInt8(ascii: "%") && $0 != UInt8(ascii: "+")
        }
        // Nearly every text, and ASCII needs no validation.
        guard !isPlain else { return String(decoding: bytes, as: UTF8.self) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%") {
                guard index + 2 < bytes.endIndex, let high = digit(bytes[index + 1]),
                    let low = digit(bytes[index + 2])
                else { return nil }
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
                index += 1
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
