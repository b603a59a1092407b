/// The hash FNV-1a of Fowler, Noll and Vo: quick, the same everywhere and for ever, never secret.
package enum FNV1a {
    /// What a hash of 64 bits begins with.
    @inlinable package static var basis: UInt64 { 0xCBF2_9CE4_8422_2325 }

    /// The hash of some octets with 64 bits, going on from the hash of those before them.
    @inlinable
    package static func hash(_ octets: some Sequence<UInt8>, after state: UInt64 = basis) -> UInt64
    {
        var hash = state
        for octet in octets { hash = (hash ^ UInt64(octet)) &* 0x0000_0100_0000_01B3 }
        return hash
    }

    /// The hash of a text's octets with 64 bits, going on from the hash of those before them.
    ///
    /// Ids of journal rows and events are made of it: a generic function of another module would
    /// cost more for one of them than everything else of the row.
    package static func hash(_ text: String.UTF8View, after state: UInt64 = basis) -> UInt64 {
        let octets = text.span
        var hash = state
        for index in octets.indices {
            hash = (hash ^ UInt64(octets[index])) &* 0x0000_0100_0000_01B3
        }
        return hash
    }

    /// The hash of some octets with 128 bits.
    @inlinable
    package static func wideHash(_ octets: some Sequence<UInt8>) -> UInt128 {
        var hash: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D
        for octet in octets {
            hash = (hash ^ UInt128(octet)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B
        }
        return hash
    }
}
