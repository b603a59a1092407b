internal import Canonical

/// What one step of the engine changes: collected inside the lock, committed as one.
struct Transaction {
    var changes: [Change] = []
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

    /// Appends an event to an instance's log.
    func append(
        _ payload: EventPayload,
        to instance: InstanceID,
        at moment: Timestamp,
        cause: Cause?,
        _ transaction: inout Transaction
    ) {
        let sequence = (eventSequences[instance] ?? 0) + 1
        eventSequences[instance] = sequence
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
