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

/// A verdict, and how what it says is known.
struct Judgement: Equatable {
    let verdict: Verdict
    /// How it is known, nil where no row of a table says so.
    let evidence: Evidence?
}

extension AbilityTable {
    /// What becomes of a command of a variant.
    ///
    /// Many sends are carried as one send each, so that a table need not name them; a row that names
    /// them all the same counts.
    func judgement(of command: String, _ variant: String?) -> Judgement {
        guard CommandKind.carried(command) != nil else {
            let unknown = Verdict.unsupported("This gateway has no such command")
            return Judgement(
                verdict: CommandKind.isKept(command) ? .here : unknown,
                evidence: nil
            )
        }
        if let row = row(of: command, variant) { return Judgement(row) }
        if command == SendToMany.traits.name, let row = row(of: SendMessage.traits.name, variant) {
            return Judgement(row)
        }
        return Judgement(verdict: Verdict(ability(of: command, variant)), evidence: nil)
    }

    private func row(of command: String, _ variant: String?) -> Row? {
        rows.first { $0.command == command && $0.variant == variant }
    }
}

extension Judgement {
    fileprivate init(_ row: AbilityTable.Row) {
        self.init(verdict: Verdict(row.ability), evidence: row.evidence)
    }
}

extension Loss {
    /// The loss in a reader's words: `quoted dropped: files cannot quote`.
    var words: String {
        let kind = kind.rawValue.replacing("_", with: " ")
        return path == Self.always ? "\(kind): \(reason)" : "\(path) \(kind): \(reason)"
    }
}
