import Wire

/// Compares two trees member by member, order and spelling included.
struct ExactComparison {
    /// The patterns at which only presence and type count.
    let vary: Set<String>
    private(set) var differences: [Difference] = []

    init(vary: [JSONPath]) { self.vary = Set(vary.map(\.text)) }

    mutating func compare(_ expected: JSONValue, _ actual: JSONValue, at place: Place) {
        guard expected.kind == actual.kind else {
            return note(place, "expected \(expected.excerpt), got \(actual.excerpt)")
        }
        guard !vary.contains(place.pattern) else { return }
        switch (expected, actual) {
        case (.object(let expected), .object(let actual)): members(expected, actual, at: place)
        case (.array(let expected), .array(let actual)): elements(expected, actual, at: place)
        default:
            if expected != actual {
                note(place, "expected \(expected.excerpt), got \(actual.excerpt)")
            }
        }
    }

    private mutating func members(_ expected: JSONObject, _ actual: JSONObject, at place: Place) {
        for (key, value) in expected.members {
            if let other = actual[key] {
                compare(value, other, at: place.member(key))
            } else {
                note(place.member(key), "expected \(value.excerpt), got nothing")
            }
        }
        for (key, value) in actual.members where !expected.contains(key) {
            note(place.member(key), "expected nothing, got \(value.excerpt)")
        }
        let wanted = expected.keys.filter(actual.contains)
        let found = actual.keys.filter(expected.contains)
        if wanted != found {
            let orders = [wanted, found].map { $0.joined(separator: ", ") }
            note(place, "expected the members in the order \(orders[0]), got \(orders[1])")
        }
    }

    private mutating func elements(
        _ expected: [JSONValue],
        _ actual: [JSONValue],
        at place: Place
    ) {
        if expected.count != actual.count {
            note(place, "expected \(expected.count) elements, got \(actual.count)")
        }
        for (index, pair) in zip(expected, actual).enumerated() {
            compare(pair.0, pair.1, at: place.element(index))
        }
    }

    private mutating func note(_ place: Place, _ message: String) {
        differences.append(Difference(place.text, message))
    }
}
