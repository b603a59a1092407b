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
    /// Adds a change where it belongs.
    mutating func insert(_ change: Change, at place: Int) {
        if place == changes.count {
            changes.appendAlone(change)
        } else {
            changes.insert(change, at: place)
        }
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
        let numbering = numbering(of: instance)
        numbering.command += 1
        return numbering.command
    }

    /// Takes back a number that no row of the journal got.
    func takeBackCommand(_ instance: InstanceID) { numbering(of: instance).command -= 1 }

    /// The last numbers of an instance.
    func numbering(of instance: InstanceID) -> Numbering {
        if let lastNumbering, lastNumbering.instance == instance { return lastNumbering.numbering }
        let numbering = numberings[instance] ?? Numbering()
        numberings[instance] = numbering
        lastNumbering = (instance, numbering)
        return numbering
    }

    /// The next number in an instance's log of events.
    func nextEvent(_ instance: InstanceID) -> Int64 {
        let numbering = numbering(of: instance)
        numbering.event += 1
        return numbering.event
    }

    /// Appends an event to an instance's log, and queues it for those who hear it.
    ///
    /// `hearers` spares the look-up where they are known; nil looks them up.
    func append(
        _ payload: EventPayload,
        to instance: InstanceID,
        at moment: Timestamp,
        cause: Cause?,
        heardBy hearers: [WebhookEndpoint]? = nil,
        _ transaction: inout Transaction
    ) {
        let hearers = hearers ?? self.hearers(of: payload, from: instance)
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
        queue(event, for: hearers, &transaction)
    }
}
