/// How well a fixture's expectation is known: the weakest thing that it compares.
public enum Evidence: String, Sendable, CaseIterable {
    /// A page of the vendor states it.
    case documented
    /// Captures or published clients show it.
    case observed
    /// Proposed without evidence.
    case assumed
}
