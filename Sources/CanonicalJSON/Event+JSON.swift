public import Canonical
public import Wire

extension Event: JSONRepresentable {
    /// `{"seq","id","kind","at","instance","payload","cause"}`, the cause `null` when there is none.
    public var json: JSONValue {
        [
            "seq": .number(JSONNumber(sequence)),
            "id": .string(id),
            "kind": .string(payload.kind),
            "at": at.json,
            "instance": .string(instance.text),
            "payload": payload.json,
            "cause": cause.map { .string($0.text) } ?? .null,
        ]
    }

    /// Reads an event.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            sequence: Int64(try place.member("seq").int()),
            id: try place.string("id"),
            at: try place.read("at"),
            instance: InstanceID(try place.string("instance")),
            payload: try EventPayload(kind: place.member("kind"), at: place.member("payload")),
            cause: try place.optionalString("cause").map { CommandID($0) }
        )
    }
}
