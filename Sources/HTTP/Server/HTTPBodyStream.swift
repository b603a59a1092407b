/// A body that is produced in pieces while it is sent.
public struct HTTPBodyStream: Sendable {
    let produce: @Sendable (HTTPBodyWriter) async -> Void

    /// Makes a body out of a task, which runs on the connection's loop; its return is the end.
    ///
    /// It is run once for each answer, also where none of it can be sent: then every write fails.
    /// The task is cancelled when the client is gone or the server drains; a client that ends its
    /// half of the connection while the answer is on its way counts as gone.
    public init(_ produce: @escaping @Sendable (HTTPBodyWriter) async -> Void) {
        self.produce = produce
    }
}

/// Where the pieces of a body go.
public struct HTTPBodyWriter: Sendable {
    let send: @Sendable ([UInt8]) async -> Bool

    /// Sends a piece, and waits while the client has too many bytes left to read.
    ///
    /// False means that the answer is over, most often because the client is gone: nothing more
    /// will arrive.
    @discardableResult
    public func write(_ bytes: [UInt8]) async -> Bool { await send(bytes) }
}
