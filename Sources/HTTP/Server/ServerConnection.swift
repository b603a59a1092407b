internal import Reactor
internal import Wire

/// One client's connection: a state machine that only its loop's thread ever touches.
///
/// One request is worked on at a time, so answers go out in order. What arrives behind it stays in
/// `stored`, at most one read of the loop's buffer, and then reading stops until the answer is out.
/// An idle connection owns no buffer.
// Unchecked because every member is reached only on the thread of `shared.loop`: events and timers
// come from there, and the tasks of answers come back to it before they touch anything.
final class ServerConnection: @unchecked Sendable {
    /// What the next byte that arrives is for.
    enum Phase {
        /// The handshake of TLS.
        case handshake
        /// A request's head, or nothing: the connection is idle.
        case head
        /// The body of a request.
        case body(IncomingRequest)
        /// Nothing before the answer that is being made is out.
        case answering(Exchange)
        /// The floor: the last answer is out, and what still comes is dropped.
        case lingering
        /// Nothing ever again.
        case closed
    }

    let shared: ServerLoop
    let peer: SocketAddress
    /// The socket, nil once it is closed.
    var descriptor: Descriptor?
    /// The socket's number, which is somebody else's once the phase is `closed`.
    let socket: Int32
    /// What makes the wire's bytes of the protocol's, nil on a plain connection.
    let seal: TLSSeal?
    var phase: Phase
    /// The parser of a head of which a part came; its bytes are in `stored`.
    var partialHead: PartialHead?
    /// Bytes that came and cannot be read yet.
    var stored: [UInt8] = []
    /// Bytes for the wire that the socket did not take yet; nil when it took all of them.
    var backlog: Backlog?
    /// How much was dropped after the last answer.
    var dropped = 0
    var flags: Flags
    let timer = TimerNode()
    /// When the present phase has lasted too long, and when the client has left too much unread.
    var phaseDeadline = Int.max
    var writeDeadline = Int.max
    let birth: Int

    /// What is true of a connection besides its phase.
    struct Flags: OptionSet {
        let rawValue: UInt8
        /// The socket may have bytes: no read has come back short since it last said so.
        static let mayRead = Flags(rawValue: 1)
        /// The end of the stream waits behind the bytes, so a short read is not the last.
        static let endWaits = Flags(rawValue: 2)
        /// The client said that it sends no more.
        static let inputEnded = Flags(rawValue: 4)
        /// The connection ends once nothing waits for the socket.
        static let closesWhenFlushed = Flags(rawValue: 8)
        /// It was taken beyond the limit, for those who may use the reserve.
        static let isReserve = Flags(rawValue: 16)
        /// No request came yet.
        static let isFresh = Flags(rawValue: 32)
        /// The bytes in `stored` are being read right now.
        static let isReading = Flags(rawValue: 64)
    }

    /// Bytes for the wire that wait, from `sent` on.
    final class Backlog {
        var bytes: [UInt8]
        var sent = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        /// How many bytes wait.
        var count: Int { bytes.count - sent }
    }

    /// A head of which a part came.
    final class PartialHead {
        var parser: RequestHeadParser
        init(_ parser: RequestHeadParser) { self.parser = parser }
    }

    init(
        _ shared: ServerLoop,
        _ descriptor: consuming Descriptor,
        peer: SocketAddress,
        seal: TLSSeal?,
        isReserve: Bool
    ) {
        self.shared = shared
        socket = descriptor.raw
        self.descriptor = consume descriptor
        self.peer = peer
        self.seal = seal
        phase = seal == nil ? .head : .handshake
        flags = isReserve ? [.isFresh, .isReserve] : .isFresh
        birth = shared.now
    }

    /// Whether the connection waits for a request of which nothing came.
    var isIdle: Bool {
        guard case .head = phase else { return false }
        return partialHead == nil && stored.isEmpty && backlog == nil
    }

    /// Takes bytes of the protocol that just came, in a buffer that is the loop's.
    func received(_ bytes: Span<UInt8>) {
        guard stored.isEmpty else {
            stored += bytes.array(0..<bytes.count)
            return readStored()
        }
        let used = read(bytes)
        if used < bytes.count { stored = bytes.array(used..<bytes.count) }
    }

    /// Goes on with what came earlier and could not be read then.
    func readStored() {
        guard !stored.isEmpty, !flags.contains(.isReading) else { return }
        flags.insert(.isReading)
        let bytes = stored
        let used = read(bytes.span)
        flags.remove(.isReading)
        if used > 0 { stored = used == bytes.count ? [] : Array(bytes[used...]) }
    }

    /// Reads messages until the bytes are used up or an answer has to go out first.
    private func read(_ bytes: Span<UInt8>) -> Int {
        let wasReading = shared.isReading
        shared.isReading = true
        defer { shared.isReading = wasReading }
        var used = 0
        while used < bytes.count {
            let rest = bytes.extracting(used..<bytes.count)
            switch phase {
            case .head:
                guard !isClogged, let count = readHead(rest) else { return used }
                used += count
            case .body(let request): used += readBody(request, rest)
            case .answering, .handshake: return used
            case .lingering:
                drop(rest.count)
                return bytes.count
            case .closed: return bytes.count
            }
        }
        return used
    }

    /// Whether the client has left so much unread that nothing more is done for it.
    var isClogged: Bool {
        guard let backlog else { return false }
        return backlog.count > shared.limits.queuedBytes
    }

    private func drop(_ count: Int) {
        dropped += count
        if dropped > shared.limits.lingerBytes { close() }
    }
}
