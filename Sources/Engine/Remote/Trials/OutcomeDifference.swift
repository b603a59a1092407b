internal import Canonical

/// One place at which two outcomes say different things.
struct OutcomeDifference: Equatable, Sendable {
    /// Where, in dotted form; `result` for the whole.
    let path: String
    /// What the primary upstream gave, bounded.
    let primary: String
    /// What the candidate gave, bounded.
    let candidate: String

    private static let valueBytes = 120

    init(_ path: String, _ primary: String?, _ candidate: String?) {
        self.path = path
        self.primary = Self.bounded(primary ?? "absent")
        self.candidate = Self.bounded(candidate ?? "absent")
    }

    private static func bounded(_ value: String) -> String {
        String(decoding: value.utf8.prefix(valueBytes), as: UTF8.self)
    }

    /// Where two results differ.
    static func between<Outcome>(
        _ one: Result<Outcome, CommandFailure>,
        _ other: Result<Outcome, CommandFailure>
    ) -> [OutcomeDifference] {
        switch (one, other) {
        case (.success(let one), .success(let other)):
            between(OutcomeLeaves(of: one).values, OutcomeLeaves(of: other).values)
        case (.failure(let one), .failure(let other)):
            one.code == other.code
                ? [] : [OutcomeDifference("result", one.code.rawValue, other.code.rawValue)]
        case (.success, .failure(let other)):
            [OutcomeDifference("result", "success", other.code.rawValue)]
        case (.failure(let one), .success):
            [OutcomeDifference("result", one.code.rawValue, "success")]
        }
    }

    /// Where two losses of the same command differ.
    static func between(
        losses one: Result<[Loss], CommandFailure>,
        and other: Result<[Loss], CommandFailure>
    ) -> [OutcomeDifference] {
        switch (one, other) {
        case (.success(let one), .success(let other)):
            let kinds = { (losses: [Loss]) in
                Dictionary(
                    losses.map { ("losses.\($0.path)", $0.kind.rawValue) },
                    uniquingKeysWith: { first, _ in first }
                )
            }
            return between(kinds(one), kinds(other))
        default: return between(one.map { _ in 0 }, other.map { _ in 0 })
        }
    }

    private static func between(
        _ one: [String: String],
        _ other: [String: String]
    ) -> [OutcomeDifference] {
        Set(one.keys).union(other.keys).sorted().compactMap { path in
            one[path] == other[path]
                ? nil : OutcomeDifference(path, one[path], other[path])
        }
    }
}
