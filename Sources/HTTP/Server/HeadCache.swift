internal import Glibc
internal import Wire

/// Heads that came before, under their bytes, with what follows from them.
///
/// A client that keeps its connection sends the same head again and again. What is read out of a head,
/// and what a handler finds out about it alone, is a function of its bytes: the same bytes need not be
/// read again. Only heads that kept every rule are here, and only those that came twice, so that heads
/// that all differ cost no memory.
///
/// A head's bytes are compared only under the same hash of 64 bits, which is keyed: how long a look
/// takes tells nothing about a credential in a head of somebody else's.
final class HeadCache {
    /// The longest head that is remembered, in bytes, and how many there can be.
    static let longest = 1024
    static let slotCount = 256

    /// Where a head is found.
    struct Key {
        /// How many bytes the head has, its empty line included.
        let byteCount: Int
        fileprivate let hash: UInt64

        fileprivate var slot: Int { Int(truncatingIfNeeded: hash) & (HeadCache.slotCount - 1) }
    }

    /// A head and what follows from it.
    final class Known {
        fileprivate let hash: UInt64
        fileprivate let bytes: [UInt8]
        let received: ReceivedHead
        let study: (any HeadStudy)?

        fileprivate init(
            _ hash: UInt64,
            _ bytes: [UInt8],
            _ received: ReceivedHead,
            _ study: (any HeadStudy)?
        ) {
            self.hash = hash
            self.bytes = bytes
            self.received = received
            self.study = study
        }
    }

    private var known: [Known?] = []
    /// The hash of the head that was last seen and not found in each slot.
    private var seen: [UInt64] = []
    private let seed = UInt64.random(in: .min ... .max)

    /// The key of the head at the start of the bytes, nil when it is not whole or too long.
    func key(of bytes: Span<UInt8>) -> Key? {
        guard let end = Self.headEnd(bytes) else { return nil }
        return Key(byteCount: end, hash: hash(bytes.extracting(first: end)))
    }

    /// The head under the key, nil when it is not known.
    func head(under key: Key, _ bytes: Span<UInt8>) -> Known? {
        guard !known.isEmpty, let found = known[key.slot], found.hash == key.hash,
            bytes.extracting(first: key.byteCount).isEqual(to: found.bytes)
        else { return nil }
        return found
    }

    /// Remembers a head that is not known, if it came before.
    func note(
        _ received: ReceivedHead,
        _ study: (any HeadStudy)?,
        under key: Key,
        _ bytes: Span<UInt8>
    ) {
        guard key.byteCount == received.byteCount else { return }
        if known.isEmpty {
            known = Array(repeating: nil, count: Self.slotCount)
            seen = Array(repeating: 0, count: Self.slotCount)
        }
        guard seen[key.slot] == key.hash else {
            seen[key.slot] = key.hash
            return
        }
        known[key.slot] = Known(key.hash, bytes.array(0..<key.byteCount), received, study)
    }

    /// One past the first empty line.
    private static func headEnd(_ bytes: Span<UInt8>) -> Int? {
        let limit = min(bytes.count, longest)
        var start = 0
        while let end = bytes.firstIndex(of: ByteClass.carriageReturn, in: start..<limit),
            end + 4 <= limit
        {
            if bytes[end + 2] == ByteClass.carriageReturn, bytes[end + 1] == ByteClass.lineFeed,
                bytes[end + 3] == ByteClass.lineFeed
            {
                return end + 4
            }
            start = end + 1
        }
        return nil
    }

    /// Eight bytes at a time, the last of them once more; a head has more than eight.
    private func hash(_ bytes: Span<UInt8>) -> UInt64 {
        var hash = seed ^ UInt64(truncatingIfNeeded: bytes.count)
        guard bytes.count >= 8 else { return hash }
        var offset = 0
        while offset < bytes.count &- 8 {
            hash = Self.mix(hash ^ bytes.word(at: offset))
            offset &+= 8
        }
        return Self.mix(hash ^ bytes.word(at: bytes.count &- 8))
    }

    /// Spreads every bit over all of them: both halves of a product, put together.
    private static func mix(_ value: UInt64) -> UInt64 {
        let (high, low) = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return high ^ low
    }
}

extension Span<UInt8> {
    /// Eight bytes in the order of the machine; a place outside stops the process.
    fileprivate func word(at offset: Int) -> UInt64 {
        bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    fileprivate func isEqual(to other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        return withUnsafeBytes { left in
            left.baseAddress.map { memcmp($0, other, other.count) == 0 } ?? true
        }
    }
}
