internal import Canonical

/// Echoes that come before the answer to their send, and a gateway that ends in between.
extension Engine {
    /// Writes down which message a send under way seems to have become.
    ///
    /// The echo is kept in the same transaction, so it never comes again as something new: without
    /// the row, a crash now would leave the send in doubt for good.
    func note(
        _ message: MessageID,
        of send: SendUnderWay,
        _ ledger: Ledger,
        _ transaction: inout Transaction
    ) {
        var record = send.record
        record.message = message
        ledger.remote.open[record.id]?.record = record
        transaction.changes.append(.command(record))
    }

    /// Ends the doubts about sends whose echo was kept before a crash.
    func settleTold() async {
        let told = ledger.withLock { ledger in
            ledger.remote.open.doubts.values.map(\.send).filter { $0.record.message != nil }
        }
        for doubt in told.prefix(64) { await settleTold(doubt) }
    }

    private func settleTold(_ doubt: UncertainSend) async {
        var record = doubt.record
        guard store.isWritable, let id = record.message,
            let message = (try? await store.message(id, of: record.instance)) ?? nil
        else { return }
        record.outcome = .succeeded
        let settled = record
        ledger.withLock { ledger in
            guard ledger.remote.open.doubts[settled.id] != nil else { return }
            ledger.remote.open.forget(settled.id)
            if settled.clientReference != nil || settled.idempotencyKey != nil {
                ledger.references.remember(settled, message: message)
            }
            _ = submit([
                .command(settled), .sendSettled(settled.instance, sequence: settled.sequence),
            ])
        }
    }
}
