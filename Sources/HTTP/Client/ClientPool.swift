internal import Reactor
internal import TLS

/// One loop's connections to other servers, those in use and those kept for the next request.
// Unchecked because every member that changes is reached only on the thread of `loop`.
final class ClientPool: @unchecked Sendable {
    /// What a kept connection can be used for: it must have been the same name, address and trust.
    private struct Key: Hashable {
        let host: String
        let scheme: TargetURL.Scheme
        let address: SocketAddress
        /// Nil for the system's authorities.
        let trust: ObjectIdentifier?

        /// Enough to tell most targets apart, and quicker than all of it.
        func hash(into hasher: inout Hasher) {
            hasher.combine(address)
            hasher.combine(trust)
        }
    }

    let loop: EventLoop
    private let resolver: Resolver
    private let tls: TLSContext?
    private let limits: Limits
    private let plaintext = PlaintextBuffer()
    private var idle: [Key: [ClientConnection]] = [:]
    private var idleCount = 0

    /// How many connections are kept for one target, how many in all, and how long, in milliseconds.
    private static let keptPerTarget = 128
    private static let kept = 256
    private static let keptFor = 30_000

    init(_ loop: EventLoop, _ resolver: Resolver, _ tls: TLSContext?, _ limits: Limits) {
        self.loop = loop
        self.resolver = resolver
        self.tls = tls
        self.limits = limits
    }

    /// Carries a request out; to be called by a task that prefers the loop.
    ///
    /// Concurrent, so that it runs there and not where its caller is isolated.
    @concurrent
    func perform(_ request: OutgoingRequest) async -> Result<IncomingResponse, HTTPClientError> {
        let deadline = loop.nowMilliseconds + ServerTimes.milliseconds(request.timeouts.total)
        do throws(HTTPClientError) {
            let addresses = try await addresses(request)
            if let answer = try await performOnKept(request, addresses, deadline) {
                return .success(answer)
            }
            let connection = try await connect(request, addresses, deadline)
            return .success(try await exchange(request, connection, deadline))
        } catch { return .failure(error) }
    }

    /// Uses a kept connection; nil if there is none, or if it ended before the request could count.
    private func performOnKept(
        _ request: OutgoingRequest,
        _ addresses: [SocketAddress],
        _ deadline: Int
    ) async throws(HTTPClientError) -> IncomingResponse? {
        guard let connection = take(request, addresses) else { return nil }
        do throws(HTTPClientError) {
            return try await exchange(request, connection, deadline)
        } catch .closed(let reached) {
            guard !connection.hasRead, !reached || request.mayRepeat else {
                throw .closed(reached: reached)
            }
            return nil
        }
    }

    private func exchange(
        _ request: OutgoingRequest,
        _ connection: ClientConnection,
        _ deadline: Int
    ) async throws(HTTPClientError) -> IncomingResponse {
        let outcome = await connection.exchange(request, limits, deadline: deadline)
        guard let response = try outcome.get() else { throw .closed(reached: true) }
        if connection.stage == .idle { keep(connection, for: request) }
        return response
    }
}

extension ClientPool {
    /// The target's addresses that may be called.
    private func addresses(
        _ request: OutgoingRequest
    ) async throws(HTTPClientError) -> [SocketAddress] {
        let found: [SocketAddress]
        switch request.url.host {
        case .address(let ip): found = [SocketAddress(ip: ip, port: request.url.port)]
        case .name(let name): found = try await resolve(name, request)
        }
        guard let judge = request.judge else { return found }
        let allowed = found.filter { judge.judge($0) == .allowed }
        guard !allowed.isEmpty else { throw .unreachable }
        return allowed
    }

    private func resolve(
        _ name: String,
        _ request: OutgoingRequest
    ) async throws(HTTPClientError) -> [SocketAddress] {
        do throws(ResolverError) {
            return try await resolver.resolve(
                name,
                port: request.url.port,
                timeoutMilliseconds: ServerTimes.milliseconds(
                    min(request.timeouts.resolve, request.timeouts.total)
                ),
                on: loop
            )
        } catch { throw error == .timedOut ? .timedOut(.resolve) : .unreachable }
    }

    /// Tries one address after the other, each with its share of the time.
    private func connect(
        _ request: OutgoingRequest,
        _ addresses: [SocketAddress],
        _ deadline: Int
    ) async throws(HTTPClientError) -> ClientConnection {
        let end = loop.nowMilliseconds + ServerTimes.milliseconds(request.timeouts.connect)
        var failure = HTTPClientError.unreachable
        for (index, address) in addresses.enumerated() {
            let share = (end - loop.nowMilliseconds) / (addresses.count - index)
            guard share > 0 else { throw .timedOut(.connect) }
            guard !Task.isCancelled else { throw .cancelled(reached: false) }
            let connection = try makeConnection(request, address)
            guard let connection else { continue }
            let outcome = await connection.open(
                within: share,
                deadline: deadline,
                request.timeouts
            )
            switch outcome {
            case .success: return connection
            case .failure(let error): failure = error
            }
        }
        throw failure
    }

    /// Begins to connect; nil when the address cannot even be tried.
    private func makeConnection(
        _ request: OutgoingRequest,
        _ address: SocketAddress
    ) throws(HTTPClientError) -> ClientConnection? {
        var layer: TLSConnection?
        if request.url.scheme == .https {
            guard let context = request.tls ?? tls ?? .system else { throw .insecure }
            layer = try? TLSConnection(calling: request.url.host.text, with: context)
            guard layer != nil else { throw .insecure }
        }
        do throws(ReactorError) {
            return ClientConnection(
                loop,
                try Descriptor.connect(to: address),
                address: address,
                plaintext: plaintext,
                tls: layer
            )
        } catch { return nil }
    }
}

extension ClientPool {
    private func key(_ request: OutgoingRequest, _ address: SocketAddress) -> Key {
        Key(
            host: request.url.hostField,
            scheme: request.url.scheme,
            address: address,
            trust: (request.tls ?? tls).map(ObjectIdentifier.init)
        )
    }

    private func take(
        _ request: OutgoingRequest,
        _ addresses: [SocketAddress]
    ) -> ClientConnection? {
        for address in addresses {
            let key = key(request, address)
            while let place = idle.index(forKey: key),
                let connection = idle.values[place].popLast()
            {
                idleCount -= 1
                if idle.values[place].isEmpty { idle.remove(at: place) }
                connection.whenIdleEnds = nil
                loop.disarm(connection.timer)
                if connection.isAlive() { return connection }
                connection.close()
            }
        }
        return nil
    }

    private func keep(_ connection: ClientConnection, for request: OutgoingRequest) {
        let key = key(request, connection.address)
        guard idleCount < Self.kept else { return connection.close() }
        if let place = idle.index(forKey: key) {
            guard idle.values[place].count < Self.keptPerTarget else { return connection.close() }
            idle.values[place].append(connection)
        } else {
            idle[key] = [connection]
        }
        idleCount += 1
        connection.whenIdleEnds = { [weak self, unowned connection] in
            self?.forget(connection, key)
        }
        loop.arm(connection.timer, after: Self.keptFor)
    }

    private func forget(_ connection: ClientConnection, _ key: Key) {
        guard let index = idle[key]?.firstIndex(where: { $0 === connection }) else { return }
        idle[key]?.remove(at: index)
        idleCount -= 1
        if idle[key]?.isEmpty ?? false { idle[key] = nil }
    }
}

extension TargetURL.Host {
    /// The host as a certificate has it.
    fileprivate var text: String {
        switch self {
        case .name(let name): name
        case .address(let ip): "\(ip)"
        }
    }
}
