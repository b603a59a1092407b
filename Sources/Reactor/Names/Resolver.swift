internal import Glibc
internal import Observability

/// Why a name has no addresses.
public enum ResolverError: Error, Equatable, Sendable {
    /// The name is not one that can be asked for, or nobody knows it.
    case unknownName
    /// The name service failed; asking again later may help.
    case unavailable
    /// The deadline passed first.
    case timedOut
    /// Too many look-ups wait already, or the resolver has been closed.
    case overloaded
}

/// Looks host names up on threads of its own, since the system's resolver blocks.
///
/// At most `queueLimit` look-ups wait; the next is refused at once. A look-up whose deadline passes
/// while it waits is dropped without being made.
public final class Resolver: Sendable {
    private let queue: BlockingQueue<Lookup>
    private let lookUp: @Sendable (String) -> Result<[IPAddress], ResolverError>

    /// One name to look up, and where the answer goes.
    struct Lookup: Sendable {
        let host: String
        let deadline: Int
        let answer: @Sendable (Result<[IPAddress], ResolverError>) -> Void
    }

    /// Starts the threads.
    ///
    /// - Throws: ``ReactorError`` when a thread cannot be started.
    public convenience init(threads: Int = 4, queueLimit: Int = 1024) throws(ReactorError) {
        try self.init(threads: threads, queueLimit: queueLimit, lookUp: Self.systemLookUp)
    }

    /// The same with another source of answers, which may block.
    package init(
        threads: Int,
        queueLimit: Int,
        lookUp: @escaping @Sendable (String) -> Result<[IPAddress], ResolverError>
    ) throws(ReactorError) {
        let queue = BlockingQueue<Lookup>(capacity: queueLimit)
        self.queue = queue
        self.lookUp = lookUp
        for index in 0..<threads {
            try Thread.started(name: "resolver-\(index)") { Self.serve(queue, lookUp) }.detach()
        }
    }

    deinit { queue.close() }

    /// The addresses of a host, at least one and at most 16, in the system's order of preference.
    ///
    /// An address written as text is its own answer. The deadline is kept by the loop's timers, so
    /// the caller is answered in time even while the name service is stuck.
    ///
    /// - Throws: ``ResolverError``.
    public func resolve(
        _ host: String,
        port: UInt16,
        timeoutMilliseconds: Int,
        on loop: EventLoop
    ) async throws(ResolverError) -> [SocketAddress] {
        if let ip = IPAddress(host) { return [SocketAddress(ip: ip, port: port)] }
        guard (1...253).contains(host.utf8.count), !host.utf8.contains(0) else {
            throw .unknownName
        }
        let result = await withCheckedContinuation { continuation in
            loop.execute { [queue] in
                let wait = Wait(continuation, loop)
                wait.start(queue, host, timeoutMilliseconds: timeoutMilliseconds)
            }
        }
        return try result.get().map { SocketAddress(ip: $0, port: port) }
    }

    private static func serve(
        _ queue: BlockingQueue<Lookup>,
        _ lookUp: @Sendable (String) -> Result<[IPAddress], ResolverError>
    ) {
        while let lookup = queue.pop() {
            guard Clock.monotonicMilliseconds < lookup.deadline else {
                lookup.answer(.failure(.timedOut))
                continue
            }
            lookup.answer(lookUp(lookup.host))
        }
    }

    private static func systemLookUp(_ host: String) -> Result<[IPAddress], ResolverError> {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, nil, &hints, &list)
        defer { if let list { freeaddrinfo(list) } }
        switch code {
        case 0: break
        case EAI_NONAME, -5: return .failure(.unknownName)  // -5 is EAI_NODATA, a GNU name.
        default: return .failure(.unavailable)
        }
        var addresses: [IPAddress] = []
        var entry = list
        while let info = entry?.pointee, addresses.count < 16 {
            if let ip = address(info), !addresses.contains(ip) { addresses.append(ip) }
            entry = info.ai_next
        }
        return addresses.isEmpty ? .failure(.unknownName) : .success(addresses)
    }

    private static func address(_ info: addrinfo) -> IPAddress? {
        guard let source = info.ai_addr else { return nil }
        var storage = sockaddr_storage()
        let size = min(Int(info.ai_addrlen), MemoryLayout<sockaddr_storage>.size)
        withUnsafeMutableBytes(of: &storage) { bytes in
            bytes.copyMemory(from: UnsafeRawBufferPointer(start: source, count: size))
        }
        return SocketAddress(storage)?.ip
    }
}

/// One caller that waits for an answer or its deadline, whichever is first.
private final class Wait: @unchecked Sendable {
    // Unchecked because everything here happens on the loop's thread.
    private var continuation: CheckedContinuation<Result<[IPAddress], ResolverError>, Never>?
    private let loop: EventLoop
    private var timer: TimerToken?

    init(
        _ continuation: CheckedContinuation<Result<[IPAddress], ResolverError>, Never>,
        _ loop: EventLoop
    ) {
        self.continuation = continuation
        self.loop = loop
    }

    func start(
        _ queue: BlockingQueue<Resolver.Lookup>,
        _ host: String,
        timeoutMilliseconds: Int
    ) {
        let limit = min(max(0, timeoutMilliseconds), 3_600_000)
        timer = loop.schedule(after: limit) { self.finish(.failure(.timedOut)) }
        let lookup = Resolver.Lookup(host: host, deadline: loop.nowMilliseconds + limit) {
            [loop] result in
            loop.execute { self.finish(result) }
        }
        if !queue.push(lookup) { finish(.failure(.overloaded)) }
    }

    private func finish(_ result: Result<[IPAddress], ResolverError>) {
        if let timer { loop.cancel(timer) }
        timer = nil
        continuation?.resume(returning: result)
        continuation = nil
    }
}
