internal import Reactor
internal import TLS

extension ClientConnection: EventHandler {
    func ready(_ events: Readiness) {
        switch stage {
        case .connecting: connected()
        case .idle:
            if events.contains(.readable), !isAlive() { endIdle() }
        case .handshake, .exchange:
            if events.contains(.writable) { writeOutbox() }
            if events.contains(.readable) { read() }
        case .closed: break
        }
    }

    /// Whether an idle connection can be used: whatever came unasked, the end included, says no.
    ///
    /// What TLS says to itself, such as tickets for sessions, is no such thing.
    func isAlive() -> Bool {
        while stage == .idle, let raw = descriptor?.raw {
            switch Descriptor.read(raw, into: loop.scratch) {
            case .wouldBlock: return true
            case .endOfStream, .failed: return false
            case .bytes(let count):
                guard let tls else { return false }
                tls.receive(UnsafeRawBufferPointer(rebasing: loop.scratch[..<count]))
                guard tls.read(into: plaintext.bytes) == .wantsMore else { return false }
            }
        }
        return false
    }

    private func connected() {
        // The peer is compared with the address that was judged: nothing may lie between them.
        guard descriptor?.connectError() == nil, descriptor?.peerAddress() == address else {
            return end(.failure(.unreachable))
        }
        guard tls != nil else { return end(.success(nil)) }
        stage = .handshake
        arm(.handshake, ServerTimes.milliseconds(timeouts.handshake))
        shake()
    }

    private func shake() {
        guard let tls, stage == .handshake else { return }
        let progress = tls.handshake()
        sendSealed()
        guard stage == .handshake else { return }
        switch progress {
        case .wantsMore: break
        case .done: end(.success(nil))
        case .failed: end(.failure(.insecure))
        }
    }
}

extension ClientConnection {
    /// Sends plaintext.
    func write(_ bytes: [UInt8]) {
        guard let tls else {
            outbox = bytes
            return writeOutbox()
        }
        do { try bytes.withUnsafeBytes { try tls.write($0) } } catch { return broken() }
        sendSealed()
    }

    /// Queues the ciphertext that waits, and sends what the socket takes.
    private func sendSealed() {
        guard let tls else { return }
        let scratch = loop.scratch
        while true {
            let count = tls.drain(into: scratch)
            guard count > 0 else { break }
            outbox.append(contentsOf: UnsafeRawBufferPointer(rebasing: scratch[..<count]))
        }
        writeOutbox()
    }

    private func writeOutbox() {
        while sent < outbox.count, let raw = descriptor?.raw {
            let outcome = outbox.withUnsafeBytes {
                Descriptor.write(raw, UnsafeRawBufferPointer(rebasing: $0[sent...]))
            }
            switch outcome {
            case .bytes(let count):
                sent += count
                if stage == .exchange { hasWritten = true }
            case .wouldBlock: return
            // What the peer said before it went may still be read.
            case .failed, .endOfStream: return hasWritten ? stopWriting() : broken()
            }
        }
        stopWriting()
    }

    private func stopWriting() {
        outbox = []
        sent = 0
        if stage == .exchange, !hasRead, phase == .write {
            arm(.firstByte, ServerTimes.milliseconds(timeouts.firstByte))
        }
    }

    private func broken() {
        let isSetUp = stage == .exchange
        end(.failure(isSetUp ? .closed(reached: hasWritten) : .unreachable))
    }
}

extension ClientConnection {
    private func read() {
        while stage == .handshake || stage == .exchange, let raw = descriptor?.raw {
            switch Descriptor.read(raw, into: loop.scratch) {
            case .bytes(let count):
                let bytes = UnsafeRawBufferPointer(rebasing: loop.scratch[..<count])
                tls == nil ? received(bytes) : receivedSealed(bytes)
            case .wouldBlock:
                if stage == .exchange, hasRead { descriptor?.acknowledgeNow() }
                return
            case .endOfStream: return inputEnded()
            case .failed: return broken()
            }
        }
    }

    private func receivedSealed(_ bytes: UnsafeRawBufferPointer) {
        guard let tls else { return }
        tls.receive(bytes)
        if stage == .handshake { shake() }
        while stage == .exchange {
            switch tls.read(into: plaintext.bytes) {
            case .bytes(let count):
                received(UnsafeRawBufferPointer(rebasing: plaintext.bytes[..<count]))
            case .wantsMore: return sendSealed()
            case .closed: return inputEnded()
            case .failed: return broken()
            }
        }
    }

    private func received(_ bytes: UnsafeRawBufferPointer) {
        if !hasRead {
            hasRead = true
            arm(.body, ServerTimes.milliseconds(timeouts.body))
        }
        do throws(HTTPParseError) {
            try bytes.withMemoryRebound(to: UInt8.self) { (bytes) throws(HTTPParseError) in
                try reader?.take(bytes.span)
            }
            finishIfWhole()
        } catch { end(.failure(.malformed(error))) }
    }

    private func inputEnded() {
        guard stage == .exchange, hasRead else { return broken() }
        do throws(HTTPParseError) {
            try reader?.finishInput()
            finishIfWhole()
        } catch { end(.failure(.closed(reached: true))) }
    }

    private func finishIfWhole() {
        guard let response = reader?.response else { return }
        let isReusable = (reader?.keepsAlive ?? false) && outbox.isEmpty
        if !isReusable { close() }
        end(.success(response))
    }
}
