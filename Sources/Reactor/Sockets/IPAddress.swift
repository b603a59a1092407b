internal import Glibc

/// An address of either internet protocol, as numbers in the host's byte order.
public enum IPAddress: Hashable, Sendable {
    /// Four octets.
    case v4(UInt32)
    /// Sixteen octets, in two halves.
    case v6(high: UInt64, low: UInt64)

    /// Reads a dotted quad without leading zeros, or RFC 4291 text without zone or brackets.
    public init?(_ text: String) {
        guard text.utf8.count <= 45, text.utf8.allSatisfy(Self.isAddressByte) else { return nil }
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self = .v4(UInt32(bigEndian: four.s_addr))
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            self.init(six)
        } else {
            return nil
        }
    }

    init(_ address: in6_addr) {
        self = withUnsafeBytes(of: address) { bytes in
            .v6(
                high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }

    /// The C form of an IPv6 address; an IPv4 address comes out mapped.
    var in6: in6_addr {
        let (high, low) =
            switch self {
            case .v4(let octets): (UInt64(0), UInt64(octets) | 0xFFFF_0000_0000)
            case .v6(let high, let low): (high, low)
            }
        var address = in6_addr()
        withUnsafeMutableBytes(of: &address) { bytes in
            bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
            bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        return address
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: ":"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

extension IPAddress: CustomStringConvertible {
    /// The usual text: a dotted quad, or RFC 5952 without brackets.
    public var description: String {
        var text = [CChar](repeating: 0, count: 64)
        let size = socklen_t(text.count)
        switch self {
        case .v4(let octets):
            var address = in_addr(s_addr: octets.bigEndian)
            inet_ntop(AF_INET, &address, &text, size)
        case .v6:
            var address = in6
            inet_ntop(AF_INET6, &address, &text, size)
        }
        return String(
            decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)),
            as: UTF8.self
        )
    }
}
