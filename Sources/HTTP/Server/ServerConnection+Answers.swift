internal import Observability
internal import Reactor
internal import Wire

extension ServerConnection {
    /// Sends a whole answer, and gets ready for the next request or for the end.
    func send(_ response: HTTPResponse, _ head: HTTPRequestHead, keepsAlive: Bool) {
        let serializer = ResponseSerializer(head, keepsAlive: keepsAlive)
        if ResponseCompression.concerns(response) {
            write(shared.compression.apply(response, head), serializer)
        } else {
            write(response, serializer)
        }
        keepsAlive ? enterHead() : linger()
    }

    private func write(_ response: HTTPResponse, _ serializer: ResponseSerializer) {
        write(serializer) { serializer, shared, out in
            serializer.append(response, date: shared.loop.dateField, to: &out)
        }
    }

    /// Answers what broke a rule in the handler's words, and ends the connection.
    func refuse(_ error: HTTPParseError, _ head: HTTPRequestHead?) {
        shared.statistics.refused.add()
        var response = shared.handler.refuse(
            status: error.status,
            reason: error.reason,
            head: head
        )
        response.status = error.status
        response.complete()
        send(response, head ?? Self.unknown, keepsAlive: false)
    }

    /// Stands for a request of which not even the first line was understood.
    private static let unknown = HTTPRequestHead(method: .get, path: "")

    /// Answers `100 Continue`: the body may come.
    func sendContinue() { flush(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }

    /// Lets a task make the answer; it runs on the loop and comes back to it.
    func start(_ work: @escaping @Sendable () async -> HTTPResponse, _ exchange: Exchange) {
        let reference = Confined(exchange)
        exchange.task = Task(executorPreference: shared.loop) { [self] in
            let response = await work()
            shared.loop.runHere { self.finish(reference.value, response) }
        }
    }

    /// Sends one of the exchange's answers once it is decided which, in a turn of the loop.
    func settle(
        _ exchange: Exchange,
        _ decide: @Sendable (_ decided: @escaping @Sendable (Bool) -> Void) -> Void
    ) {
        let reference = Confined(exchange)
        decide { [self] wentWell in
            // What is decided already is told from in here, where the request's bytes are still read.
            if shared.loop.isCurrent, !shared.isReading {
                finish(reference.value, wentWell)
            } else {
                shared.loop.execute { self.finish(reference.value, wentWell) }
            }
        }
    }

    private func finish(_ exchange: Exchange, _ wentWell: Bool) {
        guard let answers = exchange.answers else { return }
        exchange.answers = nil
        finish(exchange, wentWell ? answers.response : answers.otherwise())
    }

    private func finish(_ exchange: Exchange, _ response: HTTPResponse) {
        guard case .answering(let current) = phase, current === exchange else { return }
        phase = .head
        send(response, exchange.head, keepsAlive: exchange.keepsAlive && !shared.isDraining)
        resume()
    }

    /// Gives up on an answer that took too long.
    func abandon(_ exchange: Exchange) {
        exchange.task?.cancel()
        guard !exchange.isStreaming else { return reset() }
        refuse(HTTPParseError(504, "the request took too long"), exchange.head)
    }

    /// Goes on reading after an answer that was waited for.
    func resume() {
        readStored()
        pump()
        if flags.contains(.inputEnded) { finishInput() }
    }
}

/// Carries what belongs to a loop through a task that comes back to that loop.
// Unchecked because the value is only taken out on the loop it belongs to.
struct Confined<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}

extension HTTPResponse {
    /// Adds the fields that refusals of some statuses must have.
    fileprivate mutating func complete() {
        let names = Set(fields.map { $0.name.lowercased() })
        if status == 405, !names.contains("allow") {
            fields.append(HTTPField("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"))
        }
        if status == 503, !names.contains("retry-after") {
            fields.append(HTTPField("Retry-After", "1"))
        }
    }
}

extension EventLoop {
    /// Runs the closure on the loop: now if the caller is there already, else in its turn.
    func runHere(_ work: @escaping @Sendable () -> Void) {
        isCurrent ? work() : execute(work)
    }
}
