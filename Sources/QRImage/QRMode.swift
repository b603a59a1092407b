/// How the characters of a segment become bits (ISO/IEC 18004, 7.4).
package enum QRMode: Equatable, Sendable {
    /// Digits, three in ten bits.
    case numeric
    /// Digits, capital letters and nine signs, two in eleven bits.
    case alphanumeric
    /// Any byte, in eight bits.
    case byte

    /// The densest mode that can write all of the bytes.
    package init(for bytes: [UInt8]) {
        if bytes.isEmpty {
            self = .byte
        } else if bytes.allSatisfy({ Self.digit($0) != nil }) {
            self = .numeric
        } else if bytes.allSatisfy({ Self.alphanumeric($0) != nil }) {
            self = .alphanumeric
        } else {
            self = .byte
        }
    }

    /// The four bits that start a segment.
    var indicator: Int {
        switch self {
        case .numeric: 0b0001
        case .alphanumeric: 0b0010
        case .byte: 0b0100
        }
    }

    /// Bits of the character count, which grow with the version (ISO/IEC 18004, table 3).
    func countWidth(in version: QRVersion) -> Int {
        let widths: (small: Int, middle: Int, large: Int) =
            switch self {
            case .numeric: (10, 12, 14)
            case .alphanumeric: (9, 11, 13)
            case .byte: (8, 16, 16)
            }
        return version.number < 10
            ? widths.small : version.number < 27 ? widths.middle : widths.large
    }

    /// The characters as bits, without a header; they must be writable in this mode.
    func payload(of bytes: [UInt8]) -> BitBuffer {
        switch self {
        case .numeric: Self.numericBits(bytes.compactMap(Self.digit))
        case .alphanumeric: Self.alphanumericBits(bytes.compactMap(Self.alphanumeric))
        case .byte: Self.byteBits(bytes)
        }
    }
}

extension QRMode {
    private static func digit(_ byte: UInt8) -> Int? {
        (0x30...0x39).contains(byte) ? Int(byte - 0x30) : nil
    }

    /// The value of a character in the alphanumeric set (ISO/IEC 18004, table 5).
    private static func alphanumeric(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte - 0x30)
        case 0x41...0x5A: Int(byte - 0x41) + 10
        default: signs.firstIndex(of: byte).map { $0 + 36 }
        }
    }

    private static let signs = Array(" $%*+-./:".utf8)

    private static func numericBits(_ digits: [Int]) -> BitBuffer {
        var bits = BitBuffer()
        for start in stride(from: 0, to: digits.count, by: 3) {
            let group = digits[start..<min(start + 3, digits.count)]
            bits.append(group.reduce(0) { $0 * 10 + $1 }, width: 1 + 3 * group.count)
        }
        return bits
    }

    private static func alphanumericBits(_ values: [Int]) -> BitBuffer {
        var bits = BitBuffer()
        for start in stride(from: 0, to: values.count, by: 2) {
            let pair = values[start..<min(start + 2, values.count)]
            bits.append(pair.reduce(0) { $0 * 45 + $1 }, width: 1 + 5 * pair.count)
        }
        return bits
    }

    private static func byteBits(_ bytes: [UInt8]) -> BitBuffer {
        var bits = BitBuffer()
        for byte in bytes {
            bits.append(Int(byte), width: 8)
        }
        return bits
    }
}
