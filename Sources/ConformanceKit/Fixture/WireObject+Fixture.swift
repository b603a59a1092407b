import DialectKit
import Wire

/// Readers that refuse what a fixture may not hold.
extension WireObject {
    /// Throws when there is a member that is not among the known ones.
    func refuseMembers(except known: String...) throws(WireError) {
        for key in json.keys where !known.contains(key) {
            throw WireError(.invalidValue, path: path(of: key), "is not known here")
        }
    }

    /// The number in a member that must be there.
    func int(_ key: String) throws(WireError) -> Int {
        guard let number = try optionalInt(key) else { throw missing(key) }
        return number
    }

    /// One of an enumeration's values in a member that must be there.
    func choice<Choice: RawRepresentable<String>>(
        _ key: String,
        _ type: Choice.Type
    ) throws(WireError) -> Choice {
        let text = try string(key)
        guard let choice = Choice(rawValue: text) else {
            throw invalid(key, "cannot be \(text)")
        }
        return choice
    }

    /// The objects in a member, none when it is absent.
    func optionalObjects(_ key: String) throws(WireError) -> [WireObject] {
        has(key) ? try objects(key) : []
    }

    /// The texts in a member that is an object, in order; none when it is absent.
    func pairs(_ key: String) throws(WireError) -> [(name: String, value: String)] {
        guard let object = try optionalObject(key) else { return [] }
        var pairs: [(name: String, value: String)] = []
        for name in object.json.keys { pairs.append((name, try object.string(name))) }
        return pairs
    }

    /// The paths in a member that is an array of texts; none when it is absent.
    func paths(_ key: String) throws(WireError) -> [JSONPath] {
        var paths: [JSONPath] = []
        for text in try optionalStrings(key) ?? [] {
            guard let path = JSONPath(text) else { throw invalid(key, "has no path \(text)") }
            paths.append(path)
        }
        return paths
    }
}
