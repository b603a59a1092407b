/// Something that happened to an instance, numbered without gaps per instance.
///
/// A value; copies share their storage.
public struct Event: Equatable, Sendable {
    private let record: Record

    /// Makes an event.
    public init(
        sequence: Int64,
        id: String,
        at: Timestamp,
        instance: InstanceID,
        payload: EventPayload,
        cause: CommandID? = nil,
        requestID: String? = nil
    ) {
        record = Record(
            Fields(
                sequence: sequence,
                id: id,
                at: at,
                instance: instance,
                payload: payload,
                cause: cause,
                requestID: requestID
            )
        )
    }

    /// Whether two events are alike in everything.
    public static func == (left: Event, right: Event) -> Bool {
        left.record === right.record || left.record.fields == right.record.fields
    }
}

// MARK: - What is known of it

extension Event {
    /// Its number within the instance, from 1.
    public var sequence: Int64 { record.fields.sequence }

    /// Its id, the same in every delivery.
    public var id: String { record.fields.id }

    /// When it happened.
    public var at: Timestamp { record.fields.at }

    /// Whose it is.
    public var instance: InstanceID { record.fields.instance }

    /// What happened.
    public var payload: EventPayload { record.fields.payload }

    /// The command that caused it, nil when none did.
    public var cause: CommandID? { record.fields.cause }

    /// The id of the request that caused it, nil when none did.
    public var requestID: String? { record.fields.requestID }
}

// MARK: - Its storage

extension Event {
    fileprivate struct Fields: Equatable {
        let sequence: Int64
        let id: String
        let at: Timestamp
        let instance: InstanceID
        let payload: EventPayload
        let cause: CommandID?
        let requestID: String?
    }

    /// What is known, kept once: an event goes through several hands before it is stored and told.
    fileprivate final class Record: Sendable {
        let fields: Fields

        init(_ fields: Fields) { self.fields = fields }
    }
}
