internal import Observability
internal import Reactor
internal import Wire

extension ServerConnection {
    /// Sends a head at once and lets a task send the body in pieces.
    ///
    /// With all places taken it is refused; at a server that drains it ends as it begins.
    func stream(_ response: HTTPResponse, _ body: HTTPBodyStream, _ exchange: Exchange) {
        exchange.place = shared.streams.take()
        guard exchange.place != nil else {
            dismiss(body)
            let error = HTTPParseError(503, "the server has all streams it may have")
            return refuse(error, exchange.head)
        }
        writeHead(response, exchange)
        guard exchange.head.method != .head else {
            dismiss(body)
            return exchange.keepsAlive ? enterHead() : linger()
        }
        guard case .head = phase else { return dismiss(body) }
        exchange.isStreaming = true
        phase = .answering(exchange)
        phaseDeadline = .max
        guard !shared.isDraining else {
            dismiss(body)
            return endStream(exchange)
        }
        let reference = Confined(exchange)
        exchange.task = Task(executorPreference: shared.loop) { [self] in
            await body.produce(HTTPBodyWriter { bytes in await self.send(bytes, reference) })
            shared.loop.runHere { self.endStream(reference.value) }
        }
    }

    private func writeHead(_ response: HTTPResponse, _ exchange: Exchange) {
        write(ResponseSerializer(exchange.head, keepsAlive: exchange.keepsAlive)) {
            serializer,
            shared,
            out in
            serializer.appendStreamHead(response, date: shared.loop.dateField, to: &out)
        }
    }

    /// Runs a body of which nothing can be sent, so that it lets go of what it holds.
    private func dismiss(_ body: HTTPBodyStream) {
        Task(executorPreference: shared.loop) {
            await body.produce(HTTPBodyWriter { _ in false })
        }.cancel()
    }

    private func send(_ bytes: [UInt8], _ exchange: Confined<Exchange>) async -> Bool {
        await withCheckedContinuation { continuation in
            shared.loop.runHere { self.append(bytes, exchange.value, continuation) }
        }
    }

    private func append(
        _ bytes: [UInt8],
        _ exchange: Exchange,
        _ writer: CheckedContinuation<Bool, Never>
    ) {
        guard isAnswering(exchange), exchange.waitingWriter == nil else {
            return writer.resume(returning: false)
        }
        write(ResponseSerializer(exchange.head, keepsAlive: exchange.keepsAlive)) {
            serializer,
            _,
            out in serializer.appendPiece(bytes, to: &out)
        }
        guard isAnswering(exchange) else { return writer.resume(returning: false) }
        if isClogged {
            exchange.waitingWriter = writer
        } else {
            writer.resume(returning: true)
        }
    }

    /// Cuts a stream short such that it is whole for the client, when the server drains.
    func concludeStream() {
        guard case .answering(let exchange) = phase, exchange.isStreaming else { return }
        endStream(exchange)
        exchange.task?.cancel()
        exchange.waitingWriter?.resume(returning: false)
        exchange.waitingWriter = nil
    }

    private func endStream(_ exchange: Exchange) {
        guard isAnswering(exchange) else { return }
        exchange.place = nil
        write(ResponseSerializer(exchange.head, keepsAlive: exchange.keepsAlive)) {
            serializer,
            _,
            out in serializer.appendStreamEnd(to: &out)
        }
        guard isAnswering(exchange) else { return }
        exchange.keepsAlive && !shared.isDraining ? enterHead() : linger()
        resume()
    }

    private func isAnswering(_ exchange: Exchange) -> Bool {
        guard case .answering(let current) = phase else { return false }
        return current === exchange
    }
}
