/// How well something about a vendor is known.
public enum Evidence: String, Sendable, CaseIterable {
    /// Stated by the vendor.
    case documented
    /// Seen in captures, clients or source.
    case observed
    /// Neither: to be replaced once it is known.
    case assumed
}
