internal import Canonical
internal import CanonicalJSON
internal import Engine
internal import Wire

/// What few sends have, kept in two columns of JSON.
///
/// A member that is absent or null says nothing.
struct SentDetails {
    private enum Key: String {
        case clientReference = "client_reference"
        case idempotencyKey = "idempotency_key"
        case fingerprint
        case quoted
        case isForwarded = "is_forwarded"
        case clientSource = "client_source"
    }

    let clientReference: String?
    let idempotencyKey: String?
    let fingerprint: UInt64?
    let quoted: Quote?
    let isForwarded: Bool
    let clientSource: String?

    /// What a later request may find a send by, nil when there is none of it.
    ///
    /// `{"client_reference"?,"idempotency_key"?,"fingerprint"?}`; the fingerprint's bits are those of
    /// a signed number.
    static func reference(of sent: SentRecord) -> JSONValue? {
        let reference = sent.message.clientReference
        guard reference != nil || sent.idempotencyKey != nil || sent.fingerprint != nil else {
            return JSONValue?.none
        }
        var object = JSONObject()
        object[Key.clientReference.rawValue] = reference.map(JSONValue.string)
        object[Key.idempotencyKey.rawValue] = sent.idempotencyKey.map(JSONValue.string)
        object[Key.fingerprint.rawValue] = sent.fingerprint.map {
            .number(JSONNumber(Int64(bitPattern: $0)))
        }
        return .object(object)
    }

    /// `{"quoted"?,"is_forwarded"?,"client_source"?}` of a message; nil when there is none of it.
    static func extras(of message: Message) -> JSONValue? {
        let source = message.clientSource
        guard message.isForwarded || message.quoted != nil || source != nil else {
            return JSONValue?.none
        }
        var object = JSONObject()
        object[Key.quoted.rawValue] = message.quoted?.json
        if message.isForwarded { object[Key.isForwarded.rawValue] = .bool(true) }
        object[Key.clientSource.rawValue] = source.map(JSONValue.string)
        return .object(object)
    }

    /// Reads the two columns.
    init(row: inout Row) throws(StoreError) {
        let reference = try row.optionalJSON()
        let extras = try row.optionalJSON()
        do throws(CanonicalJSONError) {
            let reference = reference.map { JSONPlace($0, path: "reference") }
            let extras = extras.map { JSONPlace($0, path: "extras") }
            clientReference = try reference?.optionalString(Key.clientReference.rawValue)
            idempotencyKey = try reference?.optionalString(Key.idempotencyKey.rawValue)
            fingerprint = try reference?.optional(Key.fingerprint.rawValue)?.int().bits
            quoted = try extras?.optionalRead(Key.quoted.rawValue)
            isForwarded = try extras?.flag(Key.isForwarded.rawValue) ?? false
            clientSource = try extras?.optionalString(Key.clientSource.rawValue)
        } catch {
            throw StoreError(unreadable: error)
        }
    }
}

extension Int {
    /// The same bits without a sign.
    fileprivate var bits: UInt64 { UInt64(bitPattern: Int64(self)) }
}
