internal import Reactor

extension ServerConnection {
    /// Writes what the body appends to the loop's output buffer, in one call to the socket.
    func write(
        _ serializer: ResponseSerializer,
        _ append: (ResponseSerializer, ServerLoop, inout [UInt8]) -> Void
    ) {
        var out = shared.takeOutput()
        append(serializer, shared, &out)
        flush(out)
        shared.giveBack(&out)
    }

    /// Sends bytes of the protocol, sealed if the connection is; what does not fit is queued.
    func flush(_ bytes: [UInt8]) {
        if case .closed = phase { return }
        seal == nil ? bytes.withUnsafeBytes { push($0) } : flushSealed(bytes)
    }

    /// Sends bytes of the wire behind those that wait already.
    func push(_ bytes: UnsafeRawBufferPointer) {
        guard !bytes.isEmpty else { return }
        if let backlog { return backlog.bytes.append(contentsOf: bytes) }
        guard let count = sendToSocket(bytes) else { return close() }
        guard count < bytes.count else { return }
        backlog = Backlog(Array(bytes[count...]))
        setWriteDeadline()
    }

    /// Goes on sending when the socket takes bytes again.
    func pushBacklog(_ backlog: Backlog) {
        let written = backlog.bytes.withUnsafeBytes {
            sendToSocket(UnsafeRawBufferPointer(rebasing: $0[backlog.sent...]))
        }
        guard let count = written else { return close() }
        guard count > 0 else { return }
        backlog.sent += count
        if backlog.count == 0 {
            self.backlog = nil
            writeDeadline = .max
        } else {
            backlog.compact()
            setWriteDeadline()
        }
        afterPush()
    }

    /// How many bytes the socket took, nil when the connection is broken.
    private func sendToSocket(_ bytes: UnsafeRawBufferPointer) -> Int? {
        if case .closed = phase { return nil }
        switch Descriptor.write(socket, bytes) {
        case .bytes(let count): return count
        case .wouldBlock: return 0
        case .failed, .endOfStream: return nil
        }
    }

    private func afterPush() {
        if backlog == nil, flags.contains(.closesWhenFlushed) { return endOutput() }
        guard !isClogged else { return }
        if case .answering(let exchange) = phase {
            exchange.waitingWriter?.resume(returning: true)
            exchange.waitingWriter = nil
        }
        if case .head = phase { resume() }
    }
}

extension ServerConnection.Backlog {
    /// Lets go of what was sent, once it is much.
    fileprivate func compact() {
        guard sent > 1024 * 1024 else { return }
        bytes.removeFirst(sent)
        sent = 0
    }
}
