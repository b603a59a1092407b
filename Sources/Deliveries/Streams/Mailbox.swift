internal import Observability

/// What waits to be sent on one stream: bounded, so that a client that does not read costs no more.
final class Mailbox: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var documents = 0
        var isEnded = false
        var reader: CheckedContinuation<[UInt8]?, Never>?
    }

    private let state = Lock(State())
    private let documentLimit: Int
    private let byteLimit: Int

    init(documents: Int, bytes: Int) {
        documentLimit = documents
        byteLimit = bytes
    }

    /// Adds a frame; false when the stream is over, which it is as well when the frame has no place.
    func put(_ frame: [UInt8]) -> Bool {
        change { state in
            guard !state.isEnded else { return false }
            guard state.documents < documentLimit, state.bytes.count + frame.count <= byteLimit
            else {
                state.bytes = []
                state.isEnded = true
                return false
            }
            state.bytes += frame
            state.documents += 1
            return true
        }
    }

    /// Adds a frame that is of no use behind others.
    func putIfEmpty(_ frame: [UInt8]) {
        _ = change { state in
            if !state.isEnded, state.bytes.isEmpty { state.bytes = frame }
            return true
        }
    }

    /// Lets nothing more in; what waits is still read.
    func end() {
        _ = change { state in
            state.isEnded = true
            return true
        }
    }

    /// Everything that waits, as soon as there is something; nil at the end.
    ///
    /// For one reader at a time. Cancelling its task ends the mailbox.
    func next() async -> [UInt8]? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                _ = change { state in
                    state.reader = continuation
                    return true
                }
            }
        } onCancel: {
            end()
        }
    }

    /// Changes the state, and hands the reader what there is then.
    private func change(_ body: (inout State) -> Bool) -> Bool {
        let (outcome, reader, bytes) = state.withLock { state in
            let outcome = body(&state)
            guard let reader = state.reader, state.isEnded || !state.bytes.isEmpty else {
                return (outcome, CheckedContinuation<[UInt8]?, Never>?.none, [UInt8]?.none)
            }
            let bytes: [UInt8]? = state.bytes.isEmpty ? nil : state.bytes
            state.reader = nil
            state.bytes = []
            state.documents = 0
            return (outcome, reader, bytes)
        }
        reader?.resume(returning: bytes)
        return outcome
    }
}
