internal import Canonical
internal import Engine

/// What sends and receipts insert: held back, so that the rows of a table are inserted together.
///
/// Rows of one table keep their order. What reads one of the tables, or ends the transaction, must
/// flush first.
final class SendRows {
    private let numbers: InstanceNumbers
    private let deliveries: DeliveryStatements
    private let known: KnownSends
    private let origins: Origins
    private let sends: RowGroup<SentRow>
    private let receipts: RowGroup<ReceiptRow>
    private let progress: RowGroup<ProgressRow>
    private let commands: RowGroup<CommandRecord>
    private let messages: RowGroup<Message>
    private let events: RowGroup<Event>
    private let runs: RowGroup<Run>
    // Unchecked because one thread alone uses them, and nothing that it calls meanwhile comes back.
    @exclusivity(unchecked) private var sendRuns = RunRows()
    @exclusivity(unchecked) private var receiptRuns = RunRows()
    /// They need their events' rows.
    private var waitingDeliveries: [OutboxEntry] = []

    init(
        _ connection: Connection,
        numbers: InstanceNumbers,
        deliveries: DeliveryStatements
    ) throws(StoreError) {
        self.numbers = numbers
        self.deliveries = deliveries
        known = try KnownSends(connection)
        origins = try Origins(connection)
        sends = try RowGroup(connection)
        receipts = try RowGroup(connection)
        progress = try RowGroup(connection)
        commands = try RowGroup(connection)
        messages = try RowGroup(connection)
        events = try RowGroup(connection)
        runs = try RowGroup(connection)
    }

    /// Adds a send, or says that it must be written down by its parts: its message's id is not such
    /// that it can have a row of its own.
    func add(_ sent: SentRecord) throws(StoreError) -> Bool {
        guard let send = SendNumber(sent.message.id), try known.precede(send) else { return false }
        let instance = try numbers.number(of: sent.instance)
        let origin = try origins.number(of: sent, instance: instance)
        known.note(send, of: instance)
        if sendRuns.isFull { try add(sendRuns.take()) }
        sendRuns.add(
            send.value,
            of: instance,
            event: sent.eventSequence,
            command: sent.commandSequence
        )
        try sends.add(SentRow(sent: sent, number: send, origin: origin), instance: instance)
        return true
    }

    /// Adds a sign of progress, or says that it must be written down by its parts: it is not that of
    /// a send with a row of its own.
    func add(_ progress: ProgressRecord) throws(StoreError) -> Bool {
        let instance = try numbers.number(of: progress.instance)
        guard let send = try number(of: progress.message, in: instance) else { return false }
        guard try known.isNextSigned(send) else {
            try self.progress.add(ProgressRow(progress: progress, send: send), instance: instance)
            return true
        }
        known.noteSigned(send)
        if receiptRuns.isFull { try add(receiptRuns.take()) }
        receiptRuns.add(send.value, of: instance, event: progress.sequence)
        try receipts.add(ReceiptRow(progress: progress, send: send), instance: instance)
        return true
    }

    /// The number of the row that an instance's message has as a send, nil when it has none.
    func number(of message: MessageID, in instance: Int64) throws(StoreError) -> SendNumber? {
        guard let send = SendNumber(message), try known.contain(send, of: instance) else {
            return nil
        }
        return send
    }

    /// Adds a row of the journal, or replaces it.
    func add(_ record: CommandRecord) throws(StoreError) {
        try commands.add(record, instance: numbers.number(of: record.instance))
    }

    /// Adds a message to an instance's view, or replaces it.
    func add(_ message: Message, of owner: InstanceID) throws(StoreError) {
        try messages.add(message, instance: numbers.number(of: owner))
    }

    /// Adds an event.
    func add(_ event: Event) throws(StoreError) {
        try events.add(event, instance: numbers.number(of: event.instance))
    }

    /// Adds a delivery of an event that was added before, or is there.
    func add(_ entry: OutboxEntry) { waitingDeliveries.append(entry) }

    /// Inserts the messages that wait.
    func flushMessages() throws(StoreError) {
        try sends.flush()
        try messages.flush()
    }

    /// Inserts all that waits, and the runs, which until then can grow; before the transaction ends,
    /// and before anything looks for rows by their events.
    func finish() throws(StoreError) {
        try add(sendRuns.take())
        try add(receiptRuns.take())
        try runs.flush()
        try flush()
    }

    /// Inserts all that waits but the runs.
    func flush() throws(StoreError) {
        try sends.flush()
        try receipts.flush()
        try progress.flush()
        try commands.flush()
        try messages.flush()
        try events.flush()
        for entry in waitingDeliveries { try deliveries.queue(entry) }
        waitingDeliveries.removeAll(keepingCapacity: true)
    }

    /// Forgets what waits, when its transaction is rolled back.
    func forget() {
        known.forget()
        origins.forget()
        sendRuns = RunRows()
        receiptRuns = RunRows()
        runs.forget()
        sends.forget()
        receipts.forget()
        progress.forget()
        commands.forget()
        messages.forget()
        events.forget()
        waitingDeliveries = []
    }

    private func add(_ gathered: [Run]) throws(StoreError) {
        for run in gathered { try runs.add(run, instance: run.instance) }
    }
}
