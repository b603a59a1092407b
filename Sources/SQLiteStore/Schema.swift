internal import Engine

/// The tables, as the steps that lead to them from the first release's, and as they are now.
///
/// Steps are only ever appended: a file at version n has seen the first n of them, or was new and
/// had the whole. A step that changes a table changes it in the whole too.
struct Schema: Sendable {
    /// What leads from one version to the next.
    struct Step: Sendable, ExpressibleByStringLiteral {
        /// What is left to do once the script ran, for values that SQL cannot make.
        typealias Finish =
            @Sendable (Connection, any Sealer) throws(StoreError) -> Void

        /// The script, run first.
        let script: String
        /// What is left to do then, nil for nothing.
        let finish: Finish?

        /// A step of a script, and of what is left to do then.
        init(_ script: String, finish: Finish? = nil) {
            self.script = script
            self.finish = finish
        }

        /// A step of a script alone.
        init(stringLiteral script: String) { self.init(script) }
    }

    /// The steps, in order.
    let steps: [Step]
    /// What all steps lead to, for a new file; nil where there are the steps alone.
    let whole: String?

    /// Steps, and what they lead to.
    init(steps: [Step], whole: String? = nil) {
        self.steps = steps
        self.whole = whole
    }

    /// The version that a file has after all steps.
    var version: Int64 { Int64(steps.count) }

    /// The tables of this release.
    static let current = Schema(
        steps: [firstStep, secondStep, thirdStep, fourthStep, fifthStep],
        whole: wholeScript
    )

    /// Marks a file as ours in its header: the letters `Sotq`.
    static let applicationID: Int64 = 0x536F_7471
}
