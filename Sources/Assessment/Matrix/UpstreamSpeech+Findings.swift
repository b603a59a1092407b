import DialectKit

extension UpstreamSpeech {
    /// What is wrong with its table, each in one line.
    var findings: [String] {
        let findings = strangers + repeated + emptyLosses + broken
        return findings.map { "\(id) as an upstream: \($0)" }
    }

    /// Rows that name what no command is.
    private var strangers: [String] {
        abilities.rows.compactMap { row in
            guard let kind = CommandKind.carried(row.command) else {
                let isKept = CommandKind.isKept(row.command)
                return "\(row.command) is \(isKept ? "kept by the gateway" : "not a command")"
            }
            guard !kind.variants.contains(row.variant) else { return nil }
            guard let variant = row.variant else {
                return "\(row.command) comes in variants, and its row names none"
            }
            return "\(row.command) has no variant \(variant)"
        }
    }

    /// Rows for what another row has already told.
    private var repeated: [String] {
        var seen: Set<String> = []
        return abilities.rows.map(\.title).filter { !seen.insert($0).inserted }
            .map { "\($0) has two rows" }
    }

    /// Rows that are called lossy and name no loss.
    private var emptyLosses: [String] {
        abilities.rows.filter { $0.ability == .lossy([]) }
            .map { "\($0.title) is lossy and names no loss" }
    }

    /// Commands that the table promises and that cannot be said, and the other way round.
    ///
    /// Many sends are said as one send each.
    private var broken: [String] {
        let said = Set(commands.names)
        return CommandKind.carried.compactMap { kind in
            let isPromised = kind.variants.contains { abilities.promises(kind.name, $0) }
            let isSaid = said.contains(kind.name)
            if isPromised, !isSaid, kind.name != SendToMany.traits.name {
                return "\(kind.name) is promised and cannot be said"
            }
            return isSaid && !isPromised ? "\(kind.name) can be said and is not promised" : nil
        }
    }
}

extension AbilityTable {
    fileprivate func promises(_ command: String, _ variant: String?) -> Bool {
        switch judgement(of: command, variant).verdict {
        case .here, .exact, .lossy: true
        case .unsupported: false
        }
    }
}

extension AbilityTable.Row {
    /// The command with its variant: `message.send text`.
    fileprivate var title: String { variant.map { "\(command) \($0)" } ?? command }
}
