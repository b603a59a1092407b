public import Canonical
public import Wire

extension Address: JSONRepresentable {
    /// The address in its full form: `"5511999999999@s.whatsapp.net"`.
    public var json: JSONValue { .string(jid) }

    /// Reads an address in any spelling that ``Canonical/Address/init(parsing:)`` accepts.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        guard let address = Address(parsing: try place.string()) else {
            throw place.error(expected: "an address")
        }
        self = address
    }
}

extension PhoneNumber: JSONRepresentable {
    /// The digits: `"5511999999999"`.
    public var json: JSONValue { .string(digits) }

    /// Reads a number in any spelling that ``Canonical/PhoneNumber/init(_:)`` accepts.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        guard let number = PhoneNumber(try place.string()) else {
            throw place.error(expected: "a phone number")
        }
        self = number
    }
}

extension Timestamp: JSONRepresentable {
    /// The moment in ISO 8601: `"2026-01-31T23:59:59.000Z"`.
    public var json: JSONValue { .string(iso8601) }

    /// Reads a moment in ISO 8601, UTC.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        guard let moment = Timestamp(iso8601: try place.string()) else {
            throw place.error(expected: "an ISO 8601 time in UTC")
        }
        self = moment
    }
}

extension MessageStatus: JSONRepresentable {
    /// The status's name: `"delivered"`.
    public var json: JSONValue { .string(name) }

    /// Reads a status by its name.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        let name = try place.string()
        guard let status = Self.allCases.first(where: { $0.name == name }) else {
            throw place.error(expected: "a message status")
        }
        self = status
    }
}
