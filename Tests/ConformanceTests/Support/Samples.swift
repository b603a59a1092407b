import ConformanceKit

/// Fixtures that tests build out of the toy's.
enum Samples {
    /// The toy's reading fixture with parts of its text replaced.
    static func fixture(
        _ name: String = "toy/thing/read.1",
        _ replacements: [(part: String, replacement: String)] = []
    ) throws -> Fixture {
        let text = replacements.reduce(ToyFixtures.read) { text, pair in
            text.replacing(pair.part, with: pair.replacement)
        }
        return try Fixture(file: "\(name).json", bytes: Array(text.utf8))
    }

    /// The toy's reading fixture with a gap and why.
    static func fixture(_ gap: String, because reason: String) throws -> Fixture {
        let end = "{ \"label\": \"bear\" } }"
        return try fixture("toy/thing/read.1", [(end, "\(end), \"\(gap)\": \"\(reason)\"")])
    }
}
