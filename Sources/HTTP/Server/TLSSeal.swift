internal import Observability
internal import Reactor
internal import TLS

/// The TLS layer of one of the server's connections.
final class TLSSeal {
    let connection: TLSConnection

    /// Makes the serving end; nil when memory ran out.
    init?(_ context: TLSContext) {
        guard let connection = try? TLSConnection(serving: context) else { return nil }
        self.connection = connection
    }
}

extension ServerConnection {
    /// Takes ciphertext that came: finishes the handshake, then reads the plaintext in it.
    func arrivedSealed(_ bytes: UnsafeRawBufferPointer) {
        guard let seal else { return }
        seal.connection.receive(bytes)
        if case .handshake = phase, !shake(seal.connection) { return }
        readSealed(seal.connection)
    }

    /// Goes on with the handshake; true once it is done.
    private func shake(_ connection: TLSConnection) -> Bool {
        let progress = connection.handshake()
        pushSealed()
        switch progress {
        case .wantsMore: return false
        case .failed:
            shared.statistics.refused.add()
            close()
            return false
        case .done:
            if case .closed = phase { return false }
            phase = .head
            setPhaseDeadline(shared.times.head)
            return true
        }
    }

    private func readSealed(_ connection: TLSConnection) {
        while true {
            if case .closed = phase { return }
            switch connection.read(into: shared.plaintext.bytes) {
            case .bytes(let count):
                let bytes = UnsafeRawBufferPointer(rebasing: shared.plaintext.bytes[..<count])
                bytes.withMemoryRebound(to: UInt8.self) { received($0.span) }
            case .wantsMore: return pushSealed()
            case .closed: return finishInput()
            case .failed:
                pushSealed()
                return close()
            }
        }
    }

    /// Sends plaintext, sealed.
    func flushSealed(_ bytes: [UInt8]) {
        do { try bytes.withUnsafeBytes { try seal?.connection.write($0) } } catch { return close() }
        pushSealed()
    }

    /// Says that nothing more will be sent, as TLS says it.
    func sealEnd() {
        guard let seal else { return }
        seal.connection.close()
        pushSealed()
    }

    /// Sends the ciphertext that waits, through the loop's buffer, which nobody else is using: what
    /// was read into it is in the TLS layer by now.
    private func pushSealed() {
        guard let seal else { return }
        let scratch = shared.loop.scratch
        while true {
            let count = seal.connection.drain(into: scratch)
            guard count > 0 else { return }
            push(UnsafeRawBufferPointer(rebasing: scratch[..<count]))
            if case .closed = phase { return }
            // What did not fill the room was the last.
            if count < scratch.count { return }
        }
    }
}
