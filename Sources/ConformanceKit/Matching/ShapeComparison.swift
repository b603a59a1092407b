import Wire

/// Compares the members that are shown, by type, and the fixed ones by value too.
struct ShapeComparison {
    /// The patterns at which the value counts.
    let fixed: Set<String>
    private(set) var differences: [Difference] = []

    init(fixed: [JSONPath]) { self.fixed = Set(fixed.map(\.text)) }

    mutating func compare(_ expected: JSONValue, _ actual: JSONValue, at place: Place) {
        guard expected.kind == actual.kind else {
            return note(place, "expected a value of type \(expected.kind), got \(actual.excerpt)")
        }
        if fixed.contains(place.pattern), expected != actual {
            return note(place, "expected \(expected.excerpt), got \(actual.excerpt)")
        }
        switch (expected, actual) {
        case (.object(let expected), .object(let actual)): members(expected, actual, at: place)
        case (.array(let expected), .array(let actual)): elements(expected, actual, at: place)
        default: break
        }
    }

    private mutating func members(_ expected: JSONObject, _ actual: JSONObject, at place: Place) {
        for (key, value) in expected.members {
            if let other = actual[key] {
                compare(value, other, at: place.member(key))
            } else {
                note(place.member(key), "expected a value of type \(value.kind), got nothing")
            }
        }
    }

    private mutating func elements(
        _ expected: [JSONValue],
        _ actual: [JSONValue],
        at place: Place
    ) {
        guard let shape = expected.first else { return }
        if actual.isEmpty { note(place, "expected at least one element, got none") }
        for (index, value) in actual.enumerated() {
            compare(shape, value, at: place.element(index))
        }
    }

    private mutating func note(_ place: Place, _ message: String) {
        differences.append(Difference(place.text, message))
    }
}
