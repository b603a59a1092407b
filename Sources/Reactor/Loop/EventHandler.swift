internal import CLinux

/// Receives the readiness of one descriptor, always on the loop's own thread.
public protocol EventHandler: AnyObject {
    /// Tells what the descriptor is ready for.
    ///
    /// It may register, modify and deregister any descriptor, its own included: an event that was
    /// already waiting for a deregistered descriptor is dropped.
    func ready(_ events: Readiness)
}

/// What a handler wants to hear about.
public struct Interest: OptionSet, Sendable, Hashable {
    /// The set of bits.
    public let rawValue: UInt8

    /// Takes the set of bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Bytes, connections or the end of the stream have arrived.
    public static let readable = Interest(rawValue: 1)
    /// There is room to write.
    public static let writable = Interest(rawValue: 2)
    /// Each change is told once: after a short read or write wait for the next event, and when the
    /// event says `.peerClosed`, read to the end at once.
    public static let edgeTriggered = Interest(rawValue: 4)
    /// Registration of a connection, once for its life: both directions, edge-triggered.
    public static let connection: Interest = [.readable, .writable, .edgeTriggered]

    /// The kernel's spelling, in which hang-ups of the peer are heard of with `.readable`.
    var mask: UInt32 {
        var mask: UInt32 = 0
        if contains(.readable) { mask |= EPOLLIN.rawValue | EPOLLRDHUP.rawValue }
        if contains(.writable) { mask |= EPOLLOUT.rawValue }
        if contains(.edgeTriggered) { mask |= EPOLLET.rawValue }
        return mask
    }
}

/// What a descriptor is ready for.
public struct Readiness: OptionSet, Sendable, Hashable {
    /// The set of bits.
    public let rawValue: UInt8

    /// Takes the set of bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A read will not block: bytes, a connection, the end of the stream or an error.
    public static let readable = Readiness(rawValue: 1)
    /// A write will not block.
    public static let writable = Readiness(rawValue: 2)
    /// The peer has shut down its writing side; unread bytes may still wait.
    public static let peerClosed = Readiness(rawValue: 4)
    /// Both directions are gone, or the socket has an error: read or write to learn which.
    public static let failed = Readiness(rawValue: 8)

    /// Translates the kernel's spelling.
    init(mask: UInt32) {
        var events: Readiness = []
        if mask & EPOLLIN.rawValue != 0 { events.insert(.readable) }
        if mask & EPOLLOUT.rawValue != 0 { events.insert(.writable) }
        if mask & EPOLLRDHUP.rawValue != 0 { events.formUnion([.peerClosed, .readable]) }
        if mask & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 {
            events.formUnion([.failed, .readable, .writable])
        }
        self = events
    }
}
