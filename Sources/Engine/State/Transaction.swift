internal import Canonical

/// What one step of the engine changes: collected inside the lock, committed as one.
struct Transaction {
    /// The message of the send that is being carried out, and what tells of it.
    struct Sent {
        let message: Message
        let eventSequence: Int64
        /// Where among the changes it belongs.
        let place: Int
    }

    var changes: [Change] = []
    /// The message that the command's answer names, nil when it names none.
    var answered: MessageID?
    /// That message, once an upstream told of it and nobody's endpoint hears of it: it waits for its
    /// row of the journal.
    var sent: Sent?
}

extension Transaction {
    /// Adds the row of the journal, which a message that waits for it becomes one change with.
    mutating func append(_ record: CommandRecord) {
        guard let sent else { return changes.append(.command(record)) }
        let one = SentRecord(
            message: sent.message,
            tenant: record.tenant,
            instance: record.instance,
            eventSequence: sent.eventSequence,
            commandSequence: record.sequence,
            dialect: record.dialect,
            upstream: record.upstream,
            requestID: record.requestID,
            idempotencyKey: record.idempotencyKey,
            fingerprint: record.fingerprint
        )
        changes.insert(.sent(one), at: sent.place)
        self.sent = nil
    }
}

extension Ledger {
    /// The instance if it is the caller's; another tenant's does not exist.
    func instance(for caller: Caller) throws(CommandFailure) -> Instance {
        guard let id = caller.instance, let instance = instances[id],
            instance.tenant == caller.tenant
        else { throw CommandFailure(.instanceNotFound, "Instance not found") }
        return instance
    }

    /// Replaces an instance and writes it down.
    func update(_ instance: Instance, _ transaction: inout Transaction) {
        instances[instance.id] = instance
        transaction.changes.append(.instance(instance))
    }

    /// The next number in an instance's journal.
    func nextCommand(_ instance: InstanceID) -> Int64 {
        let sequence = (commandSequences[instance] ?? 0) + 1
        commandSequences[instance] = sequence
        return sequence
    }

    /// The next number in an instance's log of events.
    func nextEvent(_ instance: InstanceID) -> Int64 {
        let sequence = (eventSequences[instance] ?? 0) + 1
        eventSequences[instance] = sequence
        return sequence
    }

    /// Appends an event to an instance's log.
    func append(
        _ payload: EventPayload,
        to instance: InstanceID,
        at moment: Timestamp,
        cause: Cause?,
        _ transaction: inout Transaction
    ) {
        let sequence = nextEvent(instance)
        let event = Event(
            sequence: sequence,
            id: EventID.make(instance: instance, sequence: sequence, at: moment),
            at: moment,
            instance: instance,
            payload: payload,
            cause: cause?.command,
            requestID: cause?.requestID
        )
        transaction.changes.append(.event(event))
        queue(event, &transaction)
    }
}
