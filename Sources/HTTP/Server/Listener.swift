internal import Observability
internal import Reactor

/// Accepts the connections of one address on one loop.
final class Listener: EventHandler {
    var settings: ListenerSettings
    // The two keep each other until the listener closes: somebody must answer who comes.
    private let shared: ServerLoop
    private var descriptor: Descriptor?
    private var lastComplaint = Int.min

    /// How long accepting rests when there are no descriptors, in milliseconds.
    private static let rest = 50
    /// How many connections are accepted before others have their turn.
    private static let batch = 64

    init(_ shared: ServerLoop, owning raw: Int32, settings: ListenerSettings) {
        self.shared = shared
        descriptor = Descriptor(owning: raw)
        self.settings = settings
    }

    /// Hears of connections from now on.
    func resume() {
        guard let raw = descriptor?.raw else { return }
        do { try shared.loop.register(raw, .readable, self) } catch {
            shared.log(.error, "cannot listen", ["error": "\(error)"])
        }
    }

    /// Listens no more; connections that nobody accepted are reset by the kernel.
    func close() {
        if let raw = descriptor?.raw { shared.loop.deregister(raw) }
        descriptor = nil
    }

    func ready(_ events: Readiness) {
        for _ in 0..<Self.batch { guard acceptOne() else { return } }
    }

    /// Accepts whatever is queued, before the end.
    func acceptAll() {
        var left = 65_536
        while left > 0, acceptOne() { left -= 1 }
    }

    /// Accepts a connection; false when there is none, or none can be had.
    private func acceptOne() -> Bool {
        guard let accepted = descriptor?.accept() else { return false }
        switch consume accepted {
        case .connection(let connection, let peer):
            take(connection, peer)
            return true
        case .aborted: return true
        case .wouldBlock: return false
        case .exhausted:
            complain("no descriptors are left")
            shed()
            return false
        case .failed(let code):
            complain("accept failed with \(code)")
            pause()
            return false
        }
    }

    private func take(_ descriptor: consuming Descriptor, _ peer: SocketAddress) {
        let room = shared.statistics.opened(shared.limits, peer.ip)
        guard room != .none else { return }
        let isReserve = room == .reserve
        var seal: TLSSeal?
        if let context = settings.tls {
            seal = TLSSeal(context)
            if seal == nil { return shared.statistics.closed(isReserve: isReserve, peer.ip) }
        }
        let connection = ServerConnection(
            shared,
            descriptor,
            peer: peer,
            seal: seal,
            isReserve: isReserve
        )
        shared.remember(connection)
        if !connection.open() { connection.close() }
    }

    /// Takes one waiting client only to close it, and rests: a ready listener must not spin.
    private func shed() {
        shared.statistics.rejected.add()
        if let listener = descriptor.take() {
            _ = shared.reserve.shed(from: listener)
            descriptor = consume listener
        }
        pause()
    }

    private func pause() {
        guard let raw = descriptor?.raw else { return }
        shared.loop.deregister(raw)
        shared.loop.schedule(after: Self.rest) { [weak self] in self?.resume() }
    }

    private func complain(_ message: String) {
        guard shared.now >= lastComplaint &+ 1000 || lastComplaint == Int.min else { return }
        lastComplaint = shared.now
        shared.log(.error, message)
    }
}
