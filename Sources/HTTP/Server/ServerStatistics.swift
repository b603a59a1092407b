public import Observability
internal import Reactor
internal import Synchronization

/// What a server has done so far, readable from any thread.
public final class ServerStatistics: Sendable {
    /// Connections that were taken.
    public let accepted = Counter()
    /// Requests whose head was understood.
    public let requests = Counter()
    /// Requests that were refused for breaking framing, a limit or a time-out.
    public let refused = Counter()
    /// Connections that were closed at once, for want of descriptors or of room in the reserve.
    public let rejected = Counter()
    private let open = Atomic<Int>(0)
    private let reserve = Atomic<Int>(0)
    private let perAddress = Lock<[IPAddress: Int]>([:])
    private let countsAddresses: Bool

    /// Connections that are open now.
    public var connections: Int { open.load(ordering: .relaxed) }

    init(countsAddresses: Bool) { self.countsAddresses = countsAddresses }

    /// Counts a new connection, and says what room there is for it.
    func opened(_ limits: Limits, _ address: IPAddress) -> Room {
        let isCrowd = isCrowd(limits, address)
        if !isCrowd, open.wrappingAdd(1, ordering: .relaxed).newValue <= limits.connections {
            accepted.add()
            return .ordinary
        }
        if !isCrowd { open.wrappingSubtract(1, ordering: .relaxed) }
        if reserve.wrappingAdd(1, ordering: .relaxed).newValue <= limits.reservedConnections {
            accepted.add()
            return .reserve
        }
        reserve.wrappingSubtract(1, ordering: .relaxed)
        leave(address)
        rejected.add()
        return .none
    }

    /// Counts the end of a connection.
    func closed(isReserve: Bool, _ address: IPAddress) {
        if isReserve {
            reserve.wrappingSubtract(1, ordering: .relaxed)
        } else {
            open.wrappingSubtract(1, ordering: .relaxed)
        }
        leave(address)
    }

    /// What room there was for a connection.
    enum Room {
        case ordinary
        case reserve
        case none
    }

    private func isCrowd(_ limits: Limits, _ address: IPAddress) -> Bool {
        guard let limit = limits.connectionsPerAddress else { return false }
        return perAddress.withLock { counts in
            let count = counts[address, default: 0] + 1
            counts[address] = count
            return count > limit
        }
    }

    private func leave(_ address: IPAddress) {
        guard countsAddresses else { return }
        perAddress.withLock { counts in
            let count = counts[address, default: 1] - 1
            counts[address] = count > 0 ? count : nil
        }
    }
}
