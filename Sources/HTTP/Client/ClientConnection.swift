internal import Reactor
internal import TLS
internal import Wire

/// One connection to somebody else's server: opened, used for one request at a time, kept, closed.
// Unchecked because every member is reached only on the thread of `loop`: events and timers come from
// there, and the pool's tasks run there.
final class ClientConnection: @unchecked Sendable {
    /// What happens on the connection.
    enum Stage {
        case connecting
        case handshake
        case idle
        case exchange
        case closed
    }

    typealias Outcome = Result<IncomingResponse?, HTTPClientError>

    let loop: EventLoop
    let address: SocketAddress
    let plaintext: PlaintextBuffer
    let tls: TLSConnection?
    var descriptor: Descriptor?
    var stage = Stage.connecting
    var outbox: [UInt8] = []
    var sent = 0
    var reader: ResponseReader?
    /// Whether a byte of the present request was given to the socket.
    var hasWritten = false
    /// Whether a byte came in answer to the present request.
    var hasRead = false
    /// Who waits for the stage's end.
    var waiter: CheckedContinuation<Outcome, Never>?
    /// Told when an idle connection ends.
    var whenIdleEnds: (() -> Void)?
    let timer = TimerNode()
    /// Until when everything must be done, in the loop's milliseconds.
    var deadline = Int.max
    var phase = HTTPClientError.Phase.connect
    var timeouts = ClientTimeouts()

    init(
        _ loop: EventLoop,
        _ descriptor: consuming Descriptor,
        address: SocketAddress,
        plaintext: PlaintextBuffer,
        tls: TLSConnection?
    ) {
        self.loop = loop
        self.descriptor = consume descriptor
        self.address = address
        self.plaintext = plaintext
        self.tls = tls
    }

    /// Waits until the connection can be used.
    func open(within milliseconds: Int, deadline: Int, _ timeouts: ClientTimeouts) async -> Outcome
    {
        self.deadline = deadline
        self.timeouts = timeouts
        timer.action = { [unowned self] in timedOut() }
        return await wait { [self] in
            guard let raw = descriptor?.raw else { return end(.failure(.unreachable)) }
            do { try loop.register(raw, .connection, self) } catch {
                return end(.failure(.unreachable))
            }
            arm(.connect, milliseconds)
        }
    }

    /// Sends a request and waits for its answer.
    func exchange(_ request: OutgoingRequest, _ limits: Limits, deadline: Int) async -> Outcome {
        guard stage == .idle else { return .failure(.closed(reached: false)) }
        let bytes = begin(request, limits, deadline: deadline)
        return await wait { [self] in
            arm(.write, ServerTimes.milliseconds(timeouts.write))
            write(bytes)
        }
    }

    /// Prepares to read the request's answer, and gives the request's bytes.
    ///
    /// Never inlined: what it holds for a moment would lie in the frame of a task that waits.
    @inline(never)
    private func begin(_ request: OutgoingRequest, _ limits: Limits, deadline: Int) -> [UInt8] {
        stage = .exchange
        self.deadline = deadline
        timeouts = request.timeouts
        hasWritten = false
        hasRead = false
        reader = ResponseReader(
            isHead: request.method == .head,
            acceptsGzip: request.acceptsGzip,
            limit: request.responseLimit,
            cutsBody: request.cutsResponse,
            limits: limits
        )
        return request.serialized()
    }

    /// Waits for the end of what the body begins; a cancelled task ends it as well.
    private func wait(_ begin: @escaping () -> Void) async -> Outcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiter = continuation
                begin()
            }
        } onCancel: {
            loop.execute { [self] in
                if waiter != nil { end(.failure(.cancelled(reached: hasWritten))) }
            }
        }
    }

    /// Ends the stage: a failure closes the connection, an answer leaves it idle.
    func end(_ outcome: Outcome) {
        loop.disarm(timer)
        var outcome = outcome
        if case .failure(let error) = outcome {
            close()
            if let part = reader?.part(despite: error) { outcome = .success(part) }
        } else if stage != .closed {
            stage = .idle
        }
        reader = nil
        let waiter = self.waiter
        self.waiter = nil
        waiter?.resume(returning: outcome)
    }

    /// Gives the phase so many milliseconds, or what is left of the whole time.
    func arm(_ phase: HTTPClientError.Phase, _ milliseconds: Int) {
        self.phase = phase
        loop.arm(timer, after: min(milliseconds, deadline - loop.nowMilliseconds))
    }

    private func timedOut() {
        guard stage == .idle else { return end(.failure(.timedOut(phase))) }
        endIdle()
    }

    /// Ends a connection that nobody uses.
    func endIdle() {
        close()
        whenIdleEnds?()
        whenIdleEnds = nil
    }

    /// Closes at once; closing twice changes nothing.
    func close() {
        guard stage != .closed else { return }
        stage = .closed
        outbox = []
        sent = 0
        loop.disarm(timer)
        timer.action = nil
        if let raw = descriptor?.raw { loop.deregister(raw) }
        descriptor = nil
    }
}
