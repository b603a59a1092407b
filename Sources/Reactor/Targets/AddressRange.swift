/// A block of addresses in CIDR notation.
public struct AddressRange: Hashable, Sendable {
    /// The first address of the block.
    public let base: IPAddress
    /// How many leading bits every address of the block shares.
    let prefixLength: Int

    /// Reads `10.0.0.0/8` or `fc00::/7`; an address alone is a block of one.
    ///
    /// Nil for anything else, bits beyond the prefix included: `10.0.0.1/8` is a slip of the pen.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let base = IPAddress(String(parts[0])) else { return nil }
        self.base = base
        if parts.count == 2 {
            guard (1...3).contains(parts[1].utf8.count),
                parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let length = Int(parts[1]), length <= base.bitWidth
            else { return nil }
            prefixLength = length
        } else {
            prefixLength = base.bitWidth
        }
        guard base.keeping(prefixLength) == base else { return nil }
    }

    /// Whether the address lies in the block; addresses of the other protocol never do.
    public func contains(_ address: IPAddress) -> Bool {
        address.bitWidth == base.bitWidth && address.keeping(prefixLength) == base
    }
}

extension AddressRange: CustomStringConvertible {
    /// The notation that ``init(_:)`` reads.
    public var description: String { "\(base)/\(prefixLength)" }
}

extension IPAddress {
    var bitWidth: Int {
        switch self {
        case .v4: 32
        case .v6: 128
        }
    }

    /// The address with all but its leading bits cleared.
    func keeping(_ bits: Int) -> IPAddress {
        switch self {
        case .v4(let octets): .v4(octets & ~(UInt32.max >> UInt32(bits)))
        case .v6(let high, let low):
            .v6(
                high: high & ~(UInt64.max >> UInt64(min(bits, 64))),
                low: low & ~(UInt64.max >> UInt64(max(0, bits - 64)))
            )
        }
    }
}
