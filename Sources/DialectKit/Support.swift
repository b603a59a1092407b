/// Why a route is served, or why it is not.
public enum Support: Equatable, Sendable {
    /// On the vendor's own pages, and proven by a fixture.
    case documented
    /// Seen in captures or clients only; the fixture says so.
    case observed
    /// Proposed by the vendor notes without evidence; marked as an assumption.
    case assumed
    /// Ours; off unless configured.
    case `extension`
    /// Known to exist, answered with the vendor's own error; the reason.
    case refused(String)

    /// The class's name in `sotaque routes`.
    public var name: String {
        switch self {
        case .documented: "documented"
        case .observed: "observed"
        case .assumed: "assumed"
        case .extension: "extension"
        case .refused: "refused"
        }
    }
}
