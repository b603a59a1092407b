internal import Canonical
internal import CanonicalJSON
internal import Engine

extension Event: InsertableRow {
    /// The columns that ``init(row:)`` reads, of the events `e` and the number's table `n`.
    static let columns = "e.sequence, e.id, e.at, n.id, e.kind, e.payload, e.cause, e.request_id"

    static let insertion = Insertion(
        into: "events",
        columns: "instance, sequence, id, at, kind, payload, cause, request_id"
    )

    func bind(_ binder: inout Binder, instance number: Int64) {
        let payload = payload
        binder.int(number)
        binder.int(sequence)
        binder.text(id)
        binder.time(at)
        binder.text(payload.kind)
        binder.json(serialized: payload.serialized)
        binder.text(cause?.text)
        binder.text(requestID)
    }

    init(row: inout Row) throws(StoreError) {
        self.init(
            sequence: row.int(),
            id: row.text(),
            at: row.time(),
            instance: InstanceID(row.text()),
            payload: try EventPayload(row: &row),
            cause: row.optionalText().map { CommandID($0) },
            requestID: row.optionalText()
        )
    }
}

extension EventPayload {
    fileprivate init(row: inout Row) throws(StoreError) {
        let kind = row.text()
        let json = try row.json()
        do throws(CanonicalJSONError) {
            try self.init(kind: kind, json: json)
        } catch {
            throw StoreError(unreadable: error)
        }
    }
}
