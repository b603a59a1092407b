internal import Canonical

/// The sends whose end is not known: those under way, and those of which nobody knows whether they
/// were made.
struct OpenSends {
    /// A send of which nobody knows whether it was made.
    struct Doubt {
        let send: UncertainSend
        /// How often the upstream was asked.
        var attempts = 0
        /// From when on it is asked again, nil when asking is of no use.
        var askAgainAt: Timestamp?
    }

    /// What a repeat of a send is known by.
    private enum Name: Hashable {
        case reference(InstanceID, String)
        case idempotency(InstanceID, String)
    }

    /// The sends under way, by the journal's id.
    private(set) var underWay: [CommandID: SendUnderWay] = [:]
    /// The sends in doubt, by the journal's id.
    private(set) var doubts: [CommandID: Doubt] = [:]
    private var names: [Name: CommandID] = [:]

    /// Whether there is none at all.
    var isEmpty: Bool { underWay.isEmpty && doubts.isEmpty }

    /// The row of the open send with that reference.
    func record(_ instance: InstanceID, reference: String) -> CommandRecord? {
        names[.reference(instance, reference)].flatMap(record)
    }

    /// The row of the open send with that key.
    func record(_ instance: InstanceID, idempotencyKey: String) -> CommandRecord? {
        names[.idempotency(instance, idempotencyKey)].flatMap(record)
    }

    private func record(_ id: CommandID) -> CommandRecord? {
        underWay[id]?.record ?? doubts[id]?.send.record
    }

    /// A send that is under way; changes of one that is none are dropped.
    subscript(_ id: CommandID) -> SendUnderWay? {
        get { underWay[id] }
        set { if underWay[id] != nil, let newValue { underWay[id] = newValue } }
    }

    /// Takes up a send that begins.
    mutating func begin(_ send: SendUnderWay) {
        forget(send.record.id)
        underWay[send.record.id] = send
        name(send.record)
    }

    /// Takes up a send of which nobody knows whether it was made.
    mutating func doubt(_ send: UncertainSend, askAgainAt moment: Timestamp?) {
        forget(send.record.id)
        var record = send.record
        record.outcome = .unknown
        let known = UncertainSend(record: record, recipient: send.recipient, echo: send.echo)
        doubts[record.id] = Doubt(send: known, askAgainAt: moment)
        name(record)
    }

    /// Notes that an upstream was asked about a send, and when it is asked again.
    mutating func asked(_ id: CommandID, askAgainAt moment: Timestamp?) {
        doubts[id]?.attempts += 1
        doubts[id]?.askAgainAt = moment
    }

    /// Forgets a send whose end is known, or of which nothing can be known any more.
    @discardableResult
    mutating func forget(_ id: CommandID) -> SendUnderWay? {
        guard let record = record(id) else { return nil }
        for name in Self.names(record) where names[name] == id { names[name] = nil }
        doubts[id] = nil
        return underWay.removeValue(forKey: id)
    }

    /// Forgets what is in doubt of an instance that is gone; what is under way ends by itself.
    mutating func forget(_ instance: InstanceID) {
        for id in doubts.filter({ $0.value.send.record.instance == instance }).keys { forget(id) }
    }

    private mutating func name(_ record: CommandRecord) {
        for name in Self.names(record) { names[name] = record.id }
    }

    private static func names(_ record: CommandRecord) -> [Name] {
        let reference = record.clientReference.map { Name.reference(record.instance, $0) }
        let key = record.idempotencyKey.map { Name.idempotency(record.instance, $0) }
        return [reference, key].compactMap { $0 }
    }
}

extension OpenSends {
    /// The sends under way in a chat, oldest first.
    func underWay(in lane: LaneKey) -> [SendUnderWay] {
        guard !underWay.isEmpty else { return [] }
        return underWay.values.filter { $0.lane == lane }
            .sorted { $0.record.sequence < $1.record.sequence }
    }

    /// The sends in doubt of an instance, oldest first.
    func doubts(of instance: InstanceID) -> [UncertainSend] {
        guard !doubts.isEmpty else { return [] }
        return doubts.values.map(\.send).filter { $0.record.instance == instance }
            .sorted { $0.record.sequence < $1.record.sequence }
    }

    /// The sends in doubt that it makes sense to ask about, oldest first.
    func due(_ now: Timestamp) -> [UncertainSend] {
        doubts.values.filter { doubt in doubt.askAgainAt.map { $0 <= now } ?? false }.map(\.send)
            .sorted { $0.record.receivedAt < $1.record.receivedAt }
    }

    /// The sends under way on a way.
    func underWay(on leg: LegKey) -> Set<CommandID> {
        let found = underWay.values.filter { send in
            send.record.instance == leg.instance && send.record.upstream == leg.upstream
        }
        return Set(found.map(\.record.id))
    }
}
