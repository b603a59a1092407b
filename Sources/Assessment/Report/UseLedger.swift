import DialectKit

/// Adds uses up by dialect, command and variant.
struct UseLedger {
    private struct Key: Hashable {
        let dialect: DialectID
        let shape: ServedOperation.Shape
    }

    private let abilities: AbilityTable
    private var operations: [Key: [String]] = [:]
    private var rows: [Key: AssessmentReport.Row] = [:]

    init(_ abilities: AbilityTable, _ dialects: [any Dialect]) {
        self.abilities = abilities
        for dialect in dialects {
            for operation in ServedOperation.all(of: dialect) {
                for shape in operation.shapes {
                    let key = Key(dialect: dialect.id, shape: shape)
                    operations[key, default: []].append(operation.name)
                }
            }
        }
    }

    mutating func add(_ use: CommandUse) {
        let command = ServedOperation.Shape(command: use.shape.command, variant: use.shape.variant)
        let key = Key(dialect: use.shape.dialect, shape: command)
        var row = rows[key] ?? row(of: key)
        row.add(min(use.count, UseLog.countLimit), Set(use.shape.fields))
        rows[key] = row
    }

    /// The rows by dialect, the most used first, and then by name.
    var sorted: [AssessmentReport.Row] {
        rows.values.map(\.inOrder).sorted { left, right in
            if left.dialect != right.dialect { return left.dialect.text < right.dialect.text }
            if left.totals.calls != right.totals.calls {
                return left.totals.calls > right.totals.calls
            }
            if left.command != right.command { return left.command < right.command }
            return (left.variant ?? "") < (right.variant ?? "")
        }
    }

    private func row(of key: Key) -> AssessmentReport.Row {
        let judgement = abilities.judgement(of: key.shape.command, key.shape.variant)
        return AssessmentReport.Row(
            dialect: key.dialect,
            command: key.shape.command,
            variant: key.shape.variant,
            operations: operations[key] ?? [],
            verdict: judgement.verdict,
            evidence: judgement.evidence
        )
    }
}

extension AssessmentReport.Row {
    /// Counts calls that used these fields.
    fileprivate mutating func add(_ count: Int, _ used: Set<String>) {
        let lost = declared.filter { $0.isCertain(with: used) }
        totals.add(count, Judgement(verdict: verdict, evidence: evidence), losing: lost)
        for loss in lost { add(count, loss) }
        for name in used { add(count, field: name) }
    }

    private var declared: [Loss] {
        if case .lossy(let losses) = verdict { losses } else { [] }
    }

    private mutating func add(_ count: Int, _ loss: Loss) {
        if let place = losses.firstIndex(where: { $0.loss == loss }) {
            losses[place].count = losses[place].count.addingClamped(count)
        } else {
            losses.append(AssessmentReport.Counted(loss: loss, count: count))
        }
    }

    private mutating func add(_ count: Int, field name: String) {
        if let place = fields.firstIndex(where: { $0.name == name }) {
            fields[place].count = fields[place].count.addingClamped(count)
        } else {
            let lost = declared.filter { $0.path == name }
            fields.append(AssessmentReport.Field(name: name, count: count, losses: lost))
        }
    }

    /// The same with fields by name and losses as they were declared.
    fileprivate var inOrder: Self {
        var row = self
        row.fields.sort { $0.name < $1.name }
        row.losses = declared.compactMap { loss in losses.first { $0.loss == loss } }
        return row
    }
}
