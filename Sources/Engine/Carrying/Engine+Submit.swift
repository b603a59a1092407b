internal import Canonical

extension Engine {
    /// Queues a transaction, and has observers told of its events once they are durable.
    ///
    /// Called inside the critical section, so that they are told in the order of numbers.
    func submit(_ changes: [Change]) -> CommitTicket {
        let ticket = store.submit(changes)
        watchers.announce(changes, once: ticket)
        return ticket
    }
}
