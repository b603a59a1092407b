public import DialectKit

/// What becomes of a command on an upstream, seen by the client that asks for it.
public enum Verdict: Equatable, Sendable {
    /// The gateway carries it out itself, so that nothing is lost on any upstream.
    case here
    /// All of it is carried.
    case exact
    /// It is carried, but for these; those that concern a field count only where it is used.
    case lossy([Loss])
    /// It is refused, and why.
    case unsupported(String)

    /// The verdict's stable name in JSON.
    public var name: String {
        switch self {
        case .here: "here"
        case .exact: "exact"
        case .lossy: "lossy"
        case .unsupported: "unsupported"
        }
    }

    /// What there is to say beyond the name, in the order in which it was declared.
    var remarks: [String] {
        switch self {
        case .here, .exact: []
        case .lossy(let losses): losses.map(\.words)
        case .unsupported(let reason): ["unsupported: \(reason)"]
        }
    }

    init(_ ability: Ability) {
        switch ability {
        case .exact: self = .exact
        case .lossy(let losses): self = .lossy(losses)
        case .unsupported(let reason): self = .unsupported(reason)
        }
    }
}

extension Loss {
    /// The loss in a reader's words: `quoted dropped: files cannot quote`.
    var words: String {
        let kind = kind.rawValue.replacing("_", with: " ")
        let words = path == Self.always ? "\(kind): \(reason)" : "\(path) \(kind): \(reason)"
        return known == .beforehand ? words : "\(words) (where the answer shows it)"
    }
}
