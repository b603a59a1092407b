internal import Glibc

/// An open file descriptor, closed exactly once when its owner lets go of it.
public struct Descriptor: ~Copyable, Sendable {
    /// The number, valid while this value lives.
    public let raw: Int32

    /// Takes ownership of an open descriptor.
    public init(owning raw: Int32) { self.raw = raw }

    /// Takes ownership of a call's result, or tells why the call failed.
    init(checking result: Int32, _ operation: String) throws(ReactorError) {
        guard result >= 0 else { throw ReactorError.last(operation) }
        raw = result
    }

    deinit { _ = Glibc.close(raw) }

    /// Closes now.
    public consuming func close() {}

    /// Gives the number away without closing it.
    public consuming func release() -> Int32 {
        let raw = raw
        discard self
        return raw
    }
}

/// How a read or a write on a descriptor that does not block came out.
public enum Transfer: Equatable, Sendable {
    /// So many bytes were moved, at least one unless the caller offered none.
    case bytes(Int)
    /// The peer has finished writing; reads only.
    case endOfStream
    /// Nothing can be moved now: wait for readiness.
    case wouldBlock
    /// The connection is broken; the error number tells how.
    case failed(code: Int32)
}
