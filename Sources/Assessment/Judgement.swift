import DialectKit

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
