public import Wire

/// Has one canonical JSON form, the same in the store and in the control API.
///
/// Writing and reading back gives an equal value. Members that are nil or at their default may be
/// left out; unknown members are ignored; an absent member and `null` mean the same.
public protocol JSONRepresentable: Sendable {
    /// The canonical form.
    var json: JSONValue { get }

    /// Reads the canonical form, throwing with the path of the first member that cannot be.
    init(reading place: JSONPlace) throws(CanonicalJSONError)
}

extension JSONRepresentable {
    /// Reads the canonical form of a whole text; see ``init(reading:)``.
    public init(json: JSONValue) throws(CanonicalJSONError) {
        try self.init(reading: JSONPlace(json))
    }
}
