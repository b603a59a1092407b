/// Which handler hears of which descriptor.
///
/// Each registration has a generation that travels through the kernel with the descriptor's number.
/// A number that was closed and used again within one batch of events therefore cannot bring the
/// old connection's event to the new one.
struct HandlerTable {
    private struct Entry {
        var handler: (any EventHandler)?
        var generation: UInt32
    }

    private var entries: [Entry] = []

    /// Stores the handler and returns the token to register with the kernel.
    mutating func insert(_ handler: any EventHandler, for descriptor: Int32) -> UInt64 {
        let index = Int(descriptor)
        while entries.count <= index { entries.append(Entry(handler: nil, generation: 0)) }
        entries[index].generation &+= 1
        entries[index].handler = handler
        return token(descriptor)
    }

    /// Forgets the handler; events under its token are dropped from now on.
    mutating func remove(_ descriptor: Int32) {
        let index = Int(descriptor)
        guard entries.indices.contains(index) else { return }
        entries[index].generation &+= 1
        entries[index].handler = nil
    }

    /// Forgets every handler.
    mutating func removeAll() { entries = [] }

    /// The handler an event is for, unless it has been deregistered since.
    func handler(token: UInt64) -> (any EventHandler)? {
        let index = Int(UInt32(truncatingIfNeeded: token))
        guard index < entries.count, entries[index].generation == UInt32(token >> 32) else {
            return nil
        }
        return entries[index].handler
    }

    /// The token of the current registration.
    func token(_ descriptor: Int32) -> UInt64 {
        let index = Int(descriptor)
        guard entries.indices.contains(index) else { return 0 }
        return UInt64(entries[index].generation) << 32 | UInt64(UInt32(bitPattern: descriptor))
    }

    /// Whether a handler hears of the descriptor.
    func contains(_ descriptor: Int32) -> Bool {
        let index = Int(descriptor)
        return entries.indices.contains(index) && entries[index].handler != nil
    }
}
