/// The query of a request, percent-decoded once, in order.
public struct QueryItems: Sendable {
    /// The pairs, in order.
    public let pairs: [(name: String, value: String)]

    /// Takes decoded pairs.
    public init(_ pairs: [(name: String, value: String)] = []) { self.pairs = pairs }

    /// The first value of that name, nil when there is none.
    public subscript(_ name: String) -> String? { pairs.first { $0.name == name }?.value }

    /// The first value of that name as a whole number.
    public func int(_ name: String) throws(WireError) -> Int? {
        guard let text = self[name] else { return nil }
        guard let number = Int(text) else {
            throw WireError(.invalidValue, path: name, "\(name) must be an integer", value: text)
        }
        return number
    }

    /// The first value of that name as `true` or `false`.
    public func bool(_ name: String) throws(WireError) -> Bool {
        switch self[name] {
        case "true": return true
        case "false": return false
        case nil: throw WireError(.missing, path: name, "\(name) is required")
        case let text:
            throw WireError(
                .invalidValue,
                path: name,
                "\(name) must be true or false",
                value: text
            )
        }
    }
}
